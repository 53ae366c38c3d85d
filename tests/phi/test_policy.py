"""A policy says what becomes of each kind of identifier."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from asgi_agent import AgentASGI, PHIRedactionMiddleware
from asgi_agent.errors import ConfigurationError
from asgi_agent.phi import LIMITED_DATA_SET, SAFE_HARBOR, Action, Label, Policy, Redactor
from asgi_agent.phi.replacement import SPARSE_ZIP, generalised

if TYPE_CHECKING:
    from pathlib import Path


def written(tmp_path: Path, text: str) -> Path:
    """A policy file with this text."""
    path = tmp_path / "policy.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_safe_harbor_removes_what_it_does_not_name() -> None:
    """All eighteen identifiers go; the default is not a list of what somebody thought of."""
    assert {label for label in Label if SAFE_HARBOR.action(label) is not Action.REMOVE} == {
        Label.ZIP,
        Label.AGE,
    }


def test_a_limited_data_set_keeps_dates_towns_and_zip_codes() -> None:
    """45 CFR 164.514(e)(2) names neither among what has to go."""
    text = "seen on 03/05/2021, ssn 219-09-9999"
    assert Redactor(LIMITED_DATA_SET).redact(text) == "seen on 03/05/2021, ssn [SSN]"


def test_a_kept_kind_does_not_hide_a_removed_one_around_it() -> None:
    """The town of an address stays only where it is not part of the street line's span."""
    spans = Redactor(LIMITED_DATA_SET).find("ssn 219-09-9999 of 03/05/2021")
    assert [span.label for span in spans] == [Label.SSN]


def test_years_stay_where_dates_are_generalised() -> None:
    """(C) lets the year of a date stay, unless it tells of an age above 89."""
    assert generalised("March 5th, 2021", Label.DATE) == "2021"
    assert generalised("2021-03-05", Label.DATE) == "2021"
    assert generalised(f"03/05/{datetime.now(UTC).year - 95}", Label.DATE) is None
    assert generalised("3/5", Label.DATE) is None


def test_zip_codes_keep_three_digits_unless_few_live_there() -> None:
    """(B): the area of all codes with these three digits holds more than 20,000 people."""
    assert generalised("60614-1234", Label.ZIP) == "606"
    assert all(generalised(f"{area}01", Label.ZIP) == "000" for area in SPARSE_ZIP)


def test_ages_above_89_are_one_category() -> None:
    """(C): ages may be aggregated into 90 or older."""
    assert generalised("93", Label.AGE) == "90+"


def test_a_find_below_the_threshold_is_left() -> None:
    """`min_score` trades recall for precision."""
    text = "ssn 219-09-9999"
    assert Redactor(Policy("lax", min_score=1.0)).find(text) in ([], Redactor().find(text))
    assert Redactor(Policy("all", min_score=0.0)).find(text)


def test_a_placeholder_is_the_policys() -> None:
    """Any text, with or without the kind."""
    assert Redactor(Policy("stars", placeholder="***")).redact("ssn 219-09-9999") == "ssn ***"


def test_a_policy_is_read_from_a_file(tmp_path: Path) -> None:
    """What the file does not say is as in the preset that it extends."""
    policy = Policy.from_toml(
        written(
            tmp_path,
            'name = "research"\nextends = "limited_data_set"\nmin_score = 0.5\nplaceholder = "<{label}>"\n'
            '[actions]\nURL = "keep"\nDATE = "generalise"\n[json_keys]\ncasenumber = "ID"\n',
        )
    )
    assert policy.name == "research"
    assert policy.action(Label.URL) is Action.KEEP
    assert policy.action(Label.DATE) is Action.GENERALISE
    assert policy.action(Label.ZIP) is Action.KEEP
    assert policy.json_keys == {"casenumber": Label.ID}
    assert (policy.min_score, policy.placeholder) == (0.5, "<{label}>")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name = ", "policy.toml"),
        ('nmae = "x"', "unknown key 'nmae'"),
        ('extends = "hipaa"', "none of safe_harbor, limited_data_set"),
        ('[actions]\nNAMES = "keep"', "'NAMES' is none of NAME, ADDRESS"),
        ('[actions]\nNAME = "drop"', "'drop' is none of keep, remove, generalise"),
        ('actions = "keep"', "a table expected"),
        ('min_score = "high"', "a number from 0 to 1"),
        ("min_score = 2", "from 0 to 1"),
        ("min_score = true", "from 0 to 1"),
        ("placeholder = 5", "`{label}`"),
        ('placeholder = "{name}"', "`{label}`"),
        ('placeholder = "{"', "`{label}`"),
    ],
)
def test_a_faulty_policy_file_says_what_is_wrong(tmp_path: Path, text: str, said: str) -> None:
    """The message names the file, the key, and what would do."""
    with pytest.raises(ConfigurationError) as raised:
        Policy.from_toml(written(tmp_path, text))
    assert said in str(raised.value)


def test_a_policy_file_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    """Not a policy without rules."""
    with pytest.raises(ConfigurationError, match=r"missing\.toml"):
        Policy.from_toml(tmp_path / "missing.toml")


def test_a_policy_does_not_change_after_it_is_made() -> None:
    """Nor does it share a dictionary with whoever made it."""
    actions = {Label.NAME: Action.KEEP}
    policy = Policy("mine", actions)
    actions.clear()
    assert policy.action(Label.NAME) is Action.KEEP
    with pytest.raises(TypeError):
        policy.actions[Label.NAME] = Action.REMOVE  # type: ignore[index]


def test_labels_and_actions_may_be_text() -> None:
    """As they come out of settings; what is no label would otherwise be removed without a word."""
    policy = Policy("mine", {"NAME": "keep"}, json_keys={"casenumber": "ID"})  # type: ignore[dict-item]
    assert policy.action(Label.NAME) is Action.KEEP
    assert policy.json_keys["casenumber"] is Label.ID
    with pytest.raises(ConfigurationError, match="'NAMES' is none of NAME"):
        Policy("mine", {"NAMES": "keep"})  # type: ignore[dict-item]


def test_a_preset_may_be_named() -> None:
    """In the middleware as in the redactor; another name is refused when it is given."""
    assert Redactor("limited_data_set") == Redactor(LIMITED_DATA_SET)
    agent = AgentASGI(str.upper)
    assert PHIRedactionMiddleware(agent, policy="limited_data_set").redactor == Redactor(LIMITED_DATA_SET)
    with pytest.raises(ConfigurationError, match="none of safe_harbor, limited_data_set"):
        PHIRedactionMiddleware(agent, policy="hipaa")
