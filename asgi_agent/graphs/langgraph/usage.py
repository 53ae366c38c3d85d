"""What models report of the tokens that they used, gathered without a model knowing of us."""

from __future__ import annotations

import functools
import sys
from typing import TYPE_CHECKING, Any, NamedTuple

from asgi_agent.graphs.langgraph.namespace import subgraph_path
from asgi_agent.plain import plain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

_CHAT_MODELS = "langchain_core.language_models.chat_models"


class Report(NamedTuple):
    """What one call of a model used."""

    model: str
    usage: dict[str, Any]
    node: str | None = None
    path: tuple[str, ...] = ()


class UsageLedger:
    """Adds up reports by model."""

    def __init__(self) -> None:
        self._models: dict[str, dict[str, Any]] = {}

    def add(self, report: Report) -> dict[str, Any]:
        """Enter a report; returns it as the data of a `usage` event."""
        usage: dict[str, Any] = plain(report.usage)
        self._models[report.model] = _sum(self._models.get(report.model, {}), usage)
        return {"model": report.model, **usage}

    def total(self) -> dict[str, Any] | None:
        """The sum over all models, with `models` for each of them; None if no model reported anything."""
        if not self._models:
            return None
        total: dict[str, Any] = {}
        for usage in self._models.values():
            total = _sum(total, usage)
        return {**total, "models": dict(self._models)}


class MessageUsage:
    """Reads reports off the messages of a state.

    For graphs that no callback reaches. It sees only messages that a node put into the state.
    """

    def __init__(self) -> None:
        self._known: set[str] | None = None

    def read(self, values: Any) -> list[Report]:
        """Reports of the messages that are new since the last call; the first call tells what is old."""
        found = dict(_reports(values))
        known, self._known = self._known, (self._known or set()) | found.keys()
        return [] if known is None else [found[key] for key in found if key not in known]


def usage_handler(reports: list[Report]) -> Any | None:
    """A LangChain callback handler that appends to `reports`, also for models deep inside nodes.

    Returns:
        None while no chat model class is loaded: there is nothing to listen to, and LangChain's callbacks
        cost every run some 40 microseconds.
    """
    return _handler_class()(reports) if _CHAT_MODELS in sys.modules else None


def model_name(message: Any, default: str | None = None) -> str:
    """The model that wrote a message, by its own account."""
    metadata = _read(message, "response_metadata") or {}
    return str(metadata.get("model_name") or metadata.get("model") or default or "unknown")


@functools.cache
def _handler_class() -> type:
    from langchain_core.callbacks import BaseCallbackHandler

    class UsageHandler(BaseCallbackHandler):
        run_inline = True
        ignore_agent = ignore_chain = ignore_retriever = ignore_custom_event = True

        def __init__(self, reports: list[Report]) -> None:
            self._reports = reports
            self._calls: dict[UUID, dict[str, Any]] = {}

        def on_chat_model_start(self, serialized: Any, messages: Any, *, run_id: UUID, **about: Any) -> None:
            self._calls[run_id] = about.get("metadata") or {}

        def on_llm_error(self, error: BaseException, *, run_id: UUID, **about: Any) -> None:
            self._calls.pop(run_id, None)

        def on_llm_end(self, response: Any, *, run_id: UUID, **about: Any) -> None:
            metadata = self._calls.pop(run_id, {})
            for generation in (each for batch in response.generations for each in batch):
                message = getattr(generation, "message", None)
                if usage := getattr(message, "usage_metadata", None):
                    model = model_name(message, metadata.get("ls_model_name"))
                    self._reports.append(Report(model, usage, *_place(metadata)))

    return UsageHandler


def _place(metadata: dict[str, Any]) -> tuple[str | None, tuple[str, ...]]:
    around = str(metadata.get("langgraph_checkpoint_ns", "")).split("|")[:-1]
    return metadata.get("langgraph_node"), subgraph_path(around)


def _reports(values: Any) -> Iterator[tuple[str, Report]]:
    for channel in values.values() if isinstance(values, dict) else (values,):
        if isinstance(channel, str | int | float | None):  # no message; asking each what it is takes longer
            continue
        messages = channel if isinstance(channel, list) else [channel]
        if messages and _read(messages[-1], "type") is not None:
            for message in messages:
                if usage := _read(message, "usage_metadata"):
                    yield str(_read(message, "id")), Report(model_name(message), usage)


def _read(message: Any, name: str) -> Any:
    return message.get(name) if isinstance(message, dict) else getattr(message, name, None)


def _sum(left: dict[str, Any], right: dict[str, Any]) -> dict[str, Any]:
    """Two reports as one: numbers add up, within nested details too."""
    total = dict(left)
    for key, value in right.items():
        if isinstance(value, dict):
            total[key] = _sum(total.get(key) or {}, value)
        elif isinstance(value, int | float):
            total[key] = (total.get(key) or 0) + value
        else:
            total[key] = value
    return total
