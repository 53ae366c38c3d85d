from __future__ import annotations

import json
import re
import secrets
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asgi_agent.phi import Redactor
from asgi_agent.phi.pseudonyms import Pseudonymiser
from asgi_agent.phi.restore import Restorer
from asgi_agent.phi.spans import Label, Span
from asgi_agent.phi.tokens import STANDING
from asgi_agent.phi.vault import MemoryStore, Vault, VaultBusyError, VaultError, VaultScope

if TYPE_CHECKING:
    from collections.abc import Callable

SCOPE = VaultScope("clinic", "thread-1")


def pseudonymiser(**options: Any) -> Pseudonymiser:
    return Pseudonymiser(Vault(**options), SCOPE)


def token(one: Pseudonymiser, value: str, label: Label = Label.NAME) -> str:
    made = one.replace(value, Span(0, len(value), label, 1.0, "test"))
    assert made is not None
    return made


def restored(one: Pseudonymiser, text: str) -> str:
    return Restorer(one.drawer).restore(text)


def test_a_token_shows_its_label_and_nothing_of_the_value() -> None:
    """A model learns what kind of thing it is, and no more."""
    assert re.fullmatch(r"\[NAME_[a-z2-9]{4}\]", token(pseudonymiser(), "John Smith"))
    assert STANDING.fullmatch(token(pseudonymiser(), "A1", Label.HEALTH_PLAN))


def test_spellings_of_one_identifier_share_a_token() -> None:
    """Co-reference stays, and restoring gives the spelling that came first."""
    one = pseudonymiser()
    made = {token(one, spelling) for spelling in ("John Smith", "JOHN SMITH", "Smith, John", "john\nsmith")}
    assert len(made) == 1
    assert restored(one, made.pop()) == "John Smith"


def test_the_space_around_a_value_stays_where_it_is() -> None:
    """The end of an address's line would else come back in the middle of another line."""
    one = pseudonymiser()
    made = token(one, "12 Oak St\n", Label.ADDRESS)
    assert made.endswith("]\n")
    assert token(one, " 12 Oak St", Label.ADDRESS) == f" {made.strip()}"
    assert restored(one, f'{{"address": "{made.strip()}"}}') == '{"address": "12 Oak St"}'


def test_labels_have_tokens_of_their_own() -> None:
    """The same text as a name and as a place is two things."""
    one = pseudonymiser()
    assert token(one, "Washington") != token(one, "Washington", Label.LOCATION)


def test_conversations_have_tokens_of_their_own() -> None:
    """Nobody can tell from tokens that two conversations are about one patient."""
    vault = Vault()
    made = {
        token(Pseudonymiser(vault, VaultScope(tenant, thread)), "John Smith")
        for tenant in ("a", "b")
        for thread in "cdefg"
    }
    assert len(made) > 8  # by chance two may be alike


def test_the_next_request_has_the_same_tokens() -> None:
    """A conversation goes on where it stopped, over the store alone."""
    store = MemoryStore()
    first = token(Pseudonymiser(Vault(store), SCOPE), "John Smith")
    assert token(Pseudonymiser(Vault(store), SCOPE), "john smith") == first


def test_a_token_is_stored_before_it_is_given() -> None:
    """Whatever happens next, whoever gets the token can have it restored."""
    store = MemoryStore()
    made = token(Pseudonymiser(Vault(store), SCOPE), "John Smith")
    assert Restorer(Vault(store).open(SCOPE)).restore(made) == "John Smith"


class Counting(MemoryStore):
    """A store that counts what is asked of it."""

    reads = writes = 0

    def get(self, name: str) -> bytes | None:
        self.reads += 1
        return super().get(name)

    def put(self, name: str, blob: bytes, previous: bytes | None) -> bool:
        self.writes += 1
        return super().put(name, blob, previous)


def test_a_text_costs_one_reading_and_one_writing() -> None:
    """However many identifiers a text has, the store is asked once, and written to only for new ones."""
    store = Counting()
    one = Pseudonymiser(Vault(store), SCOPE)
    for writes in (1, 1):
        one.apply(lambda: [token(one, f"John {n}") for n in range(50)])
        assert store.writes == writes
    assert store.reads == 2


def test_work_that_fails_stores_nothing() -> None:
    """An error in the middle goes to the caller, and the next work begins anew."""
    store = Counting()
    one = Pseudonymiser(Vault(store), SCOPE)

    def work() -> None:
        token(one, "John Smith")
        raise RuntimeError("in the middle")

    with pytest.raises(RuntimeError, match="in the middle"):
        one.apply(work)
    assert store.writes == 0
    assert restored(one, token(one, "John Smith")) == "John Smith"
    assert store.writes == 1


class Broken(MemoryStore):
    """A store that takes nothing."""

    def put(self, name: str, blob: bytes, previous: bytes | None) -> bool:
        raise VaultError("broken")


def test_no_text_leaves_that_could_not_be_stored() -> None:
    """Where the store fails, there is an error and no text."""
    one = Pseudonymiser(Vault(Broken()), SCOPE)
    with pytest.raises(VaultError, match="broken"):
        token(one, "John Smith")
    with pytest.raises(VaultError, match="broken"):
        one.apply(lambda: token(one, "John Smith"))


def test_work_is_done_again_when_another_process_was_first() -> None:
    """Two processes that choose for one conversation at once end with one choice."""
    store, rounds = MemoryStore(), []
    ours = Pseudonymiser(Vault(store, shift_dates=True), SCOPE)
    theirs = Pseudonymiser(Vault(store, shift_dates=True), SCOPE)

    def work() -> str:
        rounds.append(token(ours, "2021-03-05", Label.DATE))
        if len(rounds) == 1:
            rounds.append(token(theirs, "2021-03-05", Label.DATE))
        return rounds[-1] if len(rounds) > 2 else rounds[0]

    result = ours.apply(work)
    assert result == token(theirs, "2021-03-05", Label.DATE)
    assert restored(theirs, result) == "2021-03-05"


def test_work_that_never_gets_through_is_an_error() -> None:
    """Rivals without end are told, and do not keep a request for ever."""
    store = MemoryStore()
    vault = Vault(store, shift_dates=True)
    one = Pseudonymiser(vault, SCOPE)

    def work() -> None:
        token(one, "2021-03-05", Label.DATE)
        vault.delete(SCOPE)

    with pytest.raises(VaultBusyError):
        one.apply(work)


def test_full_conversation_falls_back_to_the_placeholder() -> None:
    """Beyond the limit an identifier is removed for good, and none is left in clear."""
    one = pseudonymiser(max_entries=1)
    redactor = Redactor(replace=one.replace)
    text = redactor.redact("SSN 219-09-9999, e-mail ann@example.org")
    assert re.fullmatch(r"SSN \[SSN_\w+\], e-mail \[EMAIL\]", text)
    assert restored(one, text) == "SSN 219-09-9999, e-mail [EMAIL]"
    assert one.drawer.refused == 1


def test_a_token_gets_no_token() -> None:
    """A value that was replaced already stays what it is."""
    one = pseudonymiser()
    made = token(one, "John Smith")
    assert token(one, made, Label.ID) == made


def test_a_value_around_a_token_is_restored_in_full() -> None:
    """What was found around a token comes back without any."""
    one = pseudonymiser()
    made = token(one, "John Smith")
    outer = token(one, f"Dr {made}")
    assert outer != made
    assert restored(one, outer) == "Dr John Smith"


def test_a_token_of_nobody_gets_a_token() -> None:
    """What only looks like a token is a value like any other."""
    one = pseudonymiser()
    assert restored(one, token(one, "[NAME_k7f3]")) == "[NAME_k7f3]"
    assert token(one, "[NAME_k7f3]") != "[NAME_k7f3]"


LOOKALIKES = [
    "[NAME_k7f3]",
    "NAME_k7f3",
    "\\[name\\_k7f3\\]",
    "[Health Plan k7f3]",
    "%5BNAME_k7f3%5D",
    "&#91;NAME_k7f3&#93;",
    "[TEXT_k7f3]",
    "\uff3bNAME_k7f3\uff3d",
]


@pytest.mark.parametrize("typed", LOOKALIKES)
def test_what_looks_like_a_token_is_none(typed: str) -> None:
    """A caller gets back what it typed, even when such a token is made later."""
    one = pseudonymiser()
    text = one.neutralise(f"a {typed} b")
    assert re.fullmatch(r"a \[TEXT_[a-z2-9]{4}\] b", text)
    assert restored(one, text) == f"a {typed} b"
    assert Restorer(one.drawer).revealed == {}


@pytest.mark.parametrize("written", ["[NA\u200bME_{}]", "\uff3bNAME_{}\uff3d", "NAME\\_{}"])
def test_a_real_token_in_json_within_json_is_not_restored(written: str) -> None:
    """However the strings of either are escaped."""
    one = pseudonymiser()
    typed = written.format(token(one, "John Smith")[6:-1])
    value = {"a": json.dumps({"b": typed})}
    for sent in (one.neutralise_json(value), json.loads(one.neutralise(json.dumps(value)))):
        back = Restorer(one.drawer).restore_json(sent)
        assert json.loads(back["a"]) == {"b": typed}


def test_two_spellings_of_a_look_alike_come_back_each_as_it_was() -> None:
    """They are texts of the caller's, and not one identifier."""
    one = pseudonymiser()
    text = "[NAME_k7f3] and [name_k7f3]"
    assert restored(one, one.neutralise(text)) == text


@pytest.mark.parametrize("shape", ["[{}]", "{}", "{} ", "`{}`", "[{}'s]", "x {}s"])
@pytest.mark.parametrize("joint", ["_", " ", "-", "\\_"])
def test_a_real_token_that_a_caller_types_is_not_restored(shape: str, joint: str) -> None:
    """Whoever saw a token of the conversation cannot type it to see its value, in any spelling."""
    one = pseudonymiser()
    made = token(one, "John Smith").strip("[]").replace("_", joint)
    typed = shape.format(made)
    assert restored(one, typed) != typed
    assert restored(one, one.neutralise(typed)) == typed


@pytest.mark.parametrize(
    "text",
    ["the ID a2b3", "name of the", "[NAME]", "[1]", "MAX_RETRIES", "ACCOUNT_NUMBER", "date_2021", "ID_44"],
)
def test_what_looks_like_no_token_stays(text: str) -> None:
    """Ordinary text and code are left alone."""
    assert pseudonymiser().neutralise(text) == text


@pytest.mark.parametrize(
    "before", ["SSN", "MRN", "MRN:", "patient", "Dr.", "DOB", "phone", "Rx #", "fax no."]
)
def test_tokens_are_nobodys_identifiers(before: str) -> None:
    """Whatever stands around a token, detection does not take it, or a piece of it, for an identifier."""
    redactor = Redactor()
    for code in ("k7f3", "523d", "2345a", "a" * 16, "b" * 42):
        text = f"{before} [TEXT_{code}], again [MRN_{code}]. {before} [SSN_{code}]"
        assert redactor.redact(text) == text


def test_neutralises_json() -> None:
    """Every string of a document, keys as well, and all else as it was."""
    one = pseudonymiser()
    value = {"[NAME_k7f3]": ["NAME_k7f3", 1.0, None]}
    safe = one.neutralise_json(value)
    assert "k7f3" not in str(safe)
    assert Restorer(one.drawer).restore_json(safe) == value
    text = '{"a": "\\u005bNAME_k7f3]", "b": 1.0}'
    safe_text = one.neutralise_json_text(text)
    assert "k7f3" not in safe_text
    assert safe_text.endswith(', "b": 1.0}')


def test_neutralises_when_the_conversation_is_full() -> None:
    """With no room for what was typed, it is gone rather than dangerous."""
    assert pseudonymiser(max_bytes=1).neutralise("a [NAME_k7f3] b") == "a [TEXT] b"


TEXTS = st.lists(
    st.sampled_from(
        [*LOOKALIKES, "John Smith", "219-09-9999", "ann@example.org", "Dr. ", "SSN ", " ", "(555) 123-4567"]
    )
    | st.text("ab,.[]_ \n\u200b", max_size=4),  # no digit, which could make another spelling of a number
    max_size=8,
).map(" ".join)


@given(TEXTS)
def test_a_text_comes_back_as_it_was(text: str) -> None:
    """Neutralised, redacted and restored, a text reads as the caller wrote it but for spellings."""
    one = pseudonymiser()
    redactor = Redactor(replace=one.replace)
    safe = one.apply(lambda: redactor.redact(one.neutralise(text)))
    back = restored(one, safe)
    assert "219-09-9999" not in safe
    assert folded(back) == folded(text)


def folded(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def test_a_model_sees_tokens_only() -> None:
    """Nothing of a note's identifiers is left, and what is the same stays the same."""
    one = pseudonymiser()
    redactor = Redactor(replace=one.replace)
    note = "SSN 219-09-9999, e-mail ann@example.org, tel (555) 123-4567. Again: ssn 219 09 9999"
    safe = one.apply(lambda: redactor.redact(one.neutralise(note)))
    found = [match["label"] for match in STANDING.finditer(safe)]
    assert found == ["SSN", "EMAIL", "PHONE", "SSN"]
    assert len(set(STANDING.findall(safe))) == 3
    assert not any(char.isdigit() for char in STANDING.sub("", safe))


def test_dates_are_moved_where_the_vault_has_it_so() -> None:
    """All dates of a conversation move together, over requests and processes, and come back as they were."""
    store = MemoryStore()
    first = Pseudonymiser(Vault(store, shift_dates=True), SCOPE)
    moved = token(first, "2021-03-05", Label.DATE)
    days = (date.fromisoformat(moved) - date(2021, 3, 5)).days
    assert 1 <= abs(days) <= 365
    second = Pseudonymiser(Vault(store, shift_dates=True), SCOPE)
    later = token(second, "2021-03-15", Label.DATE)
    assert date.fromisoformat(later).toordinal() - date.fromisoformat(moved).toordinal() == 10
    spelled = token(second, "Friday, March 5th, 2021", Label.DATE)
    assert restored(second, f"{moved} {later} {spelled}") == "2021-03-05 2021-03-15 Friday, March 5th, 2021"


@pytest.mark.parametrize("value", ["March 2021", "03/05", "last Tuesday", "March 5-9, 2021"])
def test_dates_that_cannot_be_moved_get_a_token(value: str) -> None:
    """What is no full date does not stay in clear."""
    one = pseudonymiser(shift_dates=True)
    made = token(one, value, Label.DATE)
    assert STANDING.fullmatch(made)
    assert restored(one, made) == value


def test_dates_that_would_become_one_are_kept_apart() -> None:
    """Two dates that read alike after the move do not come back as one another."""
    one = pseudonymiser(shift_dates=True)
    seen: dict[str, str] = {}
    for month in range(1, 13):
        for day in range(1, 29):
            for value in (f"{month}/{day}/2021", f"{day}/{month}/2021"):
                made = token(one, value, Label.DATE)
                assert restored(one, made) == seen.setdefault(made, restored(one, made))
                assert restored(one, made) == value


def test_dates_get_a_token_when_the_conversation_is_full() -> None:
    """A date that could not be given back exactly is not moved."""
    when = Span(0, 10, Label.DATE, 1.0, "test")
    assert pseudonymiser(shift_dates=True, max_entries=1).replace("2021-03-05", when) is None
    one = pseudonymiser(shift_dates=True, max_entries=2)
    token(one, "John Smith")
    token(one, "Ann Lee")
    assert one.replace("2021-03-05", when) is None


def test_only_dates_are_moved() -> None:
    """Another identifier that reads like a date gets its token."""
    assert STANDING.fullmatch(token(pseudonymiser(shift_dates=True), "20210305", Label.MRN))


@pytest.mark.parametrize(("codes", "length"), [("hmac", 32), ("siv", 64)])
def test_derived_codes_need_no_common_store(codes: Any, length: int) -> None:
    """Processes with one key make one token, each with a store of its own."""
    key = secrets.token_bytes(length)
    first, second = (pseudonymiser(codes=codes, code_key=key) for _ in range(2))
    made = token(first, "John Smith")
    assert token(second, "John Smith") == made
    assert restored(second, made) == "John Smith"
    other = Pseudonymiser(Vault(codes=codes, code_key=key), VaultScope("clinic", "thread-2"))
    assert token(other, "John Smith") != made


def test_sealed_codes_are_restored_without_any_store() -> None:
    """AES-SIV tokens need nothing but the key, and write nothing, yet dates that move are stored."""
    key, store = secrets.token_bytes(64), Counting()
    one = Pseudonymiser(Vault(store, codes="siv", code_key=key, shift_dates=True), SCOPE)
    made = token(one, "John Smith")
    assert store.writes == 0
    assert restored(pseudonymiser(codes="siv", code_key=key), made) == "John Smith"
    assert restored(one, one.neutralise(made)) == made
    token(one, "2021-03-05", Label.DATE)
    assert store.writes == 1


def nested(one: Pseudonymiser, inner: Callable[[], str]) -> str:
    return one.apply(lambda: one.apply(inner))


def test_work_within_work_is_one_work() -> None:
    """`apply` inside of `apply` stores with the outer one."""
    store = Counting()
    one = Pseudonymiser(Vault(store), SCOPE)
    assert restored(one, nested(one, lambda: token(one, "John Smith"))) == "John Smith"
    assert store.writes == 1
