"""What a graph streams, as run events; and what is left of it in the end, as the run's outcome."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from asgi_agent.events import Family, Interrupt
from asgi_agent.graphs.langgraph.messages import MessageProjection
from asgi_agent.graphs.langgraph.namespace import subgraph_path
from asgi_agent.graphs.langgraph.usage import MessageUsage, Report, UsageLedger
from asgi_agent.plain import plain

if TYPE_CHECKING:
    from asgi_agent.graphs.base import Emit

INTERRUPT_KEY = "__interrupt__"
INSIDE = Family.MESSAGES | Family.TOOLS | Family.CUSTOM | Family.NODES


class Wanted(NamedTuple):
    """What listeners want, worked out once: testing flags for every chunk costs more than the chunk."""

    modes: tuple[str, ...]
    inside: bool
    text: bool
    tools: bool
    state: bool


@functools.lru_cache(maxsize=256)
def wanted(include: Family, breakpoints: bool) -> Wanted:
    """The stream modes that a run needs, and no other: `values` for its output, the rest for listeners.

    Only `updates` tells of a stop at a breakpoint. Events from inside subgraphs are wanted along with all
    but the state and the steps, which are the outermost graph's alone.
    """
    families = {
        "messages": Family.MESSAGES | Family.TOOLS,
        "custom": Family.CUSTOM,
        "tasks": Family.NODES | Family.STEPS,
    }
    heard = tuple(mode for mode, family in families.items() if include & family)
    return Wanted(
        modes=("values", *heard, "updates") if breakpoints else ("values", *heard),
        inside=bool(include & INSIDE),
        text=Family.MESSAGES in include,
        tools=Family.TOOLS in include,
        state=Family.STATE in include,
    )


class Projection:
    """One run's chunks on their way to events.

    A `custom` event holds what the node wrote as its `value`. Its `name` is the `name` or else the `type` of
    what was written, if that is a dict with such a string, and `custom` otherwise.

    Attributes:
        begun: whether the graph has streamed anything, which it does once it has taken its input.
        failed_node: the node whose task ended in an error, where task events are streamed.
        interrupts: what the run stopped at, by id.
        stopped: whether it stopped at all; without an interrupt, that is a breakpoint.
    """

    def __init__(self, want: Wanted, emit: Emit, reports: list[Report] | None) -> None:
        self.begun = False
        self.failed_node: str | None = None
        self.interrupts: dict[str, Interrupt] = {}
        self.stopped = False
        self._emit = emit
        self._messages = MessageProjection(emit, text=want.text, tools=want.tools)
        self._wants_state = want.state
        self._reports = reports if reports is not None else []
        self._message_usage = MessageUsage() if reports is None else None
        self._ledger = UsageLedger()
        self._values: Any = None
        self._snapshot: Any = None
        self._take = {
            "values": self._take_values,
            "messages": self._take_message,
            "custom": self._take_custom,
            "tasks": self._take_task,
            "updates": self._take_update,
        }

    async def take(self, namespace: tuple[str, ...], mode: str, payload: Any) -> None:
        """One chunk of the stream."""
        self.begun = True
        if mode == "values" and not namespace and not self._wants_state:
            self._note_values(payload)
        else:
            await self._take[mode](payload, subgraph_path(namespace) if namespace else ())
        if self._reports:
            await self._report()

    async def close(self) -> None:
        """The stream is over: end open messages, tell of usage that came last."""
        await self._messages.close()
        await self._report()

    def output(self, keys: Any) -> Any:
        """The final state in plain values, cut to the channels that the graph gives out."""
        values = plain(self._values) if self._snapshot is None else self._snapshot
        if isinstance(values, dict) and isinstance(keys, list | tuple):
            return {key: value for key, value in values.items() if key in keys}
        return values

    def usage(self) -> dict[str, Any] | None:
        """What the models of this run used."""
        return self._ledger.total()

    async def _take_values(self, values: Any, path: tuple[str, ...]) -> None:
        if not path and self._note_values(values) and self._wants_state:
            self._snapshot = plain(self._values)
            await self._emit("state.snapshot", {"values": self._snapshot})

    def _note_values(self, values: Any) -> bool:
        """Keep the state; whether it is a new one."""
        if self._message_usage is not None:
            self._reports.extend(self._message_usage.read(values))
        if isinstance(values, dict) and INTERRUPT_KEY in values:
            self._note_interrupts(values[INTERRUPT_KEY])
            values = {key: value for key, value in values.items() if key != INTERRUPT_KEY}
            if self._values is not None:
                return False  # the state of the step before, once more
        self._values = values
        return True

    def _note_interrupts(self, interrupts: Any) -> None:
        self.stopped = True
        for each in interrupts:
            fields = each if isinstance(each, dict) else _fields(each)
            self.interrupts[fields["id"]] = Interrupt(
                id=fields["id"],
                value=plain(fields.get("value")),
                reason="interrupt",
                response_schema=plain(fields.get("response_schema")),
            )

    async def _take_message(self, payload: Any, path: tuple[str, ...]) -> None:
        message, metadata = payload
        await self._messages.message(message, metadata.get("langgraph_node"), path)

    async def _take_custom(self, written: Any, path: tuple[str, ...]) -> None:
        value = plain(written)
        name = value.get("name") or value.get("type") if isinstance(value, dict) else None
        name = name if isinstance(name, str) else "custom"
        await self._emit("custom", {"name": name, "value": value}, path=path)

    async def _take_task(self, task: dict[str, Any], path: tuple[str, ...]) -> None:
        if "result" not in task:
            await self._emit("node.started", {"id": task["id"]}, node=task["name"], path=path)
        elif task.get("error"):
            self.failed_node = self.failed_node or task["name"]
        elif not task.get("interrupts"):
            data = {"id": task["id"], "output": plain(_written(task["result"]))}
            await self._emit("node.finished", data, node=task["name"], path=path)

    async def _take_update(self, update: dict[str, Any], path: tuple[str, ...]) -> None:
        if not path and INTERRUPT_KEY in update:
            self.stopped = True

    async def _report(self) -> None:
        while self._reports:
            report = self._reports.pop(0)
            await self._emit("usage", self._ledger.add(report), node=report.node, path=report.path)


def _fields(interrupt: Any) -> dict[str, Any]:
    names = ("id", "value", "response_schema")  # the last came with LangGraph 1.2
    return cast("dict[str, Any]", {name: getattr(interrupt, name, None) for name in names})


def _written(result: Any) -> Any:
    """What a node wrote, without the name that LangGraph has for a state that is one value."""
    return result["__root__"] if isinstance(result, dict) and result.keys() == {"__root__"} else result
