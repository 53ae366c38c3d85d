"""What was found, counted while a thread goes on finding."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from asgi_agent import PHIRedactionMiddleware
from asgi_agent.phi.spans import Label
from asgi_agent.redaction import RequestRedaction
from asgi_agent.redaction.run import RunRedaction
from tests.hosts.fastapi.apps import Host
from tests.middleware.audit.recorded import Recorded
from tests.redaction.around import REDACTOR, SSN
from tests.workflows.csvs import write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


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


async def test_what_is_given_back_after_its_run_is_recorded_as_a_reveal(tmp_path: Path) -> None:
    """A record of an execution, asked for later by whom the host entitles: once, and counts alone."""
    host = Host(tmp_path, csv_file=write(tmp_path, "Notes,Say,echo,,,note,said"))
    options: dict[str, Any] = {"inbound": "pseudonymise", "outbound": "restore"}
    restoring = PHIRedactionMiddleware(host.app, may_reveal=lambda principal, run: True, **options)
    host.asgi = (recorded := Recorded(restoring)).app
    execution_id = (await host.execute("Notes", {"note": f"SSN {SSN}"})).json()["execution_id"]
    later = await host.ask("GET", f"/executions/{execution_id}")
    assert later.json()["result"]["note"] == f"SSN {SSN}"
    records = await recorded.records()
    in_the_run, afterwards = (record for record in records if record.event.type == "phi.reveal")
    for reveal in (in_the_run, afterwards):
        assert reveal.event.name == "output.restore"
        assert reveal.phi is not None
        assert set(reveal.phi.revealed or ()) == {"SSN"}
    assert afterwards.phi == records[-1].phi
