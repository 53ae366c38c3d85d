from __future__ import annotations

import html
import json
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asgi_agent.phi.restore import Restorer
from asgi_agent.phi.spans import Label
from asgi_agent.phi.tokens import LITERAL
from asgi_agent.phi.vault import Vault, VaultScope
from asgi_agent.phi.vault.entries import Entry

if TYPE_CHECKING:
    from asgi_agent.phi.vault.drawer import Drawer

NAME = 'Seán O\'Brien <"x"> & Co'


def drawer_of(*entries: tuple[str, str, str], **options: Any) -> Drawer:
    drawer = Vault(**options).open(VaultScope("clinic", "thread-1"))
    for label, code, value in entries:
        assert drawer.put(Entry(label, code, value, value)) is not None
    return drawer


def restorer(**options: Any) -> Restorer:
    drawer = drawer_of(
        ("NAME", "k7f3", NAME),
        ("SSN", "q2w9", "219-09-9999"),
        ("HEALTH_PLAN", "zz22", "1EG4-TE5"),
        (LITERAL, "x9q2", "[NAME_k7f3]"),
    )
    return Restorer(drawer, **options)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("[NAME_k7f3]", NAME),
        ("[name_k7f3]", NAME),
        ("[Name_K7F3]", NAME),
        ("[NAME k7f3]", NAME),
        ("[NAME-k7f3]", NAME),
        ("[NAME\u2011k7f3]", NAME),
        ("[NAME: k7f3]", NAME),
        ("[NAMEk7f3]", NAME),
        ("[ NAME_k7f3 ]", NAME),
        ("\\[NAME\\_k7f3\\]", NAME),
        ("\\[NAME_k7f3\\]", NAME),
        ("[NAME\\_k7f3]", NAME),
        ("`[NAME_k7f3]`", f"`{NAME}`"),
        ("**[NAME_k7f3]**", f"**{NAME}**"),
        ("[**NAME_k7f3**]", NAME),
        ("[`NAME_k7f3`]", NAME),
        ("*NAME_k7f3*", f"*{NAME}*"),
        ("_[NAME_k7f3]_", f"_{NAME}_"),
        ("\uff3bNAME_k7f3\uff3d", NAME),
        ("\uff3bNAME\uff3fk7f3\uff3d", NAME),
        ("\u3010NAME_k7f3\u3011", NAME),
        ("[NA\u200bME_k7f3]", NAME),
        ("\uff2e\uff21\uff2d\uff25_k7f3", NAME),
        ("NAME_k7f3", NAME),
        ("name_k7f3", NAME),
        ("NAME k7f3", NAME),
        ("NAME\\_k7f3", NAME),
        ("(NAME_k7f3)", f"({NAME})"),
        ("<NAME_k7f3>", f"<{NAME}>"),
        ('"NAME_k7f3"', f'"{NAME}"'),
        ("[NAME_k7f3", f"[{NAME}"),
        ("NAME_k7f3]", f"{NAME}]"),
        ("[see NAME_k7f3]", f"[see {NAME}]"),
        ("[[NAME_k7f3]]", f"[{NAME}]"),
        ("[NAME_k7f3]'s", f"{NAME}'s"),
        ("[NAME_k7f3]\u2019s", f"{NAME}\u2019s"),
        ("[NAME_k7f3's]", f"{NAME}'s"),
        ("NAME_k7f3's", f"{NAME}'s"),
        ("[NAME_k7f3]s", f"{NAME}s"),
        ("[NAME_k7f3s]", f"{NAME}s"),
        ("NAME_k7f3s", f"{NAME}s"),
        ("&#91;NAME_k7f3&#93;", html.escape(NAME)),
        ("&#x5B;NAME_k7f3&#x5D;", html.escape(NAME)),
        ("&lsqb;NAME&lowbar;k7f3&rsqb;", html.escape(NAME)),
        ("&lbrack;NAME&#95;k7f3&rbrack;", html.escape(NAME)),
        ("https://x.org/?q=%5BNAME_k7f3%5D&p=1", f"https://x.org/?q={quote(NAME, safe='')}&p=1"),
        ("%5bNAME%5Fk7f3%5d", quote(NAME, safe="")),
        ("[HEALTH_PLAN_zz22]", "1EG4-TE5"),
        ("[Health Plan zz22]", "1EG4-TE5"),
        ("\\[HEALTH\\_PLAN\\_zz22\\]", "1EG4-TE5"),
        ("HEALTHPLAN_zz22", "1EG4-TE5"),
        ("%5BHEALTH%5FPLAN%5Fzz22%5D", "1EG4-TE5"),
        ("&lsqb;health&lowbar;plan&lowbar;zz22&rsqb;", "1EG4-TE5"),
        ("[NAME_k7f3][SSN_q2w9]", f"{NAME}219-09-9999"),
        ("[NAME_k7f3]/[SSN_q2w9], NAME_k7f3.", f"{NAME}/219-09-9999, {NAME}."),
        ("chart_NAME_k7f3.pdf", f"chart_{NAME}.pdf"),
        ("Name: NAME_k7f3", f"Name: {NAME}"),
        ("PHONE - name_k7f3", f"PHONE - {NAME}"),
    ],
)
def test_understands_what_models_make_of_tokens(written: str, read: str) -> None:
    """A token is restored however it comes back, and what is around it stays."""
    one = restorer()
    assert one.restore(f"a {written} b") == f"a {read} b"
    assert one.unresolved == 0
    two = restorer().stream()
    assert "".join(map(two.feed, f"a {written} b")) + two.close() == f"a {read} b"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[NAME]",
        "[NAME_]",
        "[NAME_k7]",
        "NAMEk7f3",
        "RENAME_k7f3",
        "\u00e9NAME_k7f3",
        "NAME_k7f33",
        "[NAME_k7f3x]",
        "[SSN_k7f3]",
        "[PERSON_k7f3]",
        "[k7f3]",
        "name of the k7f3",
        "[see 1] and [2]",
        "The name Smith and the date 2021 and ID 4455.",
    ],
)
def test_leaves_what_is_no_token(text: str) -> None:
    """What only looks a little like a token stays as it is."""
    assert restorer().restore(text) == text


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("[NAME_a2b3] and SSN_a2b3", 2),
        ("[SSN_k7f3]", 1),
        ("the ID a2b3 and [NAME Smith] and ACCOUNT_NUMBER and ID_2021", 0),
        ("[NAME]", 0),
    ],
)
def test_counts_tokens_that_it_does_not_know(text: str, count: int) -> None:
    """A token that nobody made is left, and counted where it cannot be anything else."""
    one = restorer()
    assert one.restore(text) == text
    assert one.unresolved == count


def test_counts_what_it_reveals_by_label() -> None:
    """The audit log learns how many values of each kind the caller saw, and what was never PHI is none."""
    one = restorer()
    one.restore("[NAME_k7f3] [name_k7f3] [SSN_q2w9] [TEXT_x9q2]")
    assert one.revealed == {Label.NAME: 2, Label.SSN: 1}


def test_reveals_only_the_labels_that_it_may() -> None:
    """A caller who may see names alone gets names alone, and what some caller wrote."""
    one = restorer(labels={Label.NAME})
    assert one.restore("[NAME_k7f3] [SSN_q2w9] [TEXT_x9q2]") == f"{NAME} [SSN_q2w9] [NAME_k7f3]"
    assert one.revealed == {Label.NAME: 1}
    assert one.unresolved == 0


def test_who_may_see_nothing_still_gets_what_was_typed() -> None:
    """With no label allowed, what looked like a token comes back as it was written and nothing else does."""
    one = restorer(labels=())
    assert one.restore("[NAME_k7f3] [TEXT_x9q2]") == "[NAME_k7f3] [NAME_k7f3]"
    assert one.revealed == {}


def test_restores_once() -> None:
    """A value that looks like a token is not restored in turn."""
    one = Restorer(drawer_of(("NAME", "a2b3", "[NAME_c4d5]"), ("NAME", "c4d5", "Ann")))
    assert one.restore("[NAME_a2b3]") == "[NAME_c4d5]"


def test_sees_tokens_that_are_made_while_it_is_in_use() -> None:
    """What a tool finds in the middle of a run is restored at its end."""
    drawer = drawer_of()
    one = Restorer(drawer)
    assert one.restore("[NAME_k7f3]") == "[NAME_k7f3]"
    drawer.put(Entry("NAME", "k7f3", "Ann", "ann"))
    assert one.restore("[NAME_k7f3]") == "Ann"


def test_placeholder_is_nobody_by_default() -> None:
    """A redacted name is not taken for the only one that has a token."""
    assert restorer().restore("[NAME]") == "[NAME]"


def test_lone_label_may_be_the_only_one() -> None:
    """Where the host has it so, a label alone is restored as long as it is clear whose."""
    one = restorer(lone=True)
    assert one.restore("[NAME] [Name]'s \\[SSN\\] [MRN] NAME") == f"{NAME} {NAME}'s 219-09-9999 [MRN] NAME"
    assert one.unresolved == 0
    drawer = drawer_of(("NAME", "a2b3", "Ann"), ("NAME", "c4d5", "Bob"))
    assert Restorer(drawer, lone=True).restore("[NAME] [NAME_a2b3]") == "[NAME] Ann"


def test_a_string_that_is_json_itself_stays_so() -> None:
    """As the arguments of a tool call are, in a value and in its text, and however deep."""
    arguments = json.dumps({"name": "[NAME_k7f3]", "inner": json.dumps(["[NAME_k7f3]"])})
    value = {"arguments": arguments, "note": "[NAME_k7f3]"}
    for restored in (
        restorer().restore_json(value),
        json.loads(restorer().restore_json_text(json.dumps(value))),
    ):
        assert restored["note"] == NAME
        inner = json.loads(restored["arguments"])
        assert (inner["name"], json.loads(inner["inner"])) == (NAME, [NAME])


def test_restores_json_values() -> None:
    """Every string of a value is restored, in keys as well, and escaped by whoever writes it."""
    value = {"[NAME_k7f3]": ["[SSN_q2w9]", 1, None, {"q": 'say "[NAME_k7f3]"'}]}
    restored = restorer().restore_json(value)
    assert restored == {NAME: ["219-09-9999", 1, None, {"q": f'say "{NAME}"'}]}
    assert json.loads(json.dumps(restored)) == restored


def test_restores_json_text() -> None:
    """The arguments of a tool call stay JSON, whatever is in a value."""
    text = (
        '{ "who": "[NAME_k7f3]", "n": 1.0, "esc": "\\u005bSSN\\u005fq2w9]", "md": "\\\\[NAME\\\\_k7f3\\\\]" }'
    )
    restored = restorer().restore_json_text(text)
    assert json.loads(restored) == {"who": NAME, "n": 1.0, "esc": "219-09-9999", "md": NAME}
    assert restored.startswith('{ "who": "')
    assert '"n": 1.0,' in restored


@pytest.mark.parametrize(
    "prose",
    [
        "the patient was seen in clinic and is doing well.",
        "She asked about (1) sleep, 2) diet; 50% better & no pain",
        "Take 5 mg twice a day; see [1] and [note].",
    ],
)
def test_prose_is_hardly_held(prose: str) -> None:
    """Text without tokens flows: at most the beginning of a word that may be a label is held."""
    stream = restorer().stream()
    held = []
    for character in prose:
        stream.feed(character)
        held.append(stream.held)
    assert max(held) <= 12
    assert sum(held) / len(held) < 3


def test_token_is_given_with_its_last_character() -> None:
    """A complete token waits for nothing."""
    stream = restorer().stream()
    assert stream.feed("[NAME_k7f3") == ""
    assert stream.feed("]") == NAME


def test_holds_at_most_a_token() -> None:
    """However long something goes on like a token, little is held."""
    for text in ("[" * 500, "[NAME_" + "a" * 500, "NAME " * 100, "&#91;" * 100, "%5B" * 200, "\\[" * 300):
        stream = restorer().stream()
        for character in text:
            stream.feed(character)
            assert stream.held <= 60


def test_closed_stream_may_begin_anew() -> None:
    """The end of one text is not the beginning of the next."""
    stream = restorer().stream()
    assert stream.feed("RE") + stream.close() == "RE"
    assert stream.feed("NAME_k7f3") + stream.close() == NAME


PIECES = st.sampled_from(
    [
        *("[NAME_k7f3]", "NAME_k7f3", "name k7f3", "[SSN_q2w9]", "[NAME_zzz9]", "HEALTH PLAN zz22"),
        *("\\[NAME\\_k7f3\\]", "%5BNAME_k7f3%5D", "&#91;NAME_k7f3&#93;", "[**NAME_k7f3**]", "NAME_k7f3s"),
        *("\uff3bNAME_k7f3\uff3d", "[N\u200bAME_k7f3]", "[NAME_k7f3's]", "[NAME]", "[TEXT_x9q2]"),
        *("[NAME_", "NAME", "[", "]", "\\", "\\[", "&#9", "%5", "_k7f3", "k7f3", "s", "'s", " ", "HEALTH_"),
        *("name of", "é", "\u0301", "\u200b", "\uff21", "the ", "2021", ". ", "\n"),
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=3), max_size=8).map("".join)


@given(TEXTS, st.data())
def test_stream_gives_what_the_whole_gives(text: str, data: st.DataObject) -> None:
    """Wherever a text is cut, its pieces restored and joined are the text restored, counts and all."""
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6)))
    whole, parts = restorer(), restorer()
    stream = parts.stream()
    pieces = [stream.feed(text[start:end]) for start, end in pairwise([0, *cuts, len(text)])]
    assert "".join([*pieces, stream.close()]) == whole.restore(text)
    assert (parts.revealed, parts.unresolved) == (whole.revealed, whole.unresolved)


@given(TEXTS)
def test_stream_gives_what_the_whole_gives_for_every_cut(text: str) -> None:
    """So it is for each way to cut in two, and for single characters."""
    whole = restorer().restore(text)
    for cut in range(len(text) + 1):
        stream = restorer().stream()
        assert stream.feed(text[:cut]) + stream.feed(text[cut:]) + stream.close() == whole
    stream = restorer().stream()
    assert "".join(map(stream.feed, text)) + stream.close() == whole


@given(TEXTS)
def test_lone_labels_stream_too(text: str) -> None:
    """The option changes what is understood, not how streams are cut."""
    stream = restorer(lone=True).stream()
    assert "".join(map(stream.feed, text)) + stream.close() == restorer(lone=True).restore(text)


SHIFTED = [("=shift", "=shift", "105"), ("=moved", "=june 18th, 2021", "March 5th, 2021")]
SHIFTED += [("=moved", "=20210618", "20210305"), ("NAME", "k7f3", NAME)]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("June 18th, 2021", "March 5th, 2021"),
        ("JUNE 18TH,  2021", "March 5th, 2021"),
        ("June 18, 2021", "March 5, 2021"),
        ("2021-06-18", "2021-03-05"),
        ("2021-06-18T14:30:00Z", "2021-03-05T14:30:00Z"),
        ("6/18/2021", "3/5/2021"),
        ("06/18/21", "03/05/21"),
        ("18 Jun 2021", "5 Mar 2021"),
        ("Friday, July 2, 2021", "Friday, March 19, 2021"),
        ("20210618", "20210305"),
        ("202106181430", "202103051430"),
        ("20210619", "20210619"),
        ("2021061", "2021061"),
        ("June 2021", "June 2021"),
        ("June 18", "June 18"),
        ("02/30/2021", "02/30/2021"),
        ("1.2.3.4", "1.2.3.4"),
        ("[NAME_k7f3] on 2021-06-18.", f"{NAME} on 2021-03-05."),
        ("EXAM DATE: 2021-06-18", "EXAM DATE: 2021-03-05"),
        ("Date: 18th of June 2021", "Date: 5th of March 2021"),
        ("scan_DATE_2021-06-18.dcm", "scan_DATE_2021-03-05.dcm"),
    ],
)
def test_moves_dates_back(written: str, read: str) -> None:
    """Dates come back in the way that they are written, those a model has reckoned out as well."""
    drawer = drawer_of(*SHIFTED, shift_dates=True)
    assert Restorer(drawer).restore(f"({written})") == f"({read})"
    stream = Restorer(drawer).stream()
    assert "".join(map(stream.feed, f"({written})")) + stream.close() == f"({read})"


def test_dates_are_revealed_as_dates() -> None:
    """Moving a date back counts, and needs the label."""
    drawer = drawer_of(*SHIFTED, shift_dates=True)
    one = Restorer(drawer)
    one.restore("2021-06-18 and June 18th, 2021 and 20210619")
    assert one.revealed == {Label.DATE: 2}
    assert Restorer(drawer, labels={Label.NAME}).restore("2021-06-18") == "2021-06-18"


def test_dates_stay_where_none_was_moved() -> None:
    """Without the option, or before any date was moved, a date is a date."""
    assert restorer().restore("2021-06-18") == "2021-06-18"
    assert Restorer(drawer_of(shift_dates=True)).restore("2021-06-18") == "2021-06-18"


DATES = st.sampled_from(
    [
        "June 18th, 2021",
        "2021-06-18",
        "6/18/21",
        "20210618",
        "18 ",
        "June",
        " of ",
        "Fri, ",
        "1/",
        "2021",
        "th",
    ]
)


@given(st.lists(DATES | PIECES, max_size=8).map("".join))
def test_dates_stream_too(text: str) -> None:
    """Wherever a text with moved dates is cut, it gives what the whole gives."""
    drawer = drawer_of(*SHIFTED, shift_dates=True)
    whole = Restorer(drawer).restore(text)
    for size in (1, 3):
        stream = Restorer(drawer).stream()
        pieces = [stream.feed(text[start : start + size]) for start in range(0, len(text), size)]
        assert "".join([*pieces, stream.close()]) == whole


@pytest.mark.parametrize("codes", ["hmac", "siv"])
def test_other_codes_are_restored_alike(codes: str) -> None:
    """Long codes go through the same pattern, streams and all."""
    drawer = drawer_of(codes=codes, code_key=bytes(range(64 if codes == "siv" else 32)))
    entry = drawer.entry("NAME", NAME, NAME)
    assert entry is not None
    text = f"\\[name\\_{entry.code.upper()}\\] NAME_{entry.code}, [SSN_{entry.code}]"
    whole = f"{NAME} {NAME}, [SSN_{entry.code}]"
    one = Restorer(drawer)
    assert one.restore(text) == whole
    assert one.unresolved == 1
    stream = Restorer(drawer).stream()
    assert "".join(map(stream.feed, text)) + stream.close() == whole


def test_no_text_takes_long() -> None:
    """Text made to be nearly a token costs no more than any other."""
    drawer = drawer_of(codes="siv", code_key=bytes(range(64)))
    for text in ("[" * 100_000, "[NAME" * 20_000, "HEALTH_" * 20_000, "name " * 20_000, "\\[ *" * 20_000):
        assert Restorer(drawer).restore(text) == text
        assert restorer(lone=True).restore(text) == text
