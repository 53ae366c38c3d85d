"""What the runs of a thread remember of one another."""

from __future__ import annotations

import asyncio
from typing import Any

from asgi_agent import Caller, Principal, RunInput
from asgi_agent.graphs.callables import CallableAdapter
from asgi_agent.phi import Redactor
from asgi_agent.phi.memory import Memory
from asgi_agent.phi.spans import Label
from asgi_agent.redaction import RequestRedaction
from asgi_agent.redaction.memory import ThreadMemory, learn
from asgi_agent.service import AgentService
from tests.redaction.around import pieces_of

RARE = "Quillfeather"


def remembering(*names: str) -> Memory:
    memory = Memory()
    for name in names:
        memory.learn(name)
    return memory


def recalled(threads: ThreadMemory, owner: str = "", thread_id: str = "t") -> set[str]:
    memory = Memory()
    threads.recall(owner, thread_id, memory)
    return memory.names


class TestThreadMemory:
    def test_a_thread_remembers_what_its_runs_have_seen(self) -> None:
        """Added up over all of them."""
        threads = ThreadMemory()
        threads.keep("", "t", remembering("Ann Lee"))
        threads.keep("", "t", remembering("Bob Stone"))
        assert recalled(threads) == {"ann", "lee", "bob", "stone"}

    def test_threads_and_owners_are_apart(self) -> None:
        """A thread of the same name is another one for another caller."""
        threads = ThreadMemory()
        threads.keep("ann", "t", remembering("Ann Lee"))
        assert recalled(threads, "bob", "t") == recalled(threads, "ann", "u") == set()

    def test_what_is_recalled_is_a_copy(self) -> None:
        """A run learns for itself until it ends."""
        threads = ThreadMemory()
        threads.keep("", "t", remembering("Ann"))
        memory = Memory()
        threads.recall("", "t", memory)
        memory.learn("Bob")
        assert recalled(threads) == {"ann"}

    def test_a_quiet_thread_is_forgotten_in_time(self) -> None:
        """Each run starts the time anew."""
        now = [0.0]
        threads = ThreadMemory(ttl=10, clock=lambda: now[0])
        threads.keep("", "t", remembering("Ann"))
        threads.keep("", "u", remembering("Bob"))
        now[0] = 6
        threads.keep("", "t", remembering("Eve"))
        now[0] = 12
        assert recalled(threads, thread_id="u") == set()
        assert recalled(threads) == {"ann", "eve"}
        now[0] = 16
        assert recalled(threads) == set()
        assert len(threads) == 0

    def test_the_quietest_thread_makes_room(self) -> None:
        """The limit is on all words together, so that no thread can be too long for it."""
        threads = ThreadMemory(limit=5)
        for number, name in enumerate(("Ann Lee", "Bob Stone", "Eve Moss")):
            threads.keep("", str(number), remembering(name))
        assert [bool(recalled(threads, thread_id=str(number))) for number in range(3)] == [False, True, True]
        threads.keep("", "3", remembering("Abe", "Bea", "Cid", "Dot", "Eli", "Fay"))
        assert len(threads) == 0

    def test_a_thread_without_names_takes_no_room(self) -> None:
        """Most have none."""
        threads = ThreadMemory()
        threads.keep("", "t", Memory())
        assert len(threads) == 0

    def test_a_thread_can_be_forgotten(self) -> None:
        """When the host deletes it."""
        threads = ThreadMemory(limit=2)
        threads.keep("", "t", remembering("Ann Lee"))
        threads.forget("", "t")
        threads.forget("", "t")
        threads.keep("", "u", remembering("Bob Stone"))
        assert (recalled(threads), recalled(threads, thread_id="u")) == (set(), {"bob", "stone"})

    def test_known_identifiers_are_remembered_too(self) -> None:
        """Those that stood under a key, say."""
        memory, other = Memory(), Memory(["Zebra Ward", "Zebra Hall"])
        memory.know("zebra crossing", Label.ID)
        learn(memory, other)
        assert set(memory.known["zebra"]) == {("zebra", "ward"), ("zebra", "hall"), ("zebra", "crossing")}


class TestRuns:
    async def said(self, service: AgentService, request: RunInput, principal: str, memory: Any) -> Any:
        redaction = RequestRedaction(Redactor(), inbound="redact", memory=memory)
        caller = Caller(Principal(principal), thread_id=request.thread_id, redaction=redaction)
        return (await service.invoke("agent", request, caller)).output

    async def test_a_surname_seen_in_one_run_is_found_in_the_next(self) -> None:
        """In the same thread of the same caller, and only there."""
        service = AgentService({"agent": CallableAdapter(pieces_of(f"ask {RARE.lower()} tomorrow"))})
        memory = ThreadMemory()
        first = RunInput(input=f"The patient is Mr. John {RARE}.", thread_id="t")
        assert RARE.lower() not in await self.said(service, first, "ann", memory)
        later = RunInput(input="who was it?", thread_id="t")
        assert RARE.lower() not in await self.said(service, later, "ann", memory)
        assert RARE.lower() in await self.said(service, later, "bob", memory)
        elsewhere = RunInput(input="who was it?", thread_id="u")
        assert RARE.lower() in await self.said(service, elsewhere, "ann", memory)

    async def test_without_a_memory_each_run_begins_anew(self) -> None:
        """Within one, what goes in is known when it comes out."""
        service = AgentService({"agent": CallableAdapter(pieces_of(f"ask {RARE.lower()} tomorrow"))})
        first = RunInput(input=f"The patient is Mr. John {RARE}.", thread_id="t")
        assert RARE.lower() not in await self.said(service, first, "ann", None)
        later = RunInput(input="who was it?", thread_id="t")
        assert RARE.lower() in await self.said(service, later, "ann", None)

    async def test_a_run_that_waited_for_its_thread_knows_what_that_has_seen(self) -> None:
        """It was admitted before the name was said."""
        memory = ThreadMemory()

        async def say(value: Any) -> str:
            return f"It is Mr. John {RARE}." if value == "first" else f"ask {RARE.lower()} tomorrow"

        service = AgentService({"agent": CallableAdapter(say)}, multitask_strategy="enqueue")
        runs = []
        for text in ("first", "second"):
            redaction = RequestRedaction(Redactor(), memory=memory)
            request = RunInput(input=text, thread_id="t")
            runs.append(await service.start("agent", request, Caller(redaction=redaction)))
        outputs = [(await run.result()).output for run in runs]
        assert RARE not in outputs[0]
        assert RARE.lower() not in outputs[1]

    async def test_what_is_sent_while_a_run_goes_on_is_read_with_its_names(self) -> None:
        """A second message need not wait for the answer to the first."""
        memory, told, going = ThreadMemory(), [], asyncio.Event()

        async def listen(value: Any) -> None:
            told.append(value)
            await going.wait()

        service = AgentService({"agent": CallableAdapter(listen)}, multitask_strategy="enqueue")
        runs = []
        for text in (f"The patient is Mr. John {RARE}.", f"ask {RARE.lower()} tomorrow"):
            redaction = RequestRedaction(Redactor(), memory=memory)
            request = RunInput(input=text, thread_id="t")
            runs.append(await service.start("agent", request, Caller(redaction=redaction)))
        going.set()
        for run in runs:
            await run.result()
        assert told[1] == "ask [NAME] tomorrow"
