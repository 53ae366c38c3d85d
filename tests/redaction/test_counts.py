"""What was found, counted while a thread goes on finding."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from asgi_agent.phi.spans import Label
from asgi_agent.redaction import RequestRedaction
from asgi_agent.redaction.run import RunRedaction
from tests.redaction.around import REDACTOR

if TYPE_CHECKING:
    from collections.abc import Iterator


class Growing(Counter[Label]):
    """Counts to which a thread adds a kind while they are gone through."""

    def items(self) -> Any:
        def growing() -> Iterator[tuple[Label, int]]:
            for item in super(Growing, self).items():
                self[Label.PHONE] += 1
                yield item

        return growing()


def test_counts_are_noted_while_a_thread_of_a_cut_run_is_counting() -> None:
    """Otherwise the run would have no end: nobody who waits for it would be told."""
    redaction = RequestRedaction(REDACTOR, outer=RequestRedaction(REDACTOR))
    run = RunRedaction(redaction, "owner", "thread")
    for policy, stage in zip(redaction.chain(), run._stages, strict=True):
        policy.note({Label.SSN: 1}, {})
        stage.session.counts = Growing({Label.SSN: 1, Label.NAME: 2})
    assert run.tally().sent == {Label.SSN: 2, Label.NAME: 4}
    run.close()
    assert redaction.counts == {Label.SSN: 2, Label.NAME: 2}
