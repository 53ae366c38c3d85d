"""Vaults that last, and vaults that move dates, behind the runs of an agent."""

from __future__ import annotations

import os
import re
import threading
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from asgi_agent import Caller, ForbiddenError, RunInput, current_run
from asgi_agent.graphs.callables import CallableAdapter
from asgi_agent.phi.vault import MemoryStore, Vault
from asgi_agent.redaction import RequestRedaction
from asgi_agent.service import AgentService
from tests.redaction.around import NOTE, REDACTOR, VALUES, Emitting, events_of

if TYPE_CHECKING:
    from asgi_agent.run import Run

KEY = os.urandom(32)


class Elsewhere(MemoryStore):
    """A store that waits, as files and databases do, and notes which threads wait for it."""

    volatile = False

    def __init__(self) -> None:
        super().__init__()
        self.threads: set[str] = set()

    def get(self, name: str) -> bytes | None:
        self.threads.add(threading.current_thread().name)
        return super().get(name)

    def put(self, name: str, blob: bytes, previous: bytes | None) -> bool:
        self.threads.add(threading.current_thread().name)
        return super().put(name, blob, previous)


def policy(vault: Vault, *, reveals: bool = True) -> RequestRedaction:
    def may_reveal(principal: Any, run: Run) -> bool:
        return reveals

    return RequestRedaction(
        REDACTOR, inbound="pseudonymise", outbound="restore", vault=vault, may_reveal=may_reveal
    )


class TestStores:
    async def ask(self, vault: Vault, function: Any, value: Any) -> Any:
        service = AgentService({"agent": CallableAdapter(function)})
        request, caller = RunInput(input=value, thread_id="t"), Caller(redaction=policy(vault))
        return (await service.invoke("agent", request, caller)).output

    async def test_another_process_restores_what_one_has_stored(self) -> None:
        """Workers share the threads of a store, and the tokens in them."""
        store, kept = Elsewhere(), []

        async def keep(value: str) -> None:
            kept.append(value)

        async def give(value: Any) -> str:
            return kept[0]

        await self.ask(Vault(store, key=KEY), keep, NOTE)
        assert not any(value in kept[0] for value in VALUES)
        assert await self.ask(Vault(store, key=KEY), give, "what was it?") == NOTE

    async def test_the_loop_does_not_wait_for_a_store(self) -> None:
        """Not even for a short input."""
        store = Elsewhere()

        async def echo(value: str) -> str:
            return value

        assert await self.ask(Vault(store, key=KEY), echo, NOTE) == NOTE
        assert store.threads
        assert all(name.startswith("asgi-agent redaction") for name in store.threads)

    async def test_a_store_that_is_gone_lets_nothing_run(self) -> None:
        """Tokens that nobody could restore must not reach the graph's own store."""

        class Gone(Elsewhere):
            def get(self, name: str) -> bytes | None:
                raise OSError("no route to the store")

        adapter = Emitting()
        service = AgentService({"agent": adapter})
        redaction = policy(Vault(Gone(), key=KEY))
        with pytest.raises(Exception, match="identifiers could not be redacted"):
            await service.invoke("agent", RunInput(input=NOTE), Caller(redaction=redaction))
        assert adapter.runs == []


class TestDates:
    async def said(self, *, reveals: bool) -> tuple[str, str]:
        """What the graph was told, and what the caller gets."""
        told = []

        async def reckon(value: str) -> str:
            told.append(value)
            (found,) = re.findall(r"\d{4}-\d\d-\d\d", value)
            return f"{value} Review on {date.fromisoformat(found) + timedelta(days=30)}."

        request = RunInput(input="Seen on 2024-03-14 for cough.")
        redaction = policy(Vault(shift_dates=True), reveals=reveals)
        events = await events_of(CallableAdapter(reckon), redaction, request=request)
        return told[0], events[-1].data["output"]

    async def test_dates_are_moved_back_for_whoever_may_see_them(self) -> None:
        """One that the graph has reckoned out as well."""
        told, got = await self.said(reveals=True)
        assert "2024-03-14" not in told
        assert got == "Seen on 2024-03-14 for cough. Review on 2024-04-13."

    async def test_others_see_what_the_graph_was_told(self) -> None:
        """A date that is none of those that were moved may be anybody's."""
        told, got = await self.said(reveals=False)
        assert got == f"{told} Review on [DATE]."


class TestWhatLooksLikeADate:
    """Much else is written like a date, and must not become another one on its way to an entitled caller."""

    @pytest.mark.parametrize(
        "said",
        [
            {"created_at": "2024-03-05T10:00:00Z"},
            {"response_metadata": {"model_name": "gpt-4o-2024-08-06"}, "id": "msg_2024-08-06_1"},
            "Python 3.11.12 is needed; see section 4.2.10.",
        ],
    )
    async def test_what_redaction_takes_for_no_date_stays(self, said: Any) -> None:
        """Technical times, ids, versions; dates beside them are moved back all the same."""

        async def reply(value: str) -> list[Any]:
            return [value, said]

        seen = "Seen on 03/05/2021 for cough."
        redaction = policy(Vault(shift_dates=True))
        events = await events_of(CallableAdapter(reply), redaction, request=RunInput(input=seen))
        assert events[-1].data["output"] == [seen, said]

    async def test_what_goes_in_and_comes_out_again_is_the_same(self) -> None:
        """What was not moved on its way in is not moved back."""

        async def echo(value: Any) -> Any:
            return value

        given = {
            "taken_at": "2024-03-05T10:00:00Z",
            "created_at": "2024-03-05T10:00:00Z",
            "dob": "1961-03-05",
        }
        redaction = policy(Vault(shift_dates=True))
        events = await events_of(CallableAdapter(echo), redaction, request=RunInput(input=given))
        assert events[-1].data["output"] == given


class TestDatesOnTheirWay:
    """Each is moved once on its way to the model, and as far back for whoever may see it."""

    @pytest.mark.parametrize("reveals", [True, False])
    async def test_dates_that_a_tool_has_looked_up_are_moved(self, *, reveals: bool) -> None:
        """For the model as for the caller who may not see them; moved back for the one who may."""
        chart = "Admitted 03/05/2021, discharged 2021-03-09."
        told: list[str] = []

        async def look_up(value: str) -> str:
            told.append(str(current_run().conceal(chart)))
            return told[-1]

        redaction = policy(Vault(shift_dates=True), reveals=reveals)
        request = RunInput(input="Seen on 2024-03-14.")
        events = await events_of(CallableAdapter(look_up), redaction, request=request)
        assert "2021-03-09" not in told[0]
        assert "[DATE" not in told[0]
        assert events[-1].data["output"] == (chart if reveals else told[0])

    async def test_a_date_that_another_was_moved_to_is_one_of_its_own(self) -> None:
        """What a caller types is moved, whatever the model was told of another date."""
        vault, told = Vault(shift_dates=True), []

        async def echo(value: str) -> str:
            told.append(value)
            return value

        service = AgentService({"agent": CallableAdapter(echo)})

        async def say(words: str) -> Any:
            request, caller = RunInput(input=words, thread_id="t"), Caller(redaction=policy(vault))
            return (await service.invoke("agent", request, caller)).output

        assert await say("Seen on 2024-03-14.") == "Seen on 2024-03-14."
        (moved,) = re.findall(r"\d{4}-\d\d-\d\d", told[0])
        assert await say(f"Again on {moved}.") == f"Again on {moved}."
        assert moved not in told[1]

    async def test_a_date_in_the_words_of_a_failure_is_nobodys(self) -> None:
        """They are not restored, for whoever may see values as well."""

        async def fails(value: str) -> str:
            raise ForbiddenError("closed since 2021-03-09")

        redaction = policy(Vault(shift_dates=True))
        request = RunInput(input="Seen on 2024-03-14.")
        events = await events_of(CallableAdapter(fails), redaction, request=request)
        assert events[-1].data["problem"]["detail"] == "closed since [DATE]"
