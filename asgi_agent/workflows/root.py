"""The channel that holds the state of a workflow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from langgraph.channels.base import BaseChannel

from asgi_agent.workflows.state import merge

if TYPE_CHECKING:
    from collections.abc import Sequence

    Values = dict[str, Any]


class Root(BaseChannel[dict[str, Any], dict[str, Any], dict[str, Any]]):
    """Merges what nodes give, and hands out copies.

    LangGraph puts the questions of a run into the state that it streams. In the state itself they would stay,
    wherever a checkpointer comes to write it a moment later, and the run would wait for ever.
    """

    __slots__ = ("_values",)

    def __init__(self, typ: Any, key: str = "") -> None:
        super().__init__(typ, key)
        self._values: Values = {}

    @property
    def ValueType(self) -> Any:
        """A mapping."""
        return self.typ

    @property
    def UpdateType(self) -> Any:
        """A mapping."""
        return self.typ

    def get(self) -> Values:
        """The state; changing it changes nothing else."""
        return dict(self._values)

    def is_available(self) -> bool:
        """Always: at first it is empty."""
        return True

    def update(self, values: Sequence[Values]) -> bool:
        """Merge what came at once, in the order of the rows."""
        for update in values:
            self._values = merge(self._values, update)
        return bool(values)

    def checkpoint(self) -> Values:
        """What is stored. Nothing changes it: an update makes another one."""
        return self._values

    def from_checkpoint(self, checkpoint: Any) -> Root:
        """A channel with what was stored, if something was."""
        channel = Root(self.typ, self.key)
        if isinstance(checkpoint, dict):
            channel._values = checkpoint
        return channel


State = Annotated[dict[str, Any], Root]
