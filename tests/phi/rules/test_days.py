"""Days in two figures: what makes them days, and what makes them scores, fractions and ranges."""

from __future__ import annotations

import pytest

from asgi_agent.phi import Label
from tests.phi.rules.finding import spans
from tests.phi.rules.marked import missed

SAID = (
    "pt came in [[{}]] w cp",
    "she was in [[{}]] for a bp check",
    "dad dropped off forms [[{}]], scanned",
    "went home [[{}]] w hh",
    "sent referral [[{}]] to gi",
    "left vm [[{}]] no cb yet",
    "Submitted [[{}]] by kr, pended",
    "mailed [[{}]], came back",
    "verified [[{}]] with bcbs",
    "paid [[{}]] in cash",
    "a bed is open from [[{}]], intake in am",
    "off work [[{}]] to [[9/28]], light duty after",
    "BP check [[{}]]",
    "Recheck INR [[{}]].",
    "CDL renewal due [[{}]], needs card",
    "last drink [[{}]]",
    "next refill [[{}]]",
    "Orientation [[{}]]",
    "court [[{}]] at 9",
    "TC [[{}]]: no answer",
    "LKW [[{}]] 0300",
    "KUB [[{}]] ok",
    "[[{}]] called pt, lm\n[[{}]] pt cb, resched",
    "- [[{}]] pt no showed\n- [[{}]] pt called",
    "[[{}]], self, CD picked up",
    "Log\n[[{}]] Amanuel - Tigrinya - no show",
    "20 pp\n[[{}]] letter out",
)


@pytest.mark.parametrize("text", SAID)
@pytest.mark.parametrize("day", ["3/4", "2/6", "1/10", "5/7", "1/9", "12/5"])
def test_words_around_two_figures_make_them_a_day(text: str, day: str) -> None:
    """Of whatever figures: 3 of 4 and 2 of 6 may be scores as well."""
    assert missed(text.replace("{}", day), Label.DATE) == []


@pytest.mark.parametrize("day", ["10-08", "03-31", "3-31", "9-4", "11-19"])
@pytest.mark.parametrize(
    "text",
    [
        "on [[{}]], number 88",
        "Next wt check [[{}]]",
        "due [[{}]], call",
        "lab visit [[{}]]",
        "called [[{}]], no answer",
        "discharged [[{}]] home",
        "mtg set for [[{}]]",
        "Date: [[{}]]",
        "[[{}]]: weight 4.2 kg",
        "[[{}]] Weight 4.2 kg",
    ],
)
def test_a_day_may_have_a_hyphen(text: str, day: str) -> None:
    """No range goes down, nor has a zero before its figure."""
    assert missed(text.replace("{}", day), Label.DATE) == []


@pytest.mark.parametrize(
    "text",
    [
        "came in with 3/4 strength in legs",
        "gave 1/2 tab po",
        "cut 3/4 of the pill",
        "2/6 SEM heard best at base",
        "5/5 UE, 4/5 LE",
        "4/5 Strength in R hip flexors",
        "pulses 2/4 bilat",
        "pain went from 8/10 to 4/10",
        "strength improved from 3/5 to 4/5",
        "pain down to 2/10",
        "sent home with 4/5 strength",
        "called w pain 6/10",
        "last pain score 4/10",
        "left arm 3/5, right arm 5/5",
        "M-CHAT 1/20 today",
        "Boston Bowel Prep 8/9; withdrawal",
        "pain\n7/10. MRI of it",
        "AKI 2/2 sepsis",
        "admitted 2/2 pna",
        "hospitalized 2/2 fall",
        "D5 1/2 NS",
        "ate 3/4 of lunch",
        "2/4 bottles GPC",
        "3/3 sets negative",
        "1/1 sitter",
        "completed 3/4 sessions",
        "answered 4/5 questions",
        "attended 4/5 groups",
        "positive 3/9 criteria",
        "got 4/10 right",
        "7/8 thickness",
        "received 2/3 doses of it",
        "vision OD 6/9 OS 6/6",
        '25G 5/8" needle',
        "4/4 SIRS",
        "R 4/5 L 5/5",
        "Grade 2/4",
        "refills 2/5",
    ],
)
def test_what_is_rated_and_what_is_cut_is_no_day(text: str) -> None:
    """Whatever was done, and whoever came in."""
    assert [span for span in spans(text) if span.label is Label.DATE] == []


@pytest.mark.parametrize(
    "text",
    [
        "on 2-3 L nc",
        "on 3-5 liters",
        "by 2-3 points",
        "every 4-6 hours",
        "until 6-8 weeks",
        "C3-4 fusion",
        "seen 2-3 times",
        "due in 2-3 weeks",
        "grade 1-2",
        "rooms 3-12",
        "labs 1-2 days before",
        "received 2-3 doses",
        "stopped 3-4 days ago",
        "before 10-12 weeks",
        "2025-26 school year",
    ],
)
def test_a_range_is_no_day(text: str) -> None:
    """It goes up, and says of what."""
    assert spans(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Progressing, s/p R TKA [[9/25]].",
        "s/p lap chole [[3/5]] doing well",
        "s/p ORIF L ankle [[2/10]]",
        "upright 90. MBS [[8/9]].",
        "Handed off Priya -> Marcus [[2/6]] 1900",
        "needle stick L index [[2/3]] 1330, hollow bore",
        "C diff x1 [[2/24]]",
        "OK to proceed [[1/30]] R CTR",
        "[[8/22]] case 3: 54F endometrial",
        "Transplant [[6/6]]",
        "stress test [[4/20]]",
        "vent day 3 (intubated [[2/4]])",
    ],
)
def test_a_day_follows_what_was_done_to_somebody(text: str) -> None:
    """A procedure, a test, a handover at an hour."""
    assert missed(text, Label.DATE) == []


@pytest.mark.parametrize("day", ["3/4", "2/6", "5/10", "4/5"])
@pytest.mark.parametrize(
    "text",
    [
        "Rx written [[{}]], filled",
        "RTW [[{}]] full duty",
        "no school [[{}]] or [[9/14]]",
        "Dates of service: [[{}]], [[9/14]]",
        "PPD placed [[9/12]], read [[{}]]",
        "custody exchange [[{}]]",
        "crown seat [[{}]]",
        "how about [[{}]]?",
        "can u do [[{}]]",
        "moved to [[{}]]",
        "r/s to [[{}]]",
        "(last [[{}]])",
        "no show [[{}]], [[9/14]]",
        "LOA [[{}]]",
        "sutures out [[{}]]",
        "drain out [[{}]]",
        "[[{}]] @ 1400",
        "[[{}]]-mb: lm",
    ],
)
def test_days_of_ordinary_life_are_days(text: str, day: str) -> None:
    """Of work, school, court, the dentist, and those that are asked for."""
    assert missed(text.replace("{}", day), Label.DATE) == []


@pytest.mark.parametrize(
    "text",
    [
        "[[1/9]]; [[1/16]]; [[1/23]]",
        "[[1/9]] / [[1/16]]",
        "[[2/4]]->[[2/18]]",
        "[[3/5]] and [[3/19]]",
        "DOB [[3/4]]/??",
        "[[Tu 1/7]]",
        "free [[Jan 9 or 16]] at 3",
        "[[Oct 3 and 4]], bring both",
    ],
)
def test_a_day_is_told_by_the_next(text: str) -> None:
    """In a list, and from one to another."""
    assert missed(text, Label.DATE) == []


@pytest.mark.parametrize(
    "text",
    ["hours M-F 8-5, Sat 9-12", "open Mon 9-1", "strength 4/5, 3/14", "7/1 ratio", "text HOME to 741741"],
)
def test_hours_and_ratios_are_no_days(text: str) -> None:
    """Nor does a day of the week before them make them any."""
    assert spans(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "night of [[10/12-13]]. AHI 41",
        "nights of [[3/4]] and [[3/5]]",
        "weekend of [[3/4-5]]",
        "in house [[9/17-19]] for CHF",
        "home [[9/17]] on plavix",
        "his last was [[7/2]] last year",
        "hives at a party [[3/30]] at the lake",
        "back to work [[3/6]]",
        "Svc date: [[03 28]]\nProc: 45385",
        "Call log [[3/5]]\n0900 quiet",
    ],
)
def test_a_day_is_told_by_what_happened_then(text: str) -> None:
    """Of one night to the next, since when somebody takes something, in a field of a claim, above a log."""
    assert missed(text, Label.DATE) == []


@pytest.mark.parametrize(
    "text",
    [
        "8/10 RLQ pain x 14h",
        "strength 3/4-5 in legs",
        "scored 9/27 on PHQ",
        "pain 4/5-6",
        "1/2-1 tab",
        "Rows: 03 28 11",
        "reps 10 12",
    ],
)
def test_scores_and_rows_of_figures_stay(text: str) -> None:
    """Where something hurts, and what is rated from one figure to another."""
    assert [span for span in spans(text) if span.label is Label.DATE] == []


@pytest.mark.parametrize(
    "text",
    [
        "seen [[3/4]], [[3/5]], & [[3/6]]",
        "seen [[3/4]] & [[3/6]]",
        "DOS [[3/2]],[[3/9]]",
        "weeks of [[3/2]] and [[3/9]]",
        "[[3/4 @ 1430]] hung",
        "rec'd [[4-18]]): admitted",
    ],
)
def test_days_come_in_a_row(text: str) -> None:
    """Parted by whatever sign, and with their hours."""
    assert missed(text, Label.DATE) == []
