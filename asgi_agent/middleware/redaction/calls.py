"""Messages that name an event and give what comes with it, as those of Socket.IO, Phoenix and SignalR do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from asgi_agent.middleware.redaction.signs import SAID, saying

if TYPE_CHECKING:
    from asgi_agent.middleware.redaction.shapes import Path


class Call(NamedTuple):
    """An event's name, and where what comes with it stands.

    Attributes:
        name: of the event.
        path: where the list stands that holds what comes with it.
        first: from which place on it does.
    """

    name: str
    path: Path
    first: int


def call_of(message: Any) -> Call | None:
    """The event that a message names; None for one that names none."""
    if type(message) is dict:
        name, items = message.get("target"), message.get("arguments")
        return Call(name, ("arguments",), 0) if type(name) is str and type(items) is list else None
    if type(message) is not list:
        return None
    values = [place for place, item in enumerate(message) if item is not None and type(item) is not str]
    if not values and 1 <= len(message) <= 2 and type(message[0]) is str:
        said = saying(message[0])
        brings = message[0] in SAID or said.piece if len(message) == 2 else said.ends or said.failed
        return Call(message[0], (), 1) if brings else None
    first = values[0] if values else 0
    if first and type(message[first]) is dict and type(message[first - 1]) is str:
        return Call(message[first - 1], (), first)
    return None
