"""OpenTelemetry spans and metrics, by the API alone: without an SDK they cost next to nothing.

Names follow OpenTelemetry's HTTP and GenAI semantic conventions. What goes in are ids, names, counts and
classes of exceptions; never a path, a query, a text, an argument or a result.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from opentelemetry import context as otel_context
from opentelemetry import metrics, trace
from opentelemetry.trace import (
    Link,
    NonRecordingSpan,
    SpanContext,
    SpanKind,
    StatusCode,
    TraceFlags,
    TraceState,
)

from asgi_agent.events import Family
from asgi_agent.scope import REQUEST_ID_KEY, TRACE_CONTEXT_KEY
from asgi_agent.version import __version__

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import TracebackType

    from opentelemetry.context import Context
    from opentelemetry.trace import Span

    from asgi_agent.events import RunEvent
    from asgi_agent.middleware._trace_context import TraceContext
    from asgi_agent.run import Run

SCOPE_NAME = "asgi_agent"

# A method is the client's own word, so only those that HTTP knows may stand in a span.
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH"})


def tracing() -> bool:
    """Whether an SDK was installed; without one no span is worth preparing."""
    return not isinstance(trace.get_tracer_provider(), trace.ProxyTracerProvider)


def metering() -> bool:
    """The same for metrics, whose stand-in the API does not name."""
    return not type(metrics.get_meter_provider()).__module__.startswith("opentelemetry.metrics.")


class RequestSpan:
    """A span around one request, or nothing where no SDK is installed.

    Under a host that traces requests itself this one is its child. Otherwise it starts a trace, which
    continues the caller's if the correlation middleware trusts that, and links to it if not. It never
    takes a parent from a context that an earlier request of the connection left behind.
    """

    __slots__ = ("_scope", "_span", "_token")

    def __init__(self, scope: Mapping[str, Any]) -> None:
        self._scope = scope
        self._span: Span | None = None

    def __enter__(self) -> RequestSpan:
        if tracing():
            self._span = _start_request_span(self._scope)
            self._token = otel_context.attach(trace.set_span_in_context(self._span))
        return self

    def answered(self, route: str | None, status: int | None) -> None:
        """Name the span after the route's template and note the status."""
        if self._span is None:
            return
        method = "WEBSOCKET" if self._scope["type"] == "websocket" else _method(self._scope)
        name = "HTTP" if method == "_OTHER" else method
        self._span.update_name(f"{name} {route}" if route else name)
        if route:
            self._span.set_attribute("http.route", route)
        if status is not None:
            self._span.set_attribute("http.response.status_code", status)
            if status >= 500:
                self._span.set_status(StatusCode.ERROR)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, frames: TracebackType | None
    ) -> None:
        if self._span is not None:
            if kind is not None:
                self._span.set_attribute("error.type", kind.__qualname__)
                self._span.set_status(StatusCode.ERROR)
            otel_context.detach(self._token)
            self._span.end()


def _method(scope: Mapping[str, Any]) -> str:
    method: str = scope.get("method", "GET")
    return method if method in METHODS else "_OTHER"


def _start_request_span(scope: Mapping[str, Any]) -> Span:
    tracer = trace.get_tracer(SCOPE_NAME, __version__)
    attributes = {
        "http.request.method": _method(scope),
        "asgi_agent.request_id": scope[REQUEST_ID_KEY],
    }
    if (parent := _live_parent()) is not None:
        return tracer.start_span("request", parent, SpanKind.INTERNAL, attributes)
    inbound: TraceContext | None = scope.get(TRACE_CONTEXT_KEY)
    fresh = otel_context.Context()
    if inbound is None:
        return tracer.start_span("request", fresh, SpanKind.SERVER, attributes)
    remote = SpanContext(
        int(inbound.trace_id, 16),
        int(inbound.span_id, 16),
        is_remote=True,
        trace_flags=TraceFlags(inbound.flags),
        trace_state=TraceState.from_header([inbound.tracestate] if inbound.tracestate else []),
    )
    if inbound.trusted:
        continued = trace.set_span_in_context(NonRecordingSpan(remote), fresh)
        return tracer.start_span("request", continued, SpanKind.SERVER, attributes)
    return tracer.start_span("request", fresh, SpanKind.SERVER, attributes, links=[Link(remote)])


def _live_parent() -> Context | None:
    """The current context if its span is still open: an ended one belongs to somebody else's request."""
    current = otel_context.get_current()
    return current if trace.get_current_span(current).is_recording() else None


def _run_parent() -> Context:
    """The context to start a run's span in.

    Here the current span is that of this request, or of host code that runs a graph by itself. If it is not
    recorded because it was not sampled, then the run is not either; only one that has ended is left out.
    """
    current = otel_context.get_current()
    span = trace.get_current_span(current)
    ended = not span.is_recording() and not isinstance(span, NonRecordingSpan)
    return otel_context.Context() if ended else current


class RunTelemetry:
    """Observes every run: a span for it, spans for its nodes and tools, and the metrics."""

    def __init__(self) -> None:
        meter = metrics.get_meter(SCOPE_NAME, __version__)
        histogram, counter, gauge = meter.create_histogram, meter.create_counter, meter.create_up_down_counter
        self.duration = histogram("asgi_agent.run.duration", "s", "From start to end of a run")
        self.first_event = histogram("asgi_agent.run.time_to_first_event", "s", "From start to first event")
        self.active_runs = gauge("asgi_agent.runs.active", "{run}", "Runs in flight")
        self.active_streams = gauge("asgi_agent.streams.active", "{run}", "Runs in flight with a reader")
        self.cancellations = counter("asgi_agent.run.cancellations", "{run}", "Runs cancelled")
        self.errors = counter("asgi_agent.run.errors", "{run}", "Runs failed")

    def __call__(self, run: Run) -> _ObservedRun | None:
        traced = tracing()
        return _ObservedRun(self, run, traced) if traced or metering() else None


class _ObservedRun:
    """One run's span, its nodes' and tools' spans, and its numbers."""

    def __init__(self, instruments: RunTelemetry, run: Run, traced: bool) -> None:
        self.needs = Family.NODES | Family.TOOLS if traced else Family.NONE
        self._instruments = instruments
        self._labels = {"gen_ai.agent.name": run.graph}
        self._streamed = bool(run.include)
        self._started = time.perf_counter()
        self._heard = False
        self._open: dict[tuple[str, ...], Span] = {}
        self._tokens: dict[str, int] = {}
        self._span = self._start_run_span(run) if traced else None
        instruments.active_runs.add(1, self._labels)
        if self._streamed:
            instruments.active_streams.add(1, self._labels)

    def event(self, event: RunEvent) -> None:
        """Count it, and open or close the span that it belongs to."""
        if not self._heard and event.type != "run.started":
            self._heard = True
            self._instruments.first_event.record(time.perf_counter() - self._started, self._labels)
        if event.terminal:
            self._end(event)
        elif self._span is not None:
            self._follow(event)

    def _follow(self, event: RunEvent) -> None:
        match event.type:
            case "node.started":
                attributes = {"asgi_agent.node": event.node or "", "asgi_agent.path": event.path}
                self._start(event, "node", f"node {event.node}", attributes)
            case "node.finished":
                self._close(event, "node")
            case "tool.end":
                name = str(event.data.get("name", ""))
                attributes = {
                    "gen_ai.operation.name": "execute_tool",
                    "gen_ai.tool.name": name,
                    "gen_ai.tool.call.id": str(event.data.get("id", "")),
                }
                self._start(event, "tool", f"execute_tool {name}", attributes)
            case "tool.result":
                self._close(event, "tool", failed=bool(event.data.get("error")))
            case "usage":
                self._count_tokens(event.data)

    def _start_run_span(self, run: Run) -> Span:
        attributes = {
            "gen_ai.operation.name": "invoke_agent",
            "gen_ai.agent.name": run.graph,
            "gen_ai.conversation.id": run.thread_id,
            "asgi_agent.run_id": run.run_id,
            "asgi_agent.request_id": run.request_id,
        }
        tracer = trace.get_tracer(SCOPE_NAME, __version__)
        name = f"invoke_agent {run.graph}"
        span = tracer.start_span(name, _run_parent(), SpanKind.INTERNAL, attributes)
        # The run has a task and so a context of its own: spans that models open in it become children,
        # and there is nothing to detach from when the task ends.
        otel_context.attach(trace.set_span_in_context(span))
        return span

    def _start(self, event: RunEvent, kind: str, name: str, attributes: dict[str, Any]) -> None:
        assert self._span is not None
        tracer = trace.get_tracer(SCOPE_NAME, __version__)
        parent = trace.set_span_in_context(self._span)
        self._open[_key(event, kind)] = tracer.start_span(name, parent, SpanKind.INTERNAL, attributes)

    def _close(self, event: RunEvent, kind: str, *, failed: bool = False) -> None:
        if (span := self._open.pop(_key(event, kind), None)) is not None:
            if failed:
                span.set_status(StatusCode.ERROR)
            span.end()

    def _count_tokens(self, usage: dict[str, Any]) -> None:
        """Add what one call of a model used to what the others did."""
        assert self._span is not None
        for name in ("input_tokens", "output_tokens"):
            if isinstance(count := usage.get(name), int):
                self._tokens[name] = self._tokens.get(name, 0) + count
                self._span.set_attribute(f"gen_ai.usage.{name}", self._tokens[name])

    def _end(self, event: RunEvent) -> None:
        outcome = event.data.get("outcome") or event.type.removeprefix("run.")
        labels = {**self._labels, "asgi_agent.outcome": outcome}
        error = None
        if event.type == "run.failed":
            problem = event.data["problem"]
            error = problem.get("exception") or problem["type"]
            labels["error.type"] = error
            self._instruments.errors.add(1, labels)
        elif event.type == "run.cancelled":
            self._instruments.cancellations.add(1, {**labels, "asgi_agent.reason": event.data["reason"]})
        self._instruments.duration.record(time.perf_counter() - self._started, labels)
        self._instruments.active_runs.add(-1, self._labels)
        if self._streamed:
            self._instruments.active_streams.add(-1, self._labels)
        self._end_spans(outcome, error)

    def _end_spans(self, outcome: str, error: str | None) -> None:
        if self._span is None:
            return
        for span in self._open.values():
            span.end()
        self._span.set_attribute("asgi_agent.outcome", outcome)
        if error is not None:
            self._span.set_attribute("error.type", error)
            self._span.set_status(StatusCode.ERROR)
        self._span.end()


def _key(event: RunEvent, kind: str) -> tuple[str, ...]:
    place = (event.node or "", *event.path) if kind == "node" else ()
    return (kind, str(event.data.get("id", "")), *place)
