"""The records of a run."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING, Any

import pytest
from langchain_core.messages import AIMessage
from langchain_core.tools import tool
from langgraph.graph import START, MessagesState, StateGraph
from langgraph.prebuilt import ToolNode

from asgi_agent import AgentASGI, AgentService, Caller, Principal, RunInput, current_run
from asgi_agent.audit.record import Outcome, Redaction, Resource, Subject
from asgi_agent.errors import ForbiddenError, OverloadedError, ThreadBusyError
from asgi_agent.events import Interrupt
from asgi_agent.events import Outcome as GraphOutcome
from asgi_agent.graphs.callables import CallableAdapter
from asgi_agent.graphs.detect import adapt, adapt_all
from asgi_agent.phi.vault import Vault
from asgi_agent.redaction import RequestRedaction
from asgi_agent.scope import AUDIT_KEY, REDACTION_KEY
from asgi_agent.testing import (
    ASGIConnection,
    MemoryAudit,
    ScriptedGraph,
    http_scope,
    run_http,
    websocket_scope,
)
from tests.asking import until
from tests.audit.audited import REQUEST, Audited
from tests.middleware.audit.recorded import JSON, Recorded
from tests.redaction.around import NOTE, REDACTOR, Emitting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asgi_agent.audit.record import Entry
    from asgi_agent.audit.store import Appended

CALLER = Principal("u-7", roles=("clinician",))


class Ran:
    """A graph that was run for an audited request, and the records of its run."""

    def __init__(self, graph: Any, **options: Any) -> None:
        self.audited = Audited()
        self.service = AgentService({"agent": adapt(graph)}, **options)

    async def run(self, request: RunInput | None = None, **caller: Any) -> Any:
        """Run it to its end; what it fails with is not raised."""
        options = {"principal": CALLER, "audit": self.audited.audit, "request_id": REQUEST, **caller}
        live = await self.service.start("agent", request or RunInput(input="hi"), Caller(**options))
        live.buffer.abandon()
        await live.wait()
        return live

    async def records(self, event_type: str, phase: str) -> list[Entry]:
        """The records of a type and phase, when all is written."""
        await self.audited.log.aclose()
        return self.audited.store.of(event_type, phase)

    async def end(self) -> Entry:
        """The end record of the only run."""
        (end,) = await self.records("agent.run", "end")
        return end


async def test_a_run_leaves_an_intent_and_an_end() -> None:
    """With who asked, on whom, the ids of request, run and thread, and how long it took."""
    ran = Ran(ScriptedGraph("hello"))
    ran.audited.audit.subject(patient="123")
    ran.audited.audit.purpose("TREAT")
    live = await ran.run()
    end = await ran.end()
    (intent,) = ran.audited.store.of("agent.run", "intent")
    for record in (intent, end):
        assert (record.event.action, record.event.name) == ("E", "agent")
        assert record.actor is not None
        assert (record.actor.id, record.actor.roles) == ("u-7", ("clinician",))
        assert record.subject == Subject(ran.audited.store.patient("123"))
        assert record.purpose == "TREAT"
        assert record.corr is not None
        assert (record.corr.request, record.corr.run) == (REQUEST, live.run.run_id)
        assert record.corr.thread == live.run.thread_id
    assert end.corr is not None
    assert end.corr.intent == intent.id
    assert end.outcome == Outcome("success")
    assert end.http is not None
    assert end.http.us is not None
    assert end.http.complete is True


async def test_the_intent_is_durable_before_the_graph_starts() -> None:
    """So that a graph which ends with the process has been recorded."""
    seen: list[int] = []

    def graph(value: Any) -> None:
        seen.append(len(ran.audited.store.of("agent.run", "intent")))

    ran = Ran(graph)
    await ran.run()
    assert seen == [1]


async def test_a_run_that_fails() -> None:
    """By the class of its exception and the node, never by its words."""
    ran = Ran(ScriptedGraph("hello", error=LookupError("John Smith")))
    await ran.run()
    end = await ran.end()
    assert end.outcome == Outcome("failure", 500, "LookupError")
    assert end.object == (Resource("Node", "scripted"),)
    assert end.http is not None
    assert end.http.complete is False


async def test_a_run_that_may_not_be() -> None:
    """The host's `context=` refuses, say."""
    ran = Ran(Emitting(error=ForbiddenError("John Smith may not")))
    await ran.run()
    assert (await ran.end()).outcome == Outcome("denied", 403, "forbidden")


@pytest.mark.parametrize("reason", ["request", "disconnect", "timeout", "shutdown"])
async def test_a_run_that_is_cut(reason: Any) -> None:
    """And why."""
    ran = Ran(ScriptedGraph("hello", delay=10))
    live = await ran.service.start("agent", RunInput(input="hi"), Caller(audit=ran.audited.audit))
    await asyncio.sleep(0)
    live.cancel(reason)
    await live.wait()
    assert (await ran.end()).outcome == Outcome("aborted", None, reason)


async def test_a_run_that_stops_to_ask_and_one_that_answers() -> None:
    """Who answered, which question; never the question or the answer."""
    ran = Ran(Emitting(outcome=GraphOutcome({}, (Interrupt("q 1", "Is John Smith well?"),))))
    await ran.run()
    assert (await ran.end()).outcome == Outcome("success", None, "interrupted")
    (asked,) = await ran.records("agent.interrupt", "event")
    question = Resource("Interrupt", ran.audited.store.pseudonyms.of("interrupt", "q 1"))
    assert asked.object == (question,)
    answering = Ran(Emitting())
    await answering.run(RunInput(resume={"q 1": "John Smith is"}))
    (answered,) = await answering.records("agent.resume", "event")
    assert answered.actor is not None
    assert answered.actor.id == "u-7"
    assert answered.object == (
        Resource("Interrupt", answering.audited.store.pseudonyms.of("interrupt", "q 1")),
    )
    order = [record.event.type for record in answering.audited.store.records]
    assert order.index("agent.resume") < order.index("agent.run")


async def test_a_run_that_is_not_admitted_has_its_end_all_the_same() -> None:
    """It was on record that it was to begin."""
    ran = Ran(ScriptedGraph("hello", delay=10), max_concurrency=2)
    request = RunInput(input="hi", thread_id="t")
    options = Caller(audit=ran.audited.audit)
    first = await ran.service.start("agent", request, options)
    with pytest.raises(ThreadBusyError):
        await ran.service.start("agent", request, options)
    others = [ran.service.start("agent", RunInput(input="hi"), options) for _ in range(2)]
    outcomes = await asyncio.gather(*others, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes if isinstance(outcome, Exception)] == [OverloadedError]
    ends = {record.outcome for record in await ran.records("agent.run", "end")}
    assert ends == {Outcome("failure", 409, "ThreadBusyError"), Outcome("failure", 503, "OverloadedError")}
    for live in [first, *(outcome for outcome in outcomes if not isinstance(outcome, BaseException))]:
        live.cancel("request")
        await live.wait()
    assert len(await ran.records("agent.run", "intent")) == len(await ran.records("agent.run", "end")) == 4


class Held(MemoryAudit):
    """A store that takes its time with whatever it is given once it was told to."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting, self.released = threading.Event(), threading.Event()
        self.released.set()

    def append(self, bodies: Sequence[bytes]) -> Appended:
        self.waiting.set()
        self.released.wait(30)
        return super().append(bodies)


async def test_a_run_whose_request_is_cut_while_its_intent_is_written_has_its_end() -> None:
    """The intent comes into the log all the same, and nobody could tell from it whether the run goes on."""
    store = Held()
    ran = Ran(ScriptedGraph("hello"))
    ran.audited = Audited(store=store)
    await ran.run()
    store.waiting.clear()
    store.released.clear()
    starting = asyncio.create_task(ran.run())
    try:
        await until(store.waiting.is_set)
        starting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await starting
    finally:
        store.released.set()
    intents, ends = await ran.records("agent.run", "intent"), await ran.records("agent.run", "end")
    assert [end.outcome for end in ends] == [Outcome("success"), Outcome("failure", None, "CancelledError")]
    assert [end.corr.intent for end in ends if end.corr] == [intent.id for intent in intents]
    assert ran.service.live_runs == 0


@tool
def look_up_okonkwo(text: str) -> str:
    """Look something up."""
    return text


def calling(*calls: tuple[str, str], fails: bool = False) -> Emitting:
    """A graph whose model calls these tools, by id and name, and gets results."""
    said: list[tuple[str, dict[str, Any]]] = []
    for call_id, name in calls:
        said.append(("tool.end", {"id": call_id, "name": name, "args": {"patient": "John Smith"}}))
        said.append(("tool.result", {"id": call_id, "name": name, "content": "John Smith", "error": fails}))
    return Emitting(*said)


async def test_a_tool_leaves_an_intent_and_an_end() -> None:
    """Its name, and whether it failed; never what it was given or gave."""
    for fails, status in ((False, "success"), (True, "failure")):
        ran = Ran(calling(("1", "lookup_patient"), fails=fails))
        await ran.run()
        (intent,) = await ran.records("agent.tool", "intent")
        (end,) = await ran.records("agent.tool", "end")
        assert intent.event == end.event
        assert (end.event.action, end.event.name) == ("E", "lookup_patient")
        assert end.outcome == Outcome(status)  # type: ignore[arg-type]
        assert end.corr is not None
        assert end.corr.intent == intent.id
        assert end.corr.run is not None
        assert b"Smith" not in b"".join(ran.audited.store.lines())


async def test_a_tool_that_never_came_back_is_aborted() -> None:
    """One that the client is to run, or that was cut; a result of no known call has an end alone."""
    called = ("tool.end", {"id": "1", "name": "search"})
    came = ("tool.result", {"id": "2", "name": "fetch"})
    ran = Ran(Emitting(called, came))
    await ran.run()
    ends = {record.event.name: record.outcome for record in await ran.records("agent.tool", "end")}
    assert ends == {"search": Outcome("aborted"), "fetch": Outcome("success")}


async def test_a_name_that_a_model_made_up_is_not_repeated() -> None:
    """It may be a patient's; one that the graph declares is no more than code."""
    model = AIMessage("", tool_calls=[{"name": "look_up_okonkwo", "args": {"text": "x"}, "id": "1"}])
    graph = StateGraph(MessagesState).add_node("model", lambda state: {"messages": [model]})
    graph.add_node("tools", ToolNode([look_up_okonkwo]))
    graph.add_edge(START, "model").add_edge("model", "tools")
    declared = Ran(graph.compile())
    await declared.run(RunInput(input={"messages": []}))
    (end,) = await declared.records("agent.tool", "end")
    assert (end.event.name, end.outcome) == ("look_up_okonkwo", Outcome("success"))
    made_up = Ran(calling(("1", "look_up_okonkwo")))
    await made_up.run()
    (end,) = await made_up.records("agent.tool", "end")
    assert end.event.name == made_up.audited.store.pseudonyms.of("tool", "look_up_okonkwo")


async def test_tokens_are_counted_over_all_calls_of_models() -> None:
    """Those that every model reports, and numbers alone."""
    first = ("usage", {"model": "smith-1", "input_tokens": 3, "output_tokens": 4, "total_tokens": 7})
    second = ("usage", {"model": "smith-1", "input_tokens": 10, "output_tokens": True, "note": 3})
    ran = Ran(Emitting(first, second))
    await ran.run()
    assert (await ran.end()).usage == {"input_tokens": 13, "output_tokens": 4, "total_tokens": 7}


async def test_code_in_the_graph_may_speak() -> None:
    """Of its run, and so of its request as well; from a thread too, and each run of a batch for itself."""

    def graph(value: Any) -> None:
        audit = current_run().audit
        assert audit is not None
        audit.subject(patient=str(value))
        audit.event("chart.read")

    ran = Ran(graph)
    await ran.run(RunInput(input="1"))
    await ran.run(RunInput(input="2"))
    ends = await ran.records("agent.run", "end")
    patients = [Subject(ran.audited.store.patient(patient)) for patient in ("1", "2")]
    assert [end.subject for end in ends] == patients
    events = ran.audited.store.of("chart.read")
    assert [event.subject for event in events] == patients
    assert {event.corr.run for event in events if event.corr} == {end.corr.run for end in ends if end.corr}
    assert (await ran.audited.end()).subject == patients[0]
    assert [record.subject for record in ran.audited.store.of("http.request", "event")] == [patients[1]]


async def test_without_a_middleware_there_is_no_audit() -> None:
    """Code that must be recorded fails there."""
    seen: list[Any] = []
    service = AgentService(adapt_all({"agent": lambda value: seen.append(current_run().audit)}))
    await service.invoke("agent", RunInput(input="hi"))
    assert seen == [None]


def pseudonymising(**options: Any) -> RequestRedaction:
    settings: dict[str, Any] = {"inbound": "pseudonymise", "outbound": "restore", "vault": Vault()}
    return RequestRedaction(REDACTOR, may_reveal=lambda principal, run: True, **settings | options)


ALL = dict.fromkeys(("SSN", "MRN", "PHONE", "EMAIL"), 1)


async def test_what_redaction_found_in_a_run_is_counted() -> None:
    """In what went in and what came out, by kind."""

    async def graph(value: str) -> str:
        return NOTE

    ran = Ran(CallableAdapter(graph))
    await ran.run(RunInput(input=NOTE), redaction=RequestRedaction(REDACTOR))
    phi = (await ran.end()).phi
    assert phi is not None
    assert (phi.policy, phi.mode) == ("safe_harbor", "redact")
    assert phi.received == ALL
    assert phi.sent is not None
    assert phi.found == {label: 1 + phi.sent[label] for label in ALL}
    assert phi.revealed is None


async def test_what_was_revealed_makes_records_of_its_own() -> None:
    """Each time that a tool asks, and once for what the caller got; with who asked, and counts alone."""

    async def graph(value: str) -> str:
        current_run().reveal(value)
        return value

    ran = Ran(CallableAdapter(graph))
    await ran.run(RunInput(input=NOTE), redaction=pseudonymising(tools_may_reveal=True))
    tool_, output = await ran.records("phi.reveal", "event")
    assert (tool_.event.name, output.event.name) == ("tool.reveal", "output.restore")
    assert tool_.phi == Redaction(policy="safe_harbor", mode="pseudonymise/restore", revealed=ALL)
    assert output.phi is not None
    assert output.phi.revealed is not None
    assert set(output.phi.revealed) == set(ALL)
    for record in (tool_, output):
        assert record.actor is not None
        assert record.actor.id == "u-7"
    end = (await ran.end()).phi
    assert end is not None
    assert end.revealed == {label: 1 + output.phi.revealed[label] for label in ALL}


async def test_a_run_that_goes_on_without_its_client_records_its_end() -> None:
    """Whatever has become of its request; from a WebSocket, after the end of that."""
    graph = ScriptedGraph("hello", delay=0.05)
    recorded = Recorded(AgentASGI(graph, on_disconnect="continue"))
    scope = http_scope("/stream", method="POST", headers=[JSON])
    await run_http(recorded.app, scope, b'{"input": "hi"}', disconnect_after=2)
    async with ASGIConnection(recorded.app, websocket_scope("/ws")) as connection:
        await connection.put({"type": "websocket.connect"})
        await connection.get()
        await connection.put({"type": "websocket.receive", "text": '{"input": "hi"}'})
        await connection.get()
        await connection.disconnect()
        await connection.wait()
    await until(lambda: len(recorded.store.of("agent.run", "end")) == 2)
    first, second = recorded.store.of("agent.run", "end")
    (request,) = recorded.store.of("http.request", "end")
    (session,) = recorded.store.of("ws.session", "end")
    assert first.outcome == second.outcome == Outcome("success")
    assert request.outcome == Outcome("aborted", 200)
    assert session.seq < second.seq


async def test_every_run_of_a_websocket_and_of_a_batch_has_its_records() -> None:
    """All of one request; each with an id of its own."""
    recorded = Recorded(AgentASGI(ScriptedGraph("hello")))
    await recorded.ask("POST", "/batch", {"inputs": ["a", "b", "c"]})
    async with ASGIConnection(recorded.app, websocket_scope("/ws")) as connection:
        await connection.put({"type": "websocket.connect"})
        assert (await connection.get())["type"] == "websocket.accept"
        for _ in range(2):
            await connection.put({"type": "websocket.receive", "text": '{"input": "hi"}'})
        ended = 0
        while ended < 2:
            ended += '"run.finished"' in (await connection.get())["text"]
        await connection.disconnect()
        await connection.wait()
    await recorded.records()
    runs = recorded.store.of("agent.run", "end")
    (batch,) = recorded.store.of("http.request", "end")
    (session,) = recorded.store.of("ws.session", "end")
    assert len({run.corr.run for run in runs if run.corr}) == 5
    requests = [run.corr.request for run in runs if run.corr]
    assert batch.corr is not None
    assert session.corr is not None
    assert requests == [batch.corr.request] * 3 + [session.corr.request] * 2


async def test_the_agent_tells_who_calls() -> None:
    """As its own `principal=` has it; what a dependency has said before stays."""
    agent = AgentASGI(ScriptedGraph("hello"), principal=lambda request: Principal("u-9", type="service"))
    recorded = Recorded(agent)
    await recorded.ask("POST", "/invoke", {"input": "hi"})
    for record in await recorded.records():
        assert record.actor is not None
        assert (record.actor.id, record.actor.type) == ("u-9", "service")

    async def outer(scope: Any, receive: Any, send: Any) -> None:
        scope[AUDIT_KEY].actor("u-1")
        await agent(scope, receive, send)

    recorded = Recorded(outer)
    await recorded.ask("POST", "/invoke", {"input": "hi"})
    assert {record.actor.id for record in await recorded.records() if record.actor} == {"u-1"}


async def test_counts_of_all_policies_around_a_request_stand_in_its_end() -> None:
    """Of the middleware that an agent has taken over as well."""
    outer = RequestRedaction(REDACTOR)
    inner = RequestRedaction(REDACTOR, outer=outer)
    outer.note({"SSN": 1}, {})  # type: ignore[dict-item]
    inner.note({"SSN": 2, "MRN": 1}, {"MRN": 3})  # type: ignore[dict-item]
    recorded = Recorded(AgentASGI(ScriptedGraph("hello")))
    await recorded.ask("GET", "/health", scope={REDACTION_KEY: inner})
    phi = (await recorded.end()).phi
    assert phi == Redaction("safe_harbor", "redact", found={"SSN": 3, "MRN": 1}, revealed={"MRN": 3})


async def test_an_id_of_a_thread_that_a_client_has_chosen_is_a_pseudonym() -> None:
    """It may be an identifier; the agent's own stands there as it is."""
    recorded = Recorded(AgentASGI(ScriptedGraph("hello")))
    await recorded.ask("POST", "/invoke", {"input": "hi", "thread_id": "John.Smith"})
    await recorded.ask("POST", "/invoke", {"input": "hi"})
    await recorded.records()
    threads = [run.corr.thread for run in recorded.store.of("agent.run", "end") if run.corr]
    assert threads[0] == recorded.store.pseudonyms.of("thread", "John.Smith")
    assert threads[1] is not None
    assert len(threads[1]) == 36
