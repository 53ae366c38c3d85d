"""What becomes of what a caller sends, before a graph or a store sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from asgi_agent import AgentASGI, Caller, RunInput
from asgi_agent.errors import InvalidInputError
from asgi_agent.phi import Redactor
from asgi_agent.phi.vault import Vault
from asgi_agent.redaction import RequestRedaction
from asgi_agent.service import AgentService
from asgi_agent.testing import ASGIConnection, ScriptedGraph, websocket_scope
from tests.asking import ask
from tests.redaction.around import NOTE, REDACTOR, SSN, VALUES, Around, Emitting

if TYPE_CHECKING:
    from asgi_agent.phi.spans import Span

HIDDEN = REDACTOR.redact(NOTE)
TOKEN = r"\[[A-Z_]+_[a-z0-9]{4,5}\]"


async def received(request: RunInput, **options: Any) -> Any:
    """The run as the graph sees it."""
    adapter = Emitting()
    caller = Caller(redaction=RequestRedaction(REDACTOR, **options))
    await AgentService({"agent": adapter}).invoke("agent", request, caller)
    return adapter.runs[0]


async def test_everything_that_a_caller_sends_is_redacted() -> None:
    """Frameworks store config in checkpoints and send metadata to their tracing."""
    config = {"metadata": {"note": NOTE}, "tags": [NOTE], "configurable": {"style": "short", "note": NOTE}}
    run = await received(RunInput(input={"note": NOTE}, config=config, context={"note": NOTE}))
    assert run.input == run.context == {"note": HIDDEN}
    assert run.config == {
        "metadata": {"note": HIDDEN},
        "tags": [HIDDEN],
        "configurable": {"style": "short", "note": HIDDEN},
    }


async def test_a_text_is_redacted_as_a_text() -> None:
    """For graphs that take messages."""
    assert (await received(RunInput(input=NOTE))).input == HIDDEN


@pytest.mark.parametrize("answer", [NOTE, {"note": NOTE}, {"8f14e45fceea167a5a36dedd4bea2543": NOTE}])
async def test_an_answer_is_redacted_and_keeps_its_question(answer: Any) -> None:
    """The ids of questions are keys of the answer."""
    run = await received(RunInput(resume=answer))
    expected = msgspec.json.decode(msgspec.json.encode(answer).decode().replace(NOTE, HIDDEN))
    assert run.resume == expected


@pytest.mark.parametrize("value", [None, 5, 2**70, 1.5, [], {}, True, {"dose": 5, "unit": "mg"}])
async def test_what_holds_nothing_comes_as_it_was(value: Any) -> None:
    """Type and all."""
    run = await received(RunInput(input={"value": value}))
    assert run.input == {"value": value}
    assert type(run.input["value"]) is type(value)


async def test_brackets_in_a_row_are_text() -> None:
    """No document is as deep as they look."""
    assert (await received(RunInput(input="[" * 150 + NOTE))).input == "[" * 150 + HIDDEN


@pytest.mark.parametrize("value", ["[" * 150 + "]" * 150, {"body": "[" * 150 + "]" * 150}])
async def test_a_document_too_deep_to_be_read_is_the_callers_fault(value: Any) -> None:
    """What is not read cannot be redacted, and nothing here has failed."""
    with pytest.raises(InvalidInputError, match="nested too deeply"):
        await received(RunInput(input=value))


async def test_a_value_too_deep_for_tokens_is_the_callers_fault_as_well() -> None:
    """Look-alikes of tokens are looked for in it before it is read."""
    value: list[Any] = []
    for _ in range(5000):
        value = [value]
    with pytest.raises(InvalidInputError, match="nested too deeply"):
        await received(RunInput(input=value), inbound="pseudonymise", vault=Vault())


async def test_input_that_may_pass_passes() -> None:
    """Only what comes out is redacted then."""
    assert (await received(RunInput(input=NOTE), inbound="pass")).input == NOTE


async def test_ids_of_the_protocol_are_never_touched() -> None:
    """A thread is found again by what the client called it, whatever it looks like."""
    run = await received(RunInput(input=NOTE, thread_id="219-09-9999"))
    assert run.thread_id == "219-09-9999"


async def test_known_identifiers_of_a_request_are_found() -> None:
    """What the host knows of, a room's name say, that no rule could."""
    run = await received(RunInput(input="seen in zebra ward"), known=["Zebra Ward"])
    assert "zebra" not in run.input


RESOURCE = {
    "resourceType": "Patient",
    "birthDate": "1920",
    "name": [{"family": "Quillfeather"}],
    "active": True,
}


async def test_a_resource_may_be_an_answer() -> None:
    """Of which members go with their keys."""
    given = await received(RunInput(resume=RESOURCE))
    assert given.resume == {"resourceType": "Patient", "name": [{"family": "[NAME]"}], "active": True}


class TestRejecting:
    async def rejected(self, **fields: Any) -> InvalidInputError:
        with pytest.raises(InvalidInputError) as refused:
            await received(RunInput(**fields), inbound="reject")
        return refused.value

    async def test_places_and_kinds_are_told_and_no_value(self) -> None:
        """Enough for a client to mend its request."""
        value = {"messages": [{"role": "user", "content": "hello"}, {"role": "user", "content": NOTE}]}
        problem = await self.rejected(input=value, context={"clinic": f"SSN {SSN}"})
        assert problem.errors is not None
        assert [fault["loc"] for fault in problem.errors] == [
            "body.context.clinic",
            "body.input.messages[1].content",
        ]
        assert problem.errors[0]["msg"] == "Expected no identifier (SSN)"
        assert {"EMAIL", "MRN", "PHONE", "SSN"} <= set(problem.extensions["categories"])
        assert not any(part in str(problem.to_dict("r")) for part in VALUES)

    async def test_the_id_of_a_question_is_no_identifier(self) -> None:
        """An answer can be given to it; what is in the answer is looked at."""
        key = "8f14e45fceea167a5a36dedd4bea2543"
        assert (await received(RunInput(resume={key: "yes"}), inbound="reject")).resume == {key: "yes"}
        problem = await self.rejected(resume={key: NOTE, "219-09-9999": "yes"})
        assert problem.errors is not None
        assert [fault["loc"] for fault in problem.errors] == ["body.resume[...]"] * 2

    @pytest.mark.parametrize("answer", [{"last_name": "quillfeather"}, {"zip": "62704"}, {"mrn": "44120"}])
    async def test_an_answer_is_read_by_its_keys(self, answer: dict[str, str]) -> None:
        """A form that a question asks for is no set of answers to several."""
        problem = await self.rejected(resume=answer)
        assert problem.errors is not None
        assert [fault["loc"] for fault in problem.errors] == [f"body.resume.{key}" for key in answer]

    @pytest.mark.parametrize("part", ["input", "resume"])
    async def test_what_has_no_placeholder_is_told_by_its_place(self, part: str) -> None:
        """Members of a FHIR resource go with their keys where nothing can stand in their place."""
        problem = await self.rejected(**{part: RESOURCE})
        assert problem.errors is not None
        places = [fault["loc"] for fault in problem.errors]
        assert places == [f"body.{part}.birthDate", f"body.{part}.name[0].family"]

    async def test_a_key_that_may_be_a_name_is_not_told(self) -> None:
        """Keys are the client's own words as well."""
        problem = await self.rejected(input={"mr_john_smith": f"SSN {SSN}", "x y": f"SSN {SSN}"})
        assert problem.errors is not None
        assert [fault["loc"] for fault in problem.errors] == ["body.input[...]"] * 2

    async def test_few_of_many_faults_are_told(self) -> None:
        """The answer does not grow with the request."""
        problem = await self.rejected(input=[f"SSN {SSN}"] * 500)
        assert problem.errors is not None
        assert len(problem.errors) == 20

    async def test_over_http_it_is_a_422_and_nothing_runs(self) -> None:
        """For a stream too, which has not begun."""
        graph = Emitting()
        app = Around(AgentASGI({"agent": graph}), inbound="reject")
        for path in ("/invoke", "/stream"):
            result = await ask(app, "POST", path, {"input": NOTE})
            assert result.status == 422
            assert result.json()["errors"][0]["loc"] == "body.input"
            assert not any(value.encode() in result.body for value in VALUES)
        assert graph.runs == []

    async def test_input_without_identifiers_runs(self) -> None:
        """And comes as it was."""
        assert (await received(RunInput(input={"a": "no news"}), inbound="reject")).input == {"a": "no news"}

    async def test_nothing_too_long_to_be_read_passes(self) -> None:
        """What redaction replaces without knowing its kind is refused as well."""
        problem = await self.rejected(input="x" * 100_000 + "7")
        assert problem.extensions["categories"] == ["ID"]


class TestEveryWayIn:
    async def test_batch(self) -> None:
        """Each input, on a thread of its own."""
        graph = ScriptedGraph("ok")
        app = Around(AgentASGI(graph))
        await ask(app, "POST", "/batch", {"inputs": [NOTE, {"note": NOTE}]})
        assert sorted(map(str, (run.input for run in graph.runs))) == sorted([HIDDEN, str({"note": HIDDEN})])

    async def test_a_batch_of_which_one_is_rejected(self) -> None:
        """The others run; the result of that one is the problem."""
        app = Around(AgentASGI(ScriptedGraph("ok")), inbound="reject")
        results = (await ask(app, "POST", "/batch", {"inputs": ["fine", NOTE]})).json()["results"]
        assert results[0]["status"] == "success"
        assert (results[1]["status"], results[1]["categories"]) == (422, ["EMAIL", "MRN", "PHONE", "SSN"])

    async def test_websocket(self) -> None:
        """Each message, in a session of its own."""
        graph = ScriptedGraph("ok")
        app = Around(AgentASGI(graph))
        async with ASGIConnection(app, websocket_scope("/ws")) as connection:
            await connection.put({"type": "websocket.connect"})
            await connection.get()
            await connection.put(
                {"type": "websocket.receive", "text": msgspec.json.encode({"input": NOTE}).decode()}
            )
            event: dict[str, Any] = {}
            while event.get("type") != "run.finished":
                event = msgspec.json.decode((await connection.get())["text"])
        assert graph.runs[0].input == HIDDEN

    async def test_a_websocket_outlives_input_that_cannot_be_read(self) -> None:
        """The message is answered with a problem, and the next one runs."""

        def fail(value: str, span: Span) -> str:
            raise RuntimeError(value)

        app = Around(AgentASGI(ScriptedGraph("ok")), redactor=Redactor(replace=fail))
        async with ASGIConnection(app, websocket_scope("/ws")) as connection:
            await connection.put({"type": "websocket.connect"})
            await connection.get()
            answers = []
            for text in (NOTE, "hello"):
                message = msgspec.json.encode({"input": text}).decode()
                await connection.put({"type": "websocket.receive", "text": message})
                answers.append(msgspec.json.decode((await connection.get())["text"]))
        assert (answers[0]["type"], answers[0]["problem"]["status"]) == ("error", 500)
        assert not any(value in str(answers[0]) for value in VALUES)
        assert answers[1]["type"] == "run.started"

    async def test_a_resumed_run(self) -> None:
        """The question was redacted when it was asked, the answer when it comes."""
        graph = ScriptedGraph(question={"note": NOTE})
        app = Around(AgentASGI(graph))
        asked = (await ask(app, "POST", "/invoke", {"input": "hello"})).json()
        assert asked["interrupts"][0]["value"] == {"note": HIDDEN}
        answer = {"thread_id": asked["thread_id"], "resume": NOTE}
        assert (await ask(app, "POST", "/invoke", answer)).json()["output"] == {"answer": HIDDEN}
        assert graph.runs[1].resume == HIDDEN


async def test_policies_around_one_another_all_apply() -> None:
    """The outer one first."""
    adapter = Emitting()
    outer = RequestRedaction(Redactor(known=["Zebra Ward"]))
    inner = RequestRedaction(REDACTOR, inbound="pseudonymise", vault=Vault(), outer=outer)
    request = RunInput(input=f"Zebra Ward, SSN {SSN}")
    await AgentService({"agent": adapter}).invoke("agent", request, Caller(redaction=inner))
    assert adapter.runs[0].input == REDACTOR.redact(outer.redactor.redact(request.input))


async def test_what_is_sent_is_counted() -> None:
    """With what comes out, for the audit log."""
    redaction = RequestRedaction(REDACTOR)
    await AgentService({"agent": Emitting()}).invoke(
        "agent", RunInput(input=NOTE), Caller(redaction=redaction)
    )
    assert redaction.counts == {"SSN": 1, "MRN": 1, "PHONE": 1, "EMAIL": 1}
