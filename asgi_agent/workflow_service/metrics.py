"""Numbers of a workflow service, for Prometheus."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from asgi_agent.errors import MissingDependencyError

if TYPE_CHECKING:
    from asgi_agent.workflow_service.records import ExecutionRecord


class Metrics(Protocol):
    """Counts what a service does. Labels are names of workflows and outcomes, and nothing of a caller's."""

    def began(self, graph_name: str) -> None:
        """A run of an execution has begun."""
        ...

    def ended(self, record: ExecutionRecord, seconds: float) -> None:
        """It has ended, after so many seconds."""
        ...

    def fell(self, graph_name: str, outcome: str) -> None:
        """A workflow with code behind it came out so; see `Fallback.counts`."""
        ...


class NoMetrics:
    """Counts nothing."""

    def began(self, graph_name: str) -> None:
        """See `Metrics`."""

    def ended(self, record: ExecutionRecord, seconds: float) -> None:
        """See `Metrics`."""

    def fell(self, graph_name: str, outcome: str) -> None:
        """See `Metrics`."""


class PrometheusMetrics:
    """Counts in a registry of its own, so that several services of a process are told apart.

    Raises:
        MissingDependencyError: `prometheus-client` is not installed.
    """

    def __init__(self) -> None:
        try:
            from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
        except ImportError:
            raise MissingDependencyError(
                "enable_metrics needs prometheus-client: pip install 'asgi-agent[metrics]'"
            ) from None
        self.registry = CollectorRegistry()
        named = "asgi_agent_workflow_"
        self._runs = Counter(f"{named}runs", "Runs that ended", ("graph", "status"), registry=self.registry)
        self._seconds = Histogram(
            f"{named}run_seconds", "How long runs took", ("graph",), registry=self.registry
        )
        self._running = Gauge(f"{named}runs_in_flight", "Runs in flight", ("graph",), registry=self.registry)
        self._fallback = Counter(
            f"{named}fallback", "Outcomes of with_fallback", ("graph", "outcome"), registry=self.registry
        )

    def began(self, graph_name: str) -> None:
        """See `Metrics`."""
        self._running.labels(graph_name).inc()

    def ended(self, record: ExecutionRecord, seconds: float) -> None:
        """See `Metrics`."""
        self._running.labels(record.graph_name).dec()
        self._runs.labels(record.graph_name, record.state).inc()
        self._seconds.labels(record.graph_name).observe(seconds)

    def fell(self, graph_name: str, outcome: str) -> None:
        """See `Metrics`."""
        self._fallback.labels(graph_name, outcome).inc()

    def page(self) -> tuple[bytes, str]:
        """What Prometheus reads, and its media type."""
        from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

        return generate_latest(self.registry), CONTENT_TYPE_LATEST
