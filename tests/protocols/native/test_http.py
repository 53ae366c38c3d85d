"""The native wire over HTTP."""

from __future__ import annotations

import asyncio
import gc
from typing import Any

import msgspec
import pytest

from asgi_agent import AgentASGI, Principal, Run
from asgi_agent.errors import PROBLEM_URN
from asgi_agent.events import Family, RunEvent
from asgi_agent.middleware.auth import require
from asgi_agent.testing import ASGIConnection, ASGIValidator, http_scope
from tests.asking import JSON, ask, sse, until


async def echo(given: Any) -> Any:
    """The input again."""
    return {"echo": given}


async def words(given: Any, run: Run) -> Any:
    """A message of three pieces, a custom event and a state."""
    yield "one "
    await run.emit("progress", 0.5)
    yield "two "
    yield {"state": 1}
    yield "three"


async def wait(_: Any) -> None:
    """Runs until it is cancelled."""
    await asyncio.sleep(60)


async def failing(_: Any) -> None:
    """Raises with a patient in the text."""
    raise ValueError("John Smith, SSN 123-45-6789")


class Ends:
    """An observer that keeps how runs end."""

    needs = Family.NONE

    def __init__(self) -> None:
        self.ends: list[RunEvent] = []

    def __call__(self, run: Run) -> Ends:
        return self

    def event(self, event: RunEvent) -> None:
        if event.terminal:
            self.ends.append(event)


def make_app(**options: Any) -> AgentASGI:
    graphs = {"echo": echo, "words": words, "wait": wait, "failing": failing}
    return AgentASGI(graphs, **options)


class TestInvoke:
    async def test_answers_with_the_result(self) -> None:
        """All fields are there, whatever their values."""
        result = await ask(make_app(), "POST", "/invoke", {"input": {"a": 1}})
        assert result.status == 200
        reply = result.json()
        assert set(reply) == {"run_id", "thread_id", "status", "output", "interrupts", "usage"}
        assert (reply["status"], reply["output"]) == ("success", {"echo": {"a": 1}})

    async def test_a_named_graph_has_the_same_routes(self) -> None:
        """The bare routes serve the first graph."""
        result = await ask(make_app(), "POST", "/graphs/words/invoke", {"input": None})
        assert result.json()["output"] == {"state": 1}

    async def test_the_answer_is_not_cached_and_carries_the_request_id(self) -> None:
        """What a run says is for its caller alone."""
        result = await ask(make_app(), "POST", "/invoke", {"input": 1})
        assert result.header("cache-control") == ["no-store"]
        assert len(result.header("x-request-id")) == 1

    @pytest.mark.parametrize("trouble", ["invoke", "stream", "batch"])
    async def test_a_failing_graph_gives_class_and_node_and_nothing_more(self, trouble: str) -> None:
        """The text of an exception quotes a patient."""
        body = {"inputs": [1]} if trouble == "batch" else {"input": 1}
        result = await ask(make_app(), "POST", f"/graphs/failing/{trouble}", body)
        assert b"Smith" not in result.body
        assert b'"exception":"ValueError"' in result.body
        assert b'"node":"failing"' in result.body

    async def test_a_failure_is_a_problem_with_the_request_id(self) -> None:
        """So that a client and the logs speak of the same request."""
        result = await ask(make_app(), "POST", "/graphs/failing/invoke", {"input": 1})
        assert result.status == 500
        assert result.header("content-type") == ["application/problem+json"]
        assert result.json()["type"] == PROBLEM_URN + "graph-failed"
        assert [result.json()["request_id"]] == result.header("x-request-id")

    @pytest.mark.parametrize(
        ("body", "status"),
        [
            (b"{", 400),
            (b"", 400),
            (b"\xff", 400),
            (b'"\\ud800"', 400),
            (b'{"input": ' + b"[" * 100_000, 400),
            (b"[]", 422),
            (b"{}", 422),
            (b'{"input": 1, "resume": 2}', 422),
            (b'{"input": 1, "thread_id": 7}', 422),
            (b'{"input": 1, "123-45-6789": "x"}', 422),
            (b'{"input": 1, "config": "123-45-6789"}', 422),
            (b'{"input": 1, "granularity": "123-45-6789"}', 422),
            (b'{"input": 1, "thread_id": "SSN 123-45-6789"}', 422),
            (b'{"input": 1e999}', 422),
        ],
    )
    async def test_a_body_that_does_not_fit_is_refused_without_an_echo(
        self, body: bytes, status: int
    ) -> None:
        """400 for what is not JSON, 422 for JSON of another shape, and not a word of it back."""
        result = await ask(make_app(), "POST", "/invoke", body)
        assert result.status == status
        assert b"123-45-6789" not in result.body
        if status == 422:
            assert all({"loc", "msg"} == set(fault) for fault in result.json()["errors"])

    @pytest.mark.parametrize(
        "content_type",
        [b"", b"text/plain", b"application/x-www-form-urlencoded", b"application/json; charset=utf-16"],
    )
    async def test_only_json_in_utf8_is_taken(self, content_type: bytes) -> None:
        """A form that another site posts cannot start a run."""
        headers = [(b"content-type", content_type)] if content_type else []
        app = ASGIValidator(make_app())
        async with ASGIConnection(app, http_scope("/invoke", method="POST", headers=headers)) as connection:
            await connection.put({"type": "http.request", "body": b'{"input": 1}'})
            assert (await connection.get())["status"] == 415

    @pytest.mark.parametrize("content_type", [b"application/json; charset=UTF-8", b"application/fhir+json"])
    async def test_json_by_another_name_is_taken(self, content_type: bytes) -> None:
        """Media types that end in `+json` are JSON (RFC 6839)."""
        headers = [(b"content-type", content_type)]
        app = ASGIValidator(make_app())
        async with ASGIConnection(app, http_scope("/invoke", method="POST", headers=headers)) as connection:
            await connection.put({"type": "http.request", "body": b'{"input": 1}'})
            assert (await connection.get())["status"] == 200

    async def test_a_body_above_the_limit_is_refused(self) -> None:
        """Whether it says so beforehand or not."""
        app = make_app(max_body=64)
        result = await ask(app, "POST", "/invoke", {"input": "x" * 100})
        assert result.status == 413
        declared = await ask(app, "POST", "/invoke", {"input": 1}, headers=[(b"content-length", b"9999")])
        assert declared.status == 413

    async def test_a_client_that_leaves_takes_its_run_along(self) -> None:
        """Nobody waits for the answer any more."""
        app = make_app()
        scope = http_scope("/graphs/wait/invoke", method="POST", headers=JSON)
        async with ASGIConnection(ASGIValidator(app), scope) as connection:
            await connection.put({"type": "http.request", "body": b'{"input": 1}'})
            await until(lambda: app.service.live_runs == 1)
            await connection.disconnect()
            await until(lambda: app.service.live_runs == 0)

    async def test_a_host_that_cancels_the_request_cancels_the_run(self) -> None:
        """Even where the framework around us ends requests by cancellation."""
        app = make_app()
        scope = http_scope("/graphs/wait/invoke", method="POST", headers=JSON)
        async with ASGIConnection(ASGIValidator(app), scope) as connection:
            await connection.put({"type": "http.request", "body": b'{"input": 1}'})
            await until(lambda: app.service.live_runs == 1)
            await connection.cancel()
            await until(lambda: app.service.live_runs == 0)

    async def test_with_continue_the_run_goes_on_without_its_client(self) -> None:
        """The policy of services whose runs have effects that must not be half done."""
        done = asyncio.Event()

        async def deliver(_: Any) -> None:
            await asyncio.sleep(0.05)
            done.set()

        app = AgentASGI(deliver, on_disconnect="continue")
        scope = http_scope("/invoke", method="POST", headers=JSON)
        async with ASGIConnection(ASGIValidator(app), scope) as connection:
            await connection.put({"type": "http.request", "body": b'{"input": 1}'})
            await until(lambda: app.service.live_runs == 1)
            await connection.disconnect()
            await asyncio.wait_for(done.wait(), 30)


class TestStream:
    async def test_sends_every_event_as_one_frame(self) -> None:
        """From `run.started` with id 1 to exactly one end."""
        result = await ask(make_app(), "POST", "/graphs/words/stream", {"input": 1})
        events = sse(result.body)
        assert [event["seq"] for event in events] == list(range(1, len(events) + 1))
        assert [event["type"] for event in events] == [
            "run.started",
            "node.started",
            "message.start",
            "message.delta",
            "custom",
            "message.delta",
            "message.delta",
            "message.end",
            "node.finished",
            "run.finished",
        ]
        frames = [m["body"] for m in result.messages if m["type"] == "http.response.body" and m["body"]]
        assert len(frames) == len(events)

    async def test_every_event_has_every_field(self) -> None:
        """A client need not ask whether a field is there."""
        result = await ask(make_app(), "POST", "/stream", {"input": 1})
        fields = {"type", "run_id", "thread_id", "seq", "time", "node", "path", "data"}
        assert all(set(event) == fields for event in sse(result.body))

    async def test_headers_keep_proxies_from_buffering(self) -> None:
        """And name no connection option, which HTTP/2 forbids."""
        result = await ask(make_app(), "POST", "/stream", {"input": 1})
        assert result.header("content-type") == ["text/event-stream; charset=utf-8"]
        assert result.header("cache-control") == ["no-cache, no-transform"]
        assert result.header("x-accel-buffering") == ["no"]
        assert not result.header("content-length") + result.header("connection")

    async def test_ndjson_is_one_event_a_line(self) -> None:
        """For clients that ask for it."""
        headers = [(b"accept", b"application/x-ndjson")]
        result = await ask(make_app(), "POST", "/graphs/words/stream", {"input": 1}, headers=headers)
        assert result.header("content-type") == ["application/x-ndjson"]
        events = [msgspec.json.decode(line) for line in result.body.splitlines()]
        assert (events[0]["type"], events[-1]["type"]) == ("run.started", "run.finished")

    @pytest.mark.parametrize(
        ("granularity", "nodes", "state"),
        [("low", False, False), ("partial", False, True), ("full", True, True)],
    )
    async def test_granularity_is_a_projection(self, granularity: str, nodes: bool, state: bool) -> None:
        """Low: what a chat shows. Partial: and the state. Full: and the steps."""
        body = {"input": 1, "granularity": granularity}
        result = await ask(make_app(), "POST", "/graphs/words/stream", body)
        families = {event["type"].partition(".")[0] for event in sse(result.body)}
        assert {"run", "message", "custom"} <= families
        assert ("node" in families, "state" in families) == (nodes, state)

    async def test_a_fault_before_the_first_event_has_its_own_status(self) -> None:
        """A client learns of a busy thread from the status, not from a stream."""
        app = make_app()
        scope = http_scope("/graphs/wait/stream", method="POST", headers=JSON)
        async with ASGIConnection(ASGIValidator(app), scope) as connection:
            await connection.put({"type": "http.request", "body": b'{"input": 1, "thread_id": "t"}'})
            assert (await connection.get())["status"] == 200
            result = await ask(app, "POST", "/stream", {"input": 1, "thread_id": "t"})
            assert (result.status, result.json()["type"]) == (409, PROBLEM_URN + "thread-busy")

    async def test_silence_is_filled_with_heartbeats(self) -> None:
        """Comments that every SSE parser skips."""
        app = make_app(heartbeat=0.02)
        scope = http_scope("/graphs/wait/stream", method="POST", headers=JSON)
        async with ASGIConnection(ASGIValidator(app), scope) as connection:
            await connection.put({"type": "http.request", "body": b'{"input": 1}'})
            bodies = [(await connection.get()).get("body") for _ in range(5)]
            assert bodies[-2:] == [b": ping\n\n", b": ping\n\n"]

    async def test_the_first_event_does_not_wait_for_the_graph(self) -> None:
        """A client sees at once that it is being served."""
        scope = http_scope("/graphs/wait/stream", method="POST", headers=JSON)
        async with ASGIConnection(ASGIValidator(make_app()), scope) as connection:
            await connection.put({"type": "http.request", "body": b'{"input": 1}'})
            await connection.get()
            assert b"run.started" in (await connection.get())["body"]

    async def test_a_client_that_leaves_takes_its_run_along(self) -> None:
        """The graph stops although no send ever fails."""
        app = make_app()
        scope = http_scope("/graphs/wait/stream", method="POST", headers=JSON)
        async with ASGIConnection(ASGIValidator(app), scope) as connection:
            await connection.put({"type": "http.request", "body": b'{"input": 1}'})
            await connection.get()
            await connection.disconnect()
            await until(lambda: app.service.live_runs == 0)

    async def test_a_reader_that_takes_nothing_counts_as_gone(self) -> None:
        """After `send_timeout` its run is cancelled and its slot is free."""
        app = make_app(send_timeout=0.05)
        scope = http_scope("/graphs/wait/stream", method="POST", headers=JSON)
        async with ASGIConnection(app, scope) as connection:
            await connection.put({"type": "http.request", "body": b'{"input": 1}'})
            await connection.get()  # the headers; the first event is never taken
            await until(lambda: app.service.live_runs == 0)

    async def test_a_send_that_fails_means_that_the_client_is_gone(self) -> None:
        """As ASGI 2.4 has it, for servers that will."""
        app = make_app()
        requests: list[dict[str, Any]] = [
            {"type": "http.request", "body": b'{"input": 1}', "more_body": False}
        ]

        async def receive() -> dict[str, Any]:
            if requests:
                return requests.pop()
            await asyncio.sleep(60)
            raise AssertionError("not reached")

        async def send(message: Any) -> None:
            if message["type"] == "http.response.body":
                raise BrokenPipeError

        await app(http_scope("/graphs/wait/stream", method="POST", headers=JSON), receive, send)
        await until(lambda: app.service.live_runs == 0)


async def test_a_server_that_fails_to_tell_whether_there_is_a_client_ends_the_run(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Without the text of its fault, which asyncio would print for a task that nobody asks."""
    app = make_app()
    messages: list[Any] = [{"type": "http.request", "body": b'{"input": 1}', "more_body": False}]

    async def receive() -> Any:
        if messages:
            return messages.pop()
        raise RuntimeError("John Smith")

    async def send(message: Any) -> None:
        return None

    await app(http_scope("/graphs/wait/stream", method="POST", headers=JSON), receive, send)
    await until(lambda: app.service.live_runs == 0)
    gc.collect()
    assert "cannot tell" in caplog.text
    assert "Smith" not in caplog.text


class TestBatch:
    async def test_gives_results_and_problems_in_order(self) -> None:
        """One that fails does not take the others down."""

        async def half(number: Any) -> Any:
            await asyncio.sleep(0.01 * (3 - number))
            return 12 / number

        result = await ask(AgentASGI(half), "POST", "/batch", {"inputs": [1, 0, 2], "max_concurrency": 3})
        first, second, third = result.json()["results"]
        assert (first["output"], third["output"]) == (12, 6)
        assert (second["status"], second["exception"]) == (500, "ZeroDivisionError")

    async def test_no_more_than_asked_for_run_at_once(self) -> None:
        """The client may ask for fewer than the server allows."""
        inside = most = 0

        async def count(_: Any) -> None:
            nonlocal inside, most
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0.005)
            inside -= 1

        await ask(AgentASGI(count), "POST", "/batch", {"inputs": [1] * 9, "max_concurrency": 2})
        assert most == 2

    async def test_a_batch_stays_below_the_servers_own_limit(self) -> None:
        """Its inputs wait their turn instead of being refused."""
        app = AgentASGI(echo, max_concurrency=2)
        result = await ask(app, "POST", "/batch", {"inputs": list(range(6))})
        assert [run["output"] for run in result.json()["results"]] == [{"echo": n} for n in range(6)]

    @pytest.mark.parametrize(
        "body", [{"inputs": []}, {"inputs": [1] * 101}, {"inputs": 1}, {"inputs": [1], "max_concurrency": 0}]
    )
    async def test_its_size_is_bounded(self, body: dict[str, Any]) -> None:
        """From one input to a hundred."""
        assert (await ask(make_app(), "POST", "/batch", body)).status == 422

    async def test_who_may_not_use_the_graph_is_refused_as_a_whole(self) -> None:
        """With a status that proxies, challenges and the audit log know, whatever the inputs are."""
        app = make_app(require=require(scopes=["run"]), principal=lambda request: Principal("ann"))
        result = await ask(app, "POST", "/batch", {"inputs": [1, 2]})
        assert (result.status, result.json()["title"]) == (403, "Insufficient scope")

    async def test_a_thread_of_the_hosts_choice_is_not_shared_by_the_inputs(self) -> None:
        """They would refuse one another."""
        app = AgentASGI(echo, thread_id=lambda request: "user-1")
        results = (await ask(app, "POST", "/batch", {"inputs": [1, 2, 3]})).json()["results"]
        assert len({run["thread_id"] for run in results}) == 3

    async def test_a_client_that_leaves_takes_all_its_runs_along(self) -> None:
        """Those that wait do not start any more, and whoever observes is told why the others end."""
        seen = Ends()
        app = make_app(observers=[seen])
        scope = http_scope("/graphs/wait/batch", method="POST", headers=JSON)
        async with ASGIConnection(ASGIValidator(app), scope) as connection:
            await connection.put({"type": "http.request", "body": b'{"inputs": [1, 2, 3, 4]}'})
            await until(lambda: app.service.live_runs == 4)
            await connection.disconnect()
            await until(lambda: app.service.live_runs == 0)
        assert [end.data for end in seen.ends] == [{"reason": "disconnect"}] * 4


class TestCancel:
    async def test_a_live_run_is_cancelled_and_its_stream_says_so(self) -> None:
        """The answer comes when the run has ended."""
        app = make_app()
        scope = http_scope("/graphs/wait/stream", method="POST", headers=JSON)
        async with ASGIConnection(ASGIValidator(app), scope) as connection:
            await connection.put({"type": "http.request", "body": b'{"input": 1}'})
            await connection.get()
            run_id = sse((await connection.get())["body"])[0]["run_id"]
            result = await ask(app, "POST", f"/runs/{run_id}/cancel")
            assert result.json() == {"run_id": run_id, "status": "cancelled"}
            await connection.wait()
            last = sse(b"".join(m.get("body", b"") for m in connection.sent))[-1]
            assert (last["type"], last["data"]) == ("run.cancelled", {"reason": "request"})

    async def test_somebody_elses_run_is_not_there(self) -> None:
        """And goes on."""
        app = make_app(principal=lambda request: request.headers["x-user"])
        scope = http_scope("/graphs/wait/stream", method="POST", headers=[*JSON, (b"x-user", b"ann")])
        async with ASGIConnection(ASGIValidator(app), scope) as connection:
            await connection.put({"type": "http.request", "body": b'{"input": 1}'})
            await connection.get()
            run_id = sse((await connection.get())["body"])[0]["run_id"]
            result = await ask(app, "POST", f"/runs/{run_id}/cancel", headers=[(b"x-user", b"bob")])
            assert result.status == 404
            assert app.service.live_runs == 1

    async def test_a_run_that_is_not_there_is_not_found(self) -> None:
        """404, without repeating the id."""
        result = await ask(make_app(), "POST", "/runs/123-45-6789/cancel")
        assert result.status == 404
        assert b"123-45-6789" not in result.body


class TestDescriptions:
    async def test_every_graph_is_described(self) -> None:
        """Nodes, edges and schemas, by name."""
        graphs = (await ask(make_app(), "GET", "/graphs")).json()["graphs"]
        assert [graph["name"] for graph in graphs] == ["echo", "words", "wait", "failing"]
        assert set(graphs[0]) == {"name", "kind", "nodes", "edges", "input_schema", "output_schema"}

    async def test_one_graph_is_described_as_json_or_as_a_drawing(self) -> None:
        """`?format=mermaid` gives text for a Mermaid renderer."""
        assert (await ask(make_app(), "GET", "/graphs/words")).json()["name"] == "words"
        drawing = await ask(make_app(), "GET", "/graphs/words", scope={"query_string": b"format=mermaid"})
        assert drawing.header("content-type") == ["text/vnd.mermaid; charset=utf-8"]
        assert drawing.body.startswith(b"graph TD;")

    @pytest.mark.parametrize("path", ["/graphs/nope", "/graphs/nope/invoke", "/graphs/nope/stream"])
    async def test_a_graph_that_is_not_there_is_not_found(self, path: str) -> None:
        """For every route that names it."""
        method = "GET" if path == "/graphs/nope" else "POST"
        assert (await ask(make_app(), method, path, None if method == "GET" else {"input": 1})).status == 404

    async def test_readiness_ends_with_the_drain_and_liveness_does_not(self) -> None:
        """A balancer stops sending, and nobody restarts a process that is still at work."""
        app = make_app()
        assert (await ask(app, "GET", "/ready")).json() == {"status": "ready"}
        await app.aclose()
        assert (await ask(app, "GET", "/ready")).status == 503
        assert (await ask(app, "GET", "/health")).json() == {"status": "ok"}
        refused = await ask(app, "POST", "/invoke", {"input": 1})
        assert (refused.status, refused.header("retry-after")) == (503, ["1"])


async def test_a_graph_gets_its_principal_and_ids() -> None:
    """What `run` says is what the host and the correlation layer know."""

    async def who(_: Any, run: Run) -> Any:
        assert isinstance(run.principal, Principal)
        return [run.principal.id, run.graph, run.request_id, run.thread_id]

    app = AgentASGI(who, principal=lambda request: "ann", thread_id=lambda request, who: f"user-{who.id}")
    result = await ask(app, "POST", "/invoke", {"input": 1})
    assert result.json()["output"] == ["ann", "agent", *result.header("x-request-id"), "user-ann"]
