"""Events in, events out: every text and value in them rewritten, whatever pieces they come in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from asgi_agent.redaction.pieces import piece_of, with_piece
from asgi_agent.transport.encoding import encode_json

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping, Sequence

    from asgi_agent.redaction.pieces import Piece

    Said = tuple[str, dict[str, Any]]
    """The type and the data of an event."""

# What cannot be read is not passed: arguments that a model was cut off in are JSON that nobody can parse.
UNREADABLE = "[REDACTED]"

# What the protocol or the graph's author has named; everything else in an event's data is content.
_ID = frozenset({"id"})
_NAMES = {
    "run.started": frozenset({"graph", "request_id"}),
    "message.start": frozenset({"id", "role"}),
    "tool.start": frozenset({"id", "message_id"}),
    "tool.result": frozenset({"id", "error"}),
    "usage": frozenset({"model"}),
    "run.finished": frozenset({"outcome"}),
}


# A tool is named by the model that calls it, which may make a name up.
_tool_name = re.compile(r"(?!.*[0-9]{4})[A-Za-z_][A-Za-z0-9_.:/-]{0,63}").fullmatch


class TextStream(Protocol):
    """Rewrites a text that comes in pieces; holds back what a later piece may change."""

    @property
    def held(self) -> int: ...

    def feed(self, piece: str, /) -> str: ...

    def close(self) -> str: ...


class Rewriter(Protocol):
    """Rewrites texts and JSON values: redacts them, or restores them."""

    def text(self, text: str, /) -> str: ...

    def json(self, value: Any, /) -> Any: ...

    def stream(self) -> TextStream: ...


class Chain:
    """Several rewriters as one, each after the one before it."""

    def __init__(self, rewriters: Sequence[Rewriter]) -> None:
        self._rewriters = rewriters

    def text(self, text: str) -> str:
        for rewriter in self._rewriters:
            text = rewriter.text(text)
        return text

    def json(self, value: Any) -> Any:
        for rewriter in self._rewriters:
            value = rewriter.json(value)
        return value

    def stream(self) -> TextStream:
        if len(self._rewriters) == 1:
            return self._rewriters[0].stream()
        return _ChainedStreams([rewriter.stream() for rewriter in self._rewriters])


class _ChainedStreams:
    def __init__(self, streams: Sequence[TextStream]) -> None:
        self._streams = streams

    @property
    def held(self) -> int:
        return sum(stream.held for stream in self._streams)

    def feed(self, piece: str) -> str:
        for stream in self._streams:
            piece = stream.feed(piece)
        return piece

    def close(self) -> str:
        rest = ""
        for stream in self._streams:
            rest = stream.feed(rest) + stream.close()
        return rest


class _Text:
    """One message that is being said: what came of it, and what was given on."""

    __slots__ = ("given", "stream", "taken")

    def __init__(self, stream: TextStream) -> None:
        self.stream = stream
        self.taken: list[str] = []
        self.given: list[str] = []

    def feed(self, piece: str) -> str:
        self.taken.append(piece)
        given = self.stream.feed(piece)
        self.given.append(given)
        return given

    def close(self) -> str:
        rest = self.stream.close()
        self.given.append(rest)
        return rest


class _Pieces(NamedTuple):
    """A text that custom events bring in pieces, with the last of them, empty."""

    id: Hashable
    stream: TextStream
    around: dict[str, Any]
    path: tuple[str, ...]

    def close(self) -> tuple[Said, bool]:
        """The rest of the text as one more piece, and whether there is any."""
        text = self.stream.close()
        return ("custom", with_piece(self.around, self.path, text)), bool(text)


class EventRewriter:
    """Rewrites the events of one run, in order.

    Each message and each thought has a stream of its own. What that holds back is said in one more delta
    before the end, whose whole text is what the deltas said. The pieces of a tool call's arguments are kept
    until the call is complete, and come as one.
    """

    def __init__(self, rewriter: Rewriter) -> None:
        self._rewriter = rewriter
        self._texts: dict[tuple[str, str], _Text] = {}
        self._called: set[str] = set()
        self._pieces: dict[Hashable, _Pieces] = {}

    def rest(self) -> list[tuple[Said, bool]]:
        """What is to be said at the end of each text that custom events have brought in pieces.

        With each, whether anything of it was held back; else the piece is empty.
        """
        rest = [pieces.close() for pieces in self._pieces.values()]
        self._pieces.clear()
        return rest

    def rewrite(self, event_type: str, data: dict[str, Any], *, cut: bool = False) -> list[Said]:
        """What is to be said in place of this event: nothing, it, or more.

        Args:
            cut: it ends something that did not come to its end, so that what is held back may be half an
                identifier. That is dropped.
        """
        kind, _, step = event_type.partition(".")
        if kind in ("message", "reasoning"):
            if step == "delta":
                return self._delta(kind, event_type, data)
            if step == "end":
                return self._end(kind, event_type, data, cut)
        elif event_type == "tool.args":
            self._called.add(data["id"])
            return []
        elif event_type == "tool.end":
            return self._tool_end(data, cut)
        elif event_type == "custom" and (piece := piece_of(data)) is not None:
            return self._piece(data, piece)
        return [(event_type, self._values(event_type, data))]

    def weight(self, event_type: str, data: dict[str, Any], limit: int) -> int:
        """About how many characters are to be read for this event; beyond `limit` it is not counted."""
        kind, _, step = event_type.partition(".")
        text = self._texts.get((kind, data.get("id", "")))
        held = 0 if text is None else text.stream.held
        return held + (len(data["text"]) if step == "delta" and "text" in data else weight(data, limit))

    def outcome(self, data: dict[str, Any]) -> dict[str, Any]:
        """The data of `run.finished`, which tells the questions as `interrupt` does."""
        questions = [self._values("interrupt", question) for question in data["interrupts"]]
        usage = data["usage"] and self._values("usage", data["usage"])
        return {**data, "output": self._value(data["output"]), "interrupts": questions, "usage": usage}

    def _delta(self, kind: str, event_type: str, data: dict[str, Any]) -> list[Said]:
        key = (kind, data["id"])
        if (text := self._texts.get(key)) is None:
            text = self._texts[key] = _Text(self._rewriter.stream())
        given = text.feed(data["text"])
        return [(event_type, {"id": data["id"], "text": given})] if given else []

    def _end(self, kind: str, event_type: str, data: dict[str, Any], cut: bool) -> list[Said]:
        text = self._texts.pop((kind, data["id"]), None)
        if text is None:
            return [(event_type, self._values(event_type, data))]
        said: list[Said] = []
        if not cut and (rest := text.close()):
            said.append((f"{kind}.delta", {"id": data["id"], "text": rest}))
        agrees = cut or "".join(text.taken) == data["text"]
        whole = "".join(text.given) if agrees else self._rewriter.text(data["text"])
        return [*said, (event_type, {"id": data["id"], "text": whole})]

    def _tool_end(self, data: dict[str, Any], cut: bool) -> list[Said]:
        args = self._arguments(data.get("args"), cut)
        said: list[Said] = []
        if data["id"] in self._called:
            self._called.remove(data["id"])
            delta = args if isinstance(args, str) else encode_json(args).decode()
            said.append(("tool.args", {"id": data["id"], "delta": delta}))
        name = self._tool_name(data["name"])
        return [*said, ("tool.end", {"id": data["id"], "name": name, "args": args})]

    def _arguments(self, args: Any, cut: bool) -> Any:
        if isinstance(args, str) and (cut or args.lstrip().startswith("{")):
            return UNREADABLE
        return self._value(args)

    def _values(self, event_type: str, data: dict[str, Any]) -> dict[str, Any]:
        if event_type == "custom":
            return self._custom(data)
        if event_type == "state.delta":
            return {**data, "ops": [self._operation(op) for op in data["ops"]]}
        if event_type in ("tool.start", "tool.result"):
            data = {**data, "name": self._tool_name(data["name"])}
            names = _NAMES[event_type] | {"name"}
        else:
            names = _NAMES.get(event_type, _ID)
        return {key: value if key in names else self._value(value) for key, value in data.items()}

    def _tool_name(self, name: str) -> str:
        return name if _tool_name(name) else self._rewriter.text(name)

    def _custom(self, data: dict[str, Any]) -> dict[str, Any]:
        """What the graph emits under a name is known by that name, as in an object."""
        return {"name": self._rewriter.text(data["name"]), "value": self._member(data["name"], data["value"])}

    def _piece(self, data: dict[str, Any], piece: Piece) -> list[Said]:
        """A piece of a text, of which the event says as much as is decided."""
        said: list[Said] = []
        open_ = self._pieces.get(piece.of)
        if open_ is not None and open_.id != piece.id:
            rest, held = open_.close()
            said, open_ = [rest] if held else [], None
        empty = with_piece(data, piece.path, "")
        around = {"name": self._rewriter.text(data["name"]), "value": self._value(empty["value"])}
        stream = self._rewriter.stream() if open_ is None else open_.stream
        self._pieces[piece.of] = _Pieces(piece.id, stream, around, piece.path)
        return [*said, ("custom", with_piece(around, piece.path, stream.feed(piece.text)))]

    def _operation(self, op: dict[str, Any]) -> dict[str, Any]:
        """One operation of a JSON Patch (RFC 6902); its value stands under the last name of its path."""
        if "value" not in op:
            return op
        names = [part for part in op["path"].split("/") if part and not part.isdigit() and part != "-"]
        name = names[-1].replace("~1", "/").replace("~0", "~") if names else ""
        return {**op, "value": self._member(name, op["value"])}

    def _member(self, name: str, value: Any) -> Any:
        (rewritten,) = self._rewriter.json({name: value}).values()
        return rewritten

    def _value(self, value: Any) -> Any:
        if isinstance(value, str):
            return self._rewriter.text(value)
        return value if value is None or isinstance(value, bool) else self._rewriter.json(value)


def aligned(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[tuple[str, str | None]]:
    """Each key of an object with what redaction has made of it; None where its member is gone."""
    made = iter(after)
    new = next(made, None)
    for key in before:
        if new is None or (new != key and new in before):
            yield key, None
            continue
        yield key, new
        new = next(made, None)


def weight(value: Any, limit: int) -> int:
    """About how many characters a JSON value holds; counts no further than `limit`."""
    total, waiting = 0, [value]
    while waiting and total <= limit:
        item = waiting.pop()
        if isinstance(item, str):
            total += len(item)
        elif isinstance(item, dict):
            total += sum(map(len, item))
            waiting.extend(item.values())
        elif isinstance(item, list):
            total += len(item)
            waiting.extend(item)
    return total
