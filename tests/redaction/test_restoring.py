"""Tokens in place of identifiers inside, and real values for whoever may see them."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from asgi_agent import AgentASGI, Caller, Principal, RunInput, current_run
from asgi_agent.errors import ConfigurationError
from asgi_agent.events import Interrupt, Outcome
from asgi_agent.graphs.callables import CallableAdapter
from asgi_agent.phi.vault import Vault
from asgi_agent.redaction import RequestRedaction
from asgi_agent.service import AgentService
from asgi_agent.testing import ScriptedGraph
from tests.asking import ask, sse
from tests.clinical_text import documents
from tests.redaction.around import (
    FULL,
    NOTE,
    REDACTOR,
    SSN,
    VALUES,
    Around,
    Emitting,
    Recorder,
    events_of,
    said,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from asgi_agent.run import Run

TOKEN = re.compile(r"\[[A-Z_]+_[a-z0-9]{4,5}\]")


def anyone(principal: Principal | None, run: Run) -> bool:
    return True


def nobody(principal: Principal | None, run: Run) -> bool:
    return False


def policy(**options: Any) -> RequestRedaction:
    """Tokens inside, real values outside."""
    settings: dict[str, Any] = {"inbound": "pseudonymise", "outbound": "restore", "vault": Vault()}
    return RequestRedaction(REDACTOR, **{"may_reveal": anyone, **settings, **options})


async def echo(value: Any) -> AsyncIterator[Any]:
    """Says the input letter by letter, and gives it back."""
    run = current_run()
    for char in str(value["note"]):
        yield char
    await run.emit("progress", value)
    yield value


async def run_of(redaction: RequestRedaction, function: Any = echo, **options: Any) -> list[Any]:
    request = RunInput(input={"note": NOTE}, thread_id="t")
    return await events_of(CallableAdapter(function), redaction, request=request, **options)


def text_of(events: list[Any]) -> str:
    return "".join(event.data["text"] for event in events if event.type == "message.delta")


async def test_a_graph_sees_tokens_and_the_caller_values() -> None:
    """In deltas, whole messages, state, custom events and the output."""
    seen: list[Any] = []

    async def remember(value: Any) -> AsyncIterator[Any]:
        seen.append(value["note"])
        async for piece in echo(value):
            yield piece

    redaction = policy()
    events = await run_of(redaction, remember)
    assert not any(value in seen[0] for value in VALUES)
    assert len(TOKEN.findall(seen[0])) == 4
    assert text_of(events) == NOTE
    values = {event.type: event.data for event in events}
    assert values["message.end"]["text"] == NOTE
    assert values["custom"]["value"] == values["state.snapshot"]["values"] == {"note": NOTE}
    assert values["run.finished"]["output"] == {"note": NOTE}
    assert redaction.revealed == dict.fromkeys(("SSN", "MRN", "PHONE", "EMAIL"), 5)


@pytest.mark.parametrize("may_reveal", [None, nobody])
async def test_a_caller_who_may_not_sees_tokens(may_reveal: Any) -> None:
    """As they are."""
    redaction = policy(may_reveal=may_reveal)
    events = await run_of(redaction)
    assert len(TOKEN.findall(text_of(events))) == 4
    assert events[-1].data["output"] == {"note": text_of(events)}
    assert not redaction.revealed


async def test_the_host_decides_by_caller_and_run() -> None:
    """With an async function too; what it is asked about is the run."""
    asked: list[tuple[Any, str]] = []

    async def doctors(principal: Principal | None, run: Run) -> bool:
        asked.append((principal and principal.id, run.thread_id))
        return principal is not None and "doctor" in principal.roles

    app = Around(
        AgentASGI(
            {"echo": echo}, principal=lambda request: Principal("ann", roles=(request.headers["x-role"],))
        ),
        inbound="pseudonymise",
        outbound="restore",
        vault=Vault(),
        may_reveal=doctors,
    )
    body = {"input": {"note": NOTE}, "thread_id": "t"}
    for role, shown in (("doctor", True), ("clerk", False)):
        result = await ask(app, "POST", "/stream", body, headers=[(b"x-role", role.encode())])
        assert (said(sse(result.body)) == NOTE) is shown
        assert any(value.encode() in result.body for value in VALUES) is shown
    assert asked == [("ann", "t")] * 2


async def test_observers_see_tokens_where_the_caller_sees_values() -> None:
    """Under the same numbers, so that an audit record can be held against what was sent."""
    recorder = Recorder()
    outcome = Outcome({"note": NOTE}, (Interrupt("q", NOTE),))
    tokens: list[Any] = []

    class Asking(Emitting):
        async def run(self, run: Run, emit: Any) -> Outcome:
            tokens.append(run.input["note"])
            for char in run.input["note"]:
                await emit("message.delta", {"id": "m", "text": char})
            await emit("message.end", {"id": "m", "text": run.input["note"]})
            return msgspec.structs.replace(
                outcome, output=run.input, interrupts=(Interrupt("q", run.input["note"]),)
            )

    request = RunInput(input={"note": NOTE}, thread_id="t")
    events = await events_of(Asking(), policy(), observers=[recorder], request=request)
    assert text_of(events) == NOTE
    assert events[-1].data["interrupts"][0]["value"] == NOTE
    assert not any(value in str([event.data for event in recorder.events]) for value in VALUES)
    assert text_of(recorder.events) == tokens[0]
    assert recorder.events[-1].data["output"] == {"note": tokens[0]}
    kinds = {event.seq: event.type for event in recorder.events}
    shared = [event for event in events if event.seq in kinds]
    assert all(kinds[event.seq] == event.type for event in shared)
    assert {event.type for event in shared} >= {"message.end", "interrupt", "run.finished"}
    assert [event.seq for event in events] == sorted({event.seq for event in events})


async def test_the_result_that_is_waited_for_has_values() -> None:
    """As the last event of a stream has."""
    service = AgentService({"agent": CallableAdapter(echo)})
    result = await service.invoke("agent", RunInput(input={"note": NOTE}), Caller(redaction=policy()))
    assert result.output == {"note": NOTE}


async def test_what_never_was_a_token_is_redacted_for_everybody() -> None:
    """A graph that looks something up by itself gives it to nobody by that alone."""

    async def look_up(_: Any) -> str:
        return f"on file: SSN {SSN}"

    assert text_of(await run_of(policy(), look_up)) == REDACTOR.redact(f"on file: SSN {SSN}")


async def test_a_look_alike_comes_back_as_it_was_written() -> None:
    """Nobody gets at values by guessing tokens."""
    redaction = policy()
    typed = "what is [SSN_k7f3]?"
    request = RunInput(input={"note": f"{typed} {NOTE}"}, thread_id="t")
    events = await events_of(CallableAdapter(echo), redaction, request=request)
    assert text_of(events) == f"{typed} {NOTE}"


async def test_threads_and_callers_never_see_each_others_values() -> None:
    """A token means nothing outside of its own conversation."""
    vault = Vault()
    tokens: list[str] = []

    async def first(value: Any) -> None:
        tokens.append(value["note"])

    async def second(value: Any) -> str:
        return tokens[0]

    ann, bob = Principal("ann"), Principal("bob")
    service = AgentService({"first": CallableAdapter(first), "second": CallableAdapter(second)})

    async def ask_as(principal: Principal, graph: str, thread_id: str) -> Any:
        request = RunInput(input={"note": NOTE}, thread_id=thread_id)
        caller = Caller(principal, thread_id=thread_id, redaction=policy(vault=vault))
        return (await service.invoke(graph, request, caller)).output

    await ask_as(ann, "first", "one")
    assert await ask_as(ann, "second", "one") == NOTE
    assert await ask_as(ann, "second", "two") == tokens[0]
    assert await ask_as(bob, "second", "one") == tokens[0]


async def test_threads_at_the_same_time() -> None:
    """Two conversations in parallel over one vault, many times."""
    vault = Vault()
    service = AgentService({"agent": CallableAdapter(echo)})

    async def one(number: int) -> None:
        note = f"Her SSN is 219-09-{1000 + number}."
        request = RunInput(input={"note": note}, include=FULL)
        result = await service.invoke("agent", request, Caller(redaction=policy(vault=vault)))
        assert result.output == {"note": note}

    await asyncio.gather(*(one(number) for number in range(50)))


async def test_no_token_is_lost_on_the_way_out() -> None:
    """Of those in 150 texts none is taken for an identifier, though each looks like a number."""
    made, restored = 0, 0
    tokens: list[str] = []

    async def listen(value: Any) -> AsyncIterator[str]:
        tokens.extend(TOKEN.findall(value["note"]))
        async for char in echo(value):
            yield char

    vault = Vault()
    for document in documents(seed=3, n=150):
        tokens.clear()
        redaction = policy(vault=vault)
        request = RunInput(input={"note": document.text})
        text = text_of(await events_of(CallableAdapter(listen), redaction, request=request))
        assert "[[" not in text
        assert not [token for token in tokens if token in text]
        made += len(tokens)
        restored += redaction.revealed.total() // 5
    assert made == restored > 500


async def test_values_in_a_message_that_is_json_are_escaped() -> None:
    """What was one string stays one string."""

    async def as_json(value: Any) -> AsyncIterator[str]:
        for char in msgspec.json.encode(value).decode():
            yield char

    request = RunInput(input={"note": 'call "the office" at (617) 555-0134', "ssn": 'no "219-09-9999"'})
    events = await events_of(CallableAdapter(as_json), policy(), request=request)
    assert msgspec.json.decode(text_of(events)) == request.input


async def test_tokens_in_the_fields_of_a_form_are_restored() -> None:
    """What a token stands for is not lost with what stands beside it."""

    async def fill_in(value: Any) -> dict[str, Any]:
        (name,) = TOKEN.findall(value["note"])
        return {"patient_name": f"Mrs. {name}", "said": f"Mrs. {name} is well", "full_name": "Ann of " + name}

    request = RunInput(input={"note": "Patient: Zbigniew Kowalczyk"})
    events = await events_of(CallableAdapter(fill_in), policy(), request=request)
    assert events[-1].data["output"] == {
        "patient_name": "Mrs. Zbigniew Kowalczyk",
        "said": "Mrs. Zbigniew Kowalczyk is well",
        "full_name": "[NAME] Zbigniew Kowalczyk",
    }


async def test_what_refers_to_a_resource_does_so_when_it_comes_back() -> None:
    """Ids in FHIR references become tokens, and the type beside them stays."""
    patient_id = "b7f3c1d2-9a41-4c0a-9f3e-2f6a5f0c8d11"
    about = {"subject": {"reference": f"Patient/{patient_id}"}, "status": "final"}
    entries = [
        {"fullUrl": f"urn:uuid:{patient_id}", "resource": {"resourceType": "Patient", "id": patient_id}},
        {"resource": {"resourceType": "Observation", **about}},
    ]
    bundle = {"resourceType": "Bundle", "type": "collection", "entry": entries}
    given: list[Any] = []

    async def read(value: Any) -> Any:
        given.append(value)
        return value

    events = await events_of(CallableAdapter(read), policy(), request=RunInput(input=bundle))
    assert patient_id not in str(given)
    assert events[-1].data["output"] == bundle


async def test_tool_arguments_are_restored_whole() -> None:
    """In the JSON text and parsed."""

    class Calling(Emitting):
        async def run(self, run: Run, emit: Any) -> Outcome:
            text = msgspec.json.encode(run.input).decode()
            await emit("tool.start", {"id": "c", "name": "t", "message_id": None})
            for char in text:
                await emit("tool.args", {"id": "c", "delta": char})
            await emit("tool.end", {"id": "c", "name": "t", "args": run.input})
            return Outcome()

    events = await events_of(Calling(), policy(), request=RunInput(input={"note": NOTE}))
    got = {event.type: event.data for event in events}
    assert msgspec.json.decode(got["tool.args"]["delta"]) == got["tool.end"]["args"] == {"note": NOTE}


class TestNested:
    async def test_values_are_restored_only_where_every_policy_lets_them(self) -> None:
        """A policy further out that redacts is not undone by one further in."""
        outer = RequestRedaction(REDACTOR)
        inner = policy(outer=outer, inbound="pseudonymise")
        outer.inbound = "pass"
        events = await run_of(inner)
        assert len(TOKEN.findall(text_of(events))) == 4
        assert not inner.revealed

    async def test_a_policy_further_out_that_lets_output_pass_is_not_asked(self) -> None:
        """It redacts what comes in, say."""
        outer = RequestRedaction(REDACTOR, inbound="pass", outbound="pass")
        assert text_of(await run_of(policy(outer=outer))) == NOTE

    async def test_both_restore_with_one_vault(self) -> None:
        """The tokens of the outer one are no look-alikes to the inner one."""
        vault = Vault()
        outer = policy(vault=vault)
        assert text_of(await run_of(policy(vault=vault, outer=outer))) == NOTE

    async def test_both_restore_with_a_vault_each(self) -> None:
        """What one made the other gives back."""
        assert text_of(await run_of(policy(outer=policy()))) == NOTE

    async def test_one_that_may_not_is_enough(self) -> None:
        """Both are asked."""
        events = await run_of(policy(outer=policy(may_reveal=nobody)))
        assert not any(value in text_of(events) for value in VALUES)


class TestTools:
    async def test_code_in_the_graph_may_see_values_where_it_is_let(self) -> None:
        """A look-up needs what a token stands for; each is counted."""
        found: list[Any] = []

        async def look_up(value: Any) -> None:
            found.append(current_run().reveal(value["note"]))
            found.append(current_run().reveal({"args": [value["note"]]}))

        redaction = policy(tools_may_reveal=True, outbound="redact")
        await run_of(redaction, look_up)
        assert found == [NOTE, {"args": [NOTE]}]
        assert redaction.revealed == {"SSN": 2, "MRN": 2, "PHONE": 2, "EMAIL": 2}

    async def test_in_a_thread_as_well(self) -> None:
        """Sync tools run in one."""
        found: list[str] = []

        def look_up(value: Any) -> None:
            found.append(current_run().reveal(value["note"]))

        await run_of(policy(tools_may_reveal=True), look_up)
        assert found == [NOTE]

    async def test_it_is_refused_by_default(self) -> None:
        """The run fails; that a look-up finds nobody under a token would be worse."""

        async def look_up(value: Any) -> None:
            current_run().reveal(value["note"])

        events = await run_of(policy(), look_up)
        assert events[-1].data["problem"]["exception"] == "PermissionError"

    async def test_what_a_tool_has_looked_up_can_be_concealed(self) -> None:
        """The model gets the token that stands for it, and the caller the value."""
        found: list[str] = []

        async def look_up(value: Any) -> str:
            record = current_run().conceal({"record": f"SSN {SSN}, phone (800) 555-0199"})
            found.append(record["record"])
            return f"{value['note']} {record['record']}"

        events = await run_of(policy(), look_up)
        assert SSN not in found[0]
        assert text_of(events) == f"{NOTE} SSN {SSN}, phone (800) 555-0199"

    async def test_concealing_where_input_is_redacted(self) -> None:
        """It does what is done to input."""

        def look_up(value: Any) -> Any:
            return {"same": current_run().conceal(NOTE) == value["note"]}

        events = await run_of(RequestRedaction(REDACTOR), look_up)
        assert events[-1].data["output"] == {"same": True}

    async def test_without_redaction_values_are_what_they_are(self) -> None:
        """The same tool works in a service that has no middleware."""
        found: list[Any] = []

        async def look_up(value: Any) -> None:
            found.append(current_run().reveal(value))
            found.append(current_run().conceal(value))

        await AgentService({"agent": CallableAdapter(look_up)}).invoke("agent", RunInput(input=NOTE))
        assert found == [NOTE, NOTE]


async def test_a_host_that_cannot_tell_gets_no_run() -> None:
    """An entitlement that fails is no entitlement."""

    def broken(principal: Any, run: Any) -> bool:
        raise RuntimeError(f"no rule for {SSN}")

    graph = ScriptedGraph("hello")
    app = Around(
        AgentASGI(graph), inbound="pseudonymise", outbound="restore", vault=Vault(), may_reveal=broken
    )
    result = await ask(app, "POST", "/stream", {"input": NOTE})
    assert result.status == 500
    assert SSN.encode() not in result.body
    assert graph.runs == []


@pytest.mark.parametrize("options", [{"inbound": "pseudonymise"}, {"outbound": "restore"}])
def test_tokens_need_a_vault(options: dict[str, Any]) -> None:
    """Said when the middleware hands its policy down."""
    with pytest.raises(ConfigurationError, match="vault="):
        RequestRedaction(REDACTOR, **options)
