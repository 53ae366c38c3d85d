"""Days with a hyphen: those that are no range, and those that only words tell from one."""

from __future__ import annotations

import pytest

from asgi_agent.phi import Label
from tests.phi.rules.finding import spans
from tests.phi.rules.marked import missed


@pytest.mark.parametrize("day", ["1-30", "9-10", "2-2", "5-6", "3-14", "11-4"])
@pytest.mark.parametrize(
    "text",
    [
        "extubated [[{}]]",
        "Trached [[{}]], weaning",
        "recheck [[{}]].",
        "Consent signed [[{}]]. Copy to chart",
        "auth exp [[{}]]",
        "PA approved [[{}]] by Essex",
        "bx was [[{}]], benign",
        "r/s [[{}]] @ noon",
        "resched'd to [[{}]] at 10",
        "Forms faxed [[{}]] to school",
        "DOI: [[{}]], lumbar strain",
        "LMP [[{}]], G2P1",
        "sutures out [[{}]]",
        "start date [[{}]]",
        "as of [[{}]] no change",
        "court [[{}]].",
        "On-call log [[{}]]\n0900 quiet",
        "Bed huddle [[{}]]",
    ],
)
def test_what_is_done_once_takes_no_range(text: str, day: str) -> None:
    """Whatever the figures are: nobody is extubated one to thirty times."""
    assert missed(text.replace("{}", day), Label.DATE) == []


@pytest.mark.parametrize(
    "text",
    [
        "mom aware [[3-14]]",
        "vanc [[4-22]] -",
        "vacation [[5-9]] to [[5-12]]",
        "clinic shut [[8-20]] thru [[8-28]]",
        "adm [[2-3]] dc [[2-7]]",
        "Wed [[3-4]], 10am",
        "moved [[12-3]] 1430",
        "- [[1-9]] LVM\n- [[1-10]] spoke w/ son",
        "A1c 7.4 ([[11-3]])",
    ],
)
def test_a_form_that_no_range_has_needs_little_beside_it(text: str) -> None:
    """A word, an hour, a later day of the same month."""
    assert missed(text, Label.DATE) == []


@pytest.mark.parametrize(
    "text",
    [
        "recheck in 2-3 days",
        "F/u 4-6 wks",
        "admitted 2-3 times",
        "given 1-2 at bedtime",
        "held 1-2 doses",
        "bx 10-12 cores",
        "L4-5 fusion, C5-6 disc",
        "ribs 5-7 fx",
        "sleeps 5-6",
        "INR goal 2-3.",
        "pain 3-4, worse with walking",
        "nocturia 1-2.",
        "rates it 7-8",
        "page 3-14",
        "WBC 11-19 /hpf",
        "voids 4-13",
        "chromosome 8-21",
        "Mon 8-12",
        "open 9-4",
        "CN 2-12 intact",
        "lost 7-3",
        "from 1-2 to 3-4",
        "doses 2-3",
        "feeds 8-12",
        "reps 8-12 of each",
        "sizes 5-6 to 5-9 cm",
    ],
)
def test_a_range_stays_one(text: str) -> None:
    """Of doses, vertebrae, hours, pages, and of what is counted."""
    assert [span for span in spans(text) if span.label is Label.DATE] == []
