"""What becomes of the events of a run, type by type."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from asgi_agent import current_run
from asgi_agent.errors import GraphFailedError
from asgi_agent.events import Interrupt, Outcome, RunInput
from asgi_agent.graphs.callables import CallableAdapter
from asgi_agent.phi import Redactor
from asgi_agent.redaction import RequestRedaction
from asgi_agent.redaction.rewriting import UNREADABLE
from asgi_agent.service import AgentService, Caller
from tests.redaction.around import (
    EMAIL,
    FULL,
    MRN,
    NOTE,
    PHONE,
    REDACTOR,
    SSN,
    VALUES,
    Emitting,
    Recorder,
    events_of,
)

if TYPE_CHECKING:
    from asgi_agent.events import RunEvent

HIDDEN = REDACTOR.redact(NOTE)


async def given(*said: tuple[str, dict[str, Any]], **options: Any) -> list[tuple[str, dict[str, Any]]]:
    """What a reader gets of these events, without the first and the last of the run."""
    events = await events_of(Emitting(*said, **options))
    assert_in_order(events)
    return [(event.type, event.data) for event in events[1:-1]]


def assert_in_order(events: list[RunEvent]) -> None:
    """`seq` increases, one event is terminal, and it is the last."""
    numbers = [event.seq for event in events]
    assert numbers == sorted(set(numbers))
    assert [event.terminal for event in events] == [False] * (len(events) - 1) + [True]


def message(kind: str, *deltas: str, whole: str | None = None) -> list[tuple[str, dict[str, Any]]]:
    start = {"id": "m", "role": "assistant"} if kind == "message" else {"id": "m"}
    said = [(f"{kind}.delta", {"id": "m", "text": delta}) for delta in deltas]
    end = "".join(deltas) if whole is None else whole
    return [(f"{kind}.start", start), *said, (f"{kind}.end", {"id": "m", "text": end})]


class TestTexts:
    @pytest.mark.parametrize("kind", ["message", "reasoning"])
    async def test_the_end_says_what_the_deltas_said(self, kind: str) -> None:
        """What was held back comes as a delta of its own before the end."""
        got = await given(*message(kind, "SSN 219-", "09-99", "99"))
        assert got[0] == message(kind)[0]
        deltas = [data["text"] for event_type, data in got if event_type == f"{kind}.delta"]
        assert "".join(deltas) == got[-1][1]["text"] == REDACTOR.redact(f"SSN {SSN}")
        assert got[-1][0] == f"{kind}.end"

    async def test_a_delta_of_which_all_is_held_is_not_sent(self) -> None:
        """An empty one would say nothing."""
        got = await given(*message("message", "SSN 219-", "09-", "9999 is hers"))
        assert all(data["text"] for event_type, data in got if event_type == "message.delta")

    async def test_an_end_without_deltas_is_read_by_itself(self) -> None:
        """As for a reader that joins late, or an adapter that has the whole at once."""
        got = await given(*message("message", whole=NOTE))
        assert got[-1] == ("message.end", {"id": "m", "text": HIDDEN})

    async def test_an_end_that_says_something_else_is_read_by_itself(self) -> None:
        """Nothing is taken for read that was not."""
        got = await given(*message("message", "hello", whole=NOTE))
        assert got[-1] == ("message.end", {"id": "m", "text": HIDDEN})

    async def test_messages_that_come_interleaved_are_read_apart(self) -> None:
        """And thoughts of the same id apart from the words."""
        texts = {
            ("message", "a"): f"SSN {SSN} a",
            ("message", "b"): f"call {PHONE} b",
            ("reasoning", "a"): f"MRN {MRN} r",
        }
        said: list[tuple[str, dict[str, Any]]] = []
        for at in range(max(map(len, texts.values()))):
            for (kind, message_id), text in texts.items():
                said += [(f"{kind}.delta", {"id": message_id, "text": text[at : at + 1]})]
        said += [(f"{kind}.end", {"id": name, "text": text}) for (kind, name), text in texts.items()]
        got = await given(*said)
        for (kind, message_id), text in texts.items():
            deltas = [data for event_type, data in got if event_type == f"{kind}.delta"]
            mine = [data["text"] for data in deltas if data["id"] == message_id]
            assert "".join(mine) == REDACTOR.redact(text)

    async def test_a_message_that_nobody_ends_ends_with_what_was_certain(self) -> None:
        """What was held back is dropped with the run."""
        got = await given(("message.delta", {"id": "m", "text": "it was there, her SSN is 219-09"}))
        assert "".join(data["text"] for _, data in got).strip() == "it was there, her"


class TestToolCalls:
    def call(self, *pieces: str) -> list[tuple[str, dict[str, Any]]]:
        whole = "".join(pieces)
        args = msgspec.json.decode(whole)
        start = ("tool.start", {"id": "c", "name": "look_up", "message_id": "m"})
        said = [("tool.args", {"id": "c", "delta": piece}) for piece in pieces]
        return [start, *said, ("tool.end", {"id": "c", "name": "look_up", "args": args})]

    async def test_arguments_come_at_once_when_they_are_whole(self) -> None:
        """In the place of the pieces, as JSON text, and parsed in the end."""
        text = msgspec.json.encode({"note": NOTE, "days": 3}).decode()
        got = await given(*self.call(*text))
        assert [event_type for event_type, _ in got] == ["tool.start", "tool.args", "tool.end"]
        assert msgspec.json.decode(got[1][1]["delta"]) == got[2][1]["args"] == {"note": HIDDEN, "days": 3}
        assert got[0][1] == {"id": "c", "name": "look_up", "message_id": "m"}

    async def test_arguments_cut_in_the_middle_of_an_escape(self) -> None:
        """The pieces of an escape are no text by themselves."""
        secret = "".join(f"\\u{ord(char):04x}" for char in f"SSN {SSN}")
        text = '{"note": "caf\\u00e9, \\ud83d\\ude00, ' + secret + '"}'
        expected = {"note": REDACTOR.redact(f"caf\u00e9, \U0001f600, SSN {SSN}")}
        for cut in range(1, len(text)):
            got = await given(*self.call(text[:cut], text[cut:]))
            assert got[1][1]["delta"] == msgspec.json.encode(expected).decode()

    async def test_arguments_that_are_no_json_are_withheld(self) -> None:
        """A model that was cut off leaves half an object, in which no key says what a value is."""
        half = '{"patient_name": "Ann Le'
        pieces = [("tool.args", {"id": "c", "delta": half})]
        got = await given(*pieces, ("tool.end", {"id": "c", "name": "look_up", "args": half}))
        assert [data.get("delta", data.get("args")) for _, data in got] == [UNREADABLE, UNREADABLE]

    async def test_arguments_that_are_a_text_are_read_as_one(self) -> None:
        """Tools with free-form input take no JSON."""
        got = await given(("tool.end", {"id": "c", "name": "look_up", "args": NOTE}))
        assert got[0][1]["args"] == HIDDEN

    async def test_a_call_without_arguments(self) -> None:
        """It has no pieces, so none are sent."""
        got = await given(self.call("{}")[0], self.call("{}")[-1])
        assert [event_type for event_type, _ in got] == ["tool.start", "tool.end"]

    @pytest.mark.parametrize("name", ["look_up", "Search", "crm.find-2", "mcp:notes/read"])
    async def test_the_name_of_a_tool_stays(self, name: str) -> None:
        """Front ends choose by it how a call is shown."""
        said: list[tuple[str, dict[str, Any]]] = [
            ("tool.start", {"id": "c", "name": name, "message_id": "m"}),
            ("tool.end", {"id": "c", "name": name, "args": {}}),
            ("tool.result", {"id": "c", "name": name, "content": "", "error": False}),
        ]
        assert await given(*said) == said

    async def test_a_name_that_a_model_made_up_is_read(self) -> None:
        """It calls what it wants."""
        name = f"look up {SSN}"
        said: list[tuple[str, dict[str, Any]]] = [
            ("tool.start", {"id": "c", "name": name, "message_id": "m"}),
            ("tool.end", {"id": "c", "name": name, "args": {}}),
            ("tool.result", {"id": "c", "name": name, "content": "", "error": True}),
        ]
        got = await given(*said)
        assert [data["name"] for _, data in got] == [REDACTOR.redact(name)] * 3

    async def test_a_result_is_read_by_its_keys(self) -> None:
        """And its ids and the tool's name stay."""
        content = {"patient": {"ssn": SSN, "family_name": "Lee"}, "doses": [1, 2]}
        data = {"id": "c", "name": "look_up", "content": content, "error": False}
        ((_, got),) = await given(("tool.result", data))
        assert got["content"]["patient"]["ssn"] != SSN
        assert got["content"]["patient"]["family_name"] != "Lee"
        assert got["content"]["doses"] == [1, 2]
        assert (got["id"], got["name"], got["error"]) == ("c", "look_up", False)


class TestValues:
    @pytest.mark.parametrize(
        ("event_type", "data", "field"),
        [
            ("node.finished", {"id": "n", "output": {"note": NOTE}}, "output"),
            ("state.snapshot", {"values": {"note": NOTE}}, "values"),
            ("custom", {"name": "progress", "value": {"note": NOTE}}, "value"),
            ("something.new", {"id": "n", "whatever": {"note": NOTE}}, "whatever"),
        ],
    )
    async def test_whole_values_are_read_where_they_stand(
        self, event_type: str, data: dict[str, Any], field: str
    ) -> None:
        """Those of event types that nobody knows yet as well."""
        ((got_type, got),) = await given((event_type, data))
        assert got_type == event_type
        assert got == {**data, field: {"note": HIDDEN}}

    async def test_what_a_graph_emits_is_known_by_its_name(self) -> None:
        """As if it stood under a key."""
        ((_, got),) = await given(("custom", {"name": "ssn", "value": 219099999}))
        assert "219099999" not in str(got["value"])

    async def test_the_operations_of_a_delta_are_known_by_their_paths(self) -> None:
        """The value of `/patient/ssn` is one, wherever it stands in a list."""
        ops = [
            {"op": "add", "path": "/patients/0/ssn", "value": "219099999"},
            {"op": "replace", "path": "/note", "value": NOTE},
            {"op": "remove", "path": "/note"},
            {"op": "move", "from": "/a", "path": "/b"},
        ]
        ((_, got),) = await given(("state.delta", {"ops": ops}))
        assert "219099999" not in str(got["ops"][0]["value"])
        assert got["ops"][1:] == [{"op": "replace", "path": "/note", "value": HIDDEN}, *ops[2:]]

    async def test_a_model_keeps_its_name(self) -> None:
        """It has a date in it, and it is the host's."""
        usage = {"model": "gpt-4o-2024-08-06", "input_tokens": 12, "output_tokens": 3, "total_tokens": 15}
        assert await given(("usage", usage)) == [("usage", usage)]

    async def test_ids_and_names_of_the_protocol_stay(self) -> None:
        """Run, thread, request, node and tool are found again by them."""
        adapter = Emitting(("node.started", {"id": "219-09-9999"}))
        events = await events_of(adapter)
        assert events[0].data == {"graph": "agent", "request_id": adapter.runs[0].request_id}
        assert {(event.run_id, event.thread_id) for event in events} == {
            (adapter.runs[0].run_id, adapter.runs[0].thread_id)
        }
        assert events[1].data == {"id": "219-09-9999"}


class TestEnds:
    async def test_output_questions_and_usage(self) -> None:
        """The same in the last event and in what a caller that waits gets."""
        question = Interrupt("q", {"note": NOTE}, reason=NOTE, response_schema={"enum": [SSN]})
        outcome = Outcome({"note": NOTE}, (question,), {"model": "gpt-4o-2024-08-06", "total_tokens": 3})
        events = await events_of(Emitting(outcome=outcome))
        asked = events[1].data
        assert (asked["id"], asked["value"], asked["reason"]) == ("q", {"note": HIDDEN}, HIDDEN)
        assert SSN not in str(asked["response_schema"])
        end = events[-1].data
        assert end["outcome"] == "interrupted"
        assert end["output"] == {"note": HIDDEN}
        assert end["interrupts"] == [asked]
        assert end["usage"] == {"model": "gpt-4o-2024-08-06", "total_tokens": 3}

    async def test_a_failure_says_no_more_than_before(self) -> None:
        """The words of a problem are read too, since a host may have written them."""
        error = GraphFailedError(
            f"no record of {SSN}", extensions={"node": "n", "exception": "KeyError", "was": NOTE}
        )
        events = await events_of(Emitting(error=error))
        problem = events[-1].data["problem"]
        assert problem["detail"] == REDACTOR.redact(f"no record of {SSN}")
        assert (problem["node"], problem["exception"], problem["was"]) == ("n", "KeyError", HIDDEN)

    async def test_an_exception_that_is_shown_is_redacted(self) -> None:
        """`expose_errors` is for development, on data that may be real."""
        events = await events_of(Emitting(error=ValueError(NOTE)), expose_errors=True)
        assert events[-1].data["problem"]["detail"] == HIDDEN

    async def test_a_message_that_an_exception_broke_off_keeps_what_was_certain(self) -> None:
        """Half an identifier reads like none, so the adapter's last words are not taken for a whole."""

        async def says_half(_: Any) -> Any:
            yield "her SSN is 219-09-"
            raise ValueError("the model is gone")

        events = await events_of(CallableAdapter(says_half))
        assert events[-1].type == "run.failed"
        text = "".join(event.data["text"] for event in events if event.type == "message.delta")
        assert "219" not in text
        end = next(event for event in events if event.type == "message.end")
        assert end.data["text"] == text

    async def test_a_cancelled_run_says_nothing_of_what_was_held(self) -> None:
        """Cancelled in the middle of a word."""

        async def says_half(_: Any) -> Any:
            yield "her SSN is 219-09-"
            await asyncio.get_running_loop().create_future()

        service = AgentService({"agent": CallableAdapter(says_half)})
        caller = Caller(redaction=RequestRedaction(REDACTOR))
        live = await service.start("agent", RunInput(input="hello", include=FULL), caller)
        events: list[RunEvent] = []
        while not any(event.type == "message.start" for event in events):
            events += await live.buffer.take()
        await service.cancel(live.run.run_id)
        events += await live.buffer.take()
        assert_in_order(events)
        assert events[-1].type == "run.cancelled"
        assert "219" not in str([event.data for event in events])


class TestObservers:
    async def test_observers_see_what_is_left(self) -> None:
        """An audit log and spans get no identifier either."""
        recorder = Recorder()
        outcome = Outcome({"note": NOTE}, (Interrupt("q", NOTE),))
        said = [("node.finished", {"id": "n", "output": NOTE}), *message("message", *NOTE)]
        events = await events_of(Emitting(*said, outcome=outcome), observers=[recorder])
        assert recorder.events == events
        seen = str([event.data for event in recorder.events])
        assert not any(value in seen for value in VALUES)


class TestEmit:
    async def test_what_the_graph_emits_itself(self) -> None:
        """From the loop and from a thread."""

        async def inside(_: Any) -> None:
            await current_run().emit("progress", {"note": NOTE})

        def from_thread(_: Any) -> None:
            current_run().emit("progress", {"note": NOTE})

        for function in (inside, from_thread):
            events = await events_of(CallableAdapter(function))
            (emitted,) = [event.data for event in events if event.type == "custom"]
            assert emitted == {"name": "progress", "value": {"note": HIDDEN}}


class TestPolicies:
    async def test_output_that_may_pass_passes_untouched(self) -> None:
        """Event by event, tool arguments in their pieces."""
        redaction = RequestRedaction(REDACTOR, outbound="pass")
        said = [("tool.args", {"id": "c", "delta": SSN}), *message("message", "a", SSN)]
        events = await events_of(Emitting(*said, outcome=Outcome(NOTE)), redaction)
        assert [(event.type, event.data) for event in events[1:-1]] == said
        assert events[-1].data["output"] == NOTE

    async def test_nested_policies_take_away_together(self) -> None:
        """What either redacts is redacted."""
        known = "Zebra Ward"
        outer = RequestRedaction(Redactor(known=[known]))
        inner = RequestRedaction(REDACTOR, outer=outer)
        text = f"{known}: SSN {SSN}"
        events = await events_of(Emitting(*message("message", *text), outcome=Outcome(text)), inner)
        whole = REDACTOR.redact(outer.redactor.redact(text))
        assert known not in whole
        assert events[-2].data["text"] == events[-1].data["output"] == whole

    async def test_what_is_found_is_counted_for_the_audit_log(self) -> None:
        """By category, never by value."""
        redaction = RequestRedaction(REDACTOR)
        await events_of(Emitting(outcome=Outcome({"a": f"SSN {SSN}", "b": f"write to {EMAIL}"})), redaction)
        assert redaction.counts == {"SSN": 1, "EMAIL": 1}
