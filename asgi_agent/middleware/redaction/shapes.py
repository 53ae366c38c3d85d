"""Where the pieces of texts stand in a JSON message of a stream, whoever's protocol it is.

The streams of OpenAI (chat, completions, responses), Anthropic, Gemini, Cohere, Ollama, AG-UI, the Vercel AI
SDK, LangGraph and LangServe, A2A, ACP, Dify and this package are read by what their messages have in common,
so that a stream which nobody has heard of is read by the same signs.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from asgi_agent.middleware.redaction.calls import Call, call_of
from asgi_agent.middleware.redaction.payloads import at
from asgi_agent.middleware.redaction.repeats import is_repeat
from asgi_agent.middleware.redaction.signs import (
    ALTERNATIVES,
    ARGUMENTS,
    BLOCK,
    ENVELOPES,
    GROUP_IDS,
    LASTS,
    NAMED,
    NOTED,
    NUMBERED,
    PARTIAL,
    PIECES,
    REASONS,
    SAID,
    SPEAKERS,
    TEXT_IDS,
    TOOLS,
    UNFINISHED,
    Saying,
    names_no_text,
    saying,
    type_of,
)

if TYPE_CHECKING:
    from collections.abc import Collection

Path = tuple[str | int, ...]
Ids = tuple[tuple[str, Any], ...]

_PARTIAL = (PARTIAL, True)
THINKS = ("thinks", True)
"""Tells what a model thinks from what it says."""

# How deep a member may stand to be taken for a piece although no sign says that it is one; and how deep, in
# what GraphQL's protocol for WebSockets puts around a result.
_SHALLOW = 3
_RESULT = ("payload", "data")


def are_unnamed(ids: Ids) -> bool:
    """Whether nothing but what kind of text it is tells a text from others."""
    return ids in ((), (THINKS,))


class Piece(NamedTuple):
    """A string that is a piece of a longer text.

    Attributes:
        path: where it stands in the message.
        text: tells its text from the others of the stream.
        ids: the ids by which that text is told apart.
        arguments: whether the text is a tool call's arguments, which can only be read as a whole.
        guess: whether nothing says for sure that it is a piece.
        unsaid: whether nothing says so at all, so that it may as well be a text of its own.
        grows: whether it is the beginning of a text, which later messages give again and longer.
    """

    path: Path
    text: tuple[Path, Ids]
    ids: Ids
    arguments: bool
    guess: bool
    unsaid: bool = False
    grows: bool = False


class Shape:
    """What a message of a stream holds.

    Attributes:
        pieces: strings that go on in other messages.
        named: where strings stand that the protocol or a program has chosen, and nobody has said.
        repeated: where a text is said again in another form, as `logprobs` do.
        values: whether there are other strings, which are whole.
        ends: the ids of texts that end with this message; an empty entry stands for all.
        ends_unnamed: whether texts that have no ids end with it.
        failed: whether it says that something went wrong.
        bare: whether it holds nothing beside its pieces that anybody might miss.
        grows: whether its pieces are the beginnings of texts, which later messages give again and longer.
    """

    __slots__ = (
        "bare", "ends", "ends_unnamed", "failed", "grows", "named", "pieces", "repeated", "values",
    )  # fmt: skip

    def __init__(self, pieces: list[Piece] | None = None, ends: list[Ids] | None = None) -> None:
        self.pieces = pieces or []
        self.named: list[Path] = []
        self.repeated: list[Path] = []
        self.values = False
        self.ends = ends or []
        self.ends_unnamed = False
        self.failed = False
        self.bare = True
        self.grows = False


class _Mode(IntEnum):
    """Which strings of an object are pieces."""

    WHOLE = 0
    """None but what is called a delta."""
    GUESS = 1
    """What can hold one, if it does not stand deep: for want of any sign."""
    HINT = 2
    """What can hold one: the message says that it is not the last."""
    SIGN = 3
    """What can hold one: something says that there is one."""
    UNNAMED = 4
    """What cannot but hold one: there is one, under no name that is known."""
    EVERY = 5
    """All: the object is itself a delta."""
    SO_FAR = 6
    """What can hold one: all that was said so far, beside what is new."""


class _Place(NamedTuple):
    """Where the reader is, and what stands around it.

    Attributes:
        pattern: the path, but the same for all messages that hold a piece of the same text.
        said: what the type of the nearest object that has one says.
        tool: whether `name` is the name of a tool.
    """

    path: Path
    pattern: Path
    ids: Ids
    said: Saying
    mode: _Mode
    tool: bool


def read(
    message: Any, event: str = "", *, guess: bool = True, begun: Collection[tuple[Path, Ids]] = ()
) -> Shape:
    """Read a message.

    Args:
        message: what its JSON text says.
        event: the name that its framing gives it.
        guess: take a member such as `text` for a piece although nothing says that it is one.
        begun: texts of which there have been pieces.
    """
    call = call_of(message)
    said = saying(call.name if call else (type_of(message) if type(message) is dict else "") or event)
    reader, ids = _Reader(begun, call), (THINKS,) if said.thinks else ()
    reader.read_all(message, _Place((), (), ids, said, _mode_of(said, guess=guess), False))
    if said.piece and reader.shape.values and not reader.shape.pieces:
        # It says that it brings a piece, and not by which name.
        reader = _Reader(begun, call)
        reader.read_all(message, _Place((), (), ids, said, _Mode.UNNAMED, False))
    reader.finish(message, said)
    return reader.shape


def _mode_of(said: Saying, *, guess: bool) -> _Mode:
    if said.grows:
        return _Mode.EVERY
    if said.piece:
        return _Mode.SIGN
    return _Mode.WHOLE if said.whole or said.ends or said.failed or not guess else _Mode.GUESS


class _Reader:
    """Goes through one message."""

    def __init__(self, begun: Collection[tuple[Path, Ids]], call: Call | None) -> None:
        self.shape = Shape()
        self._begun = begun
        self._call = call
        self._text_ids: dict[str, Any] = {}
        self._ids: set[tuple[str, Any]] = set()
        self._goes_on = False

    def read_all(self, message: Any, place: _Place) -> None:
        """Read the message as a whole."""
        if (call := self._call) is None:
            self.read(message, place)
            return
        self.shape.values, self.shape.bare = True, False  # the name itself, and what stands beside it
        place = place._replace(path=call.path, pattern=call.path)
        for step, item in enumerate(at(message, call.path)):
            if step < call.first or not item:
                continue
            if type(item) is str:
                self._string(call.name, item, place, step)
            else:
                path, pattern = (*call.path, step), (*call.path, call.name, step)
                self.read(item, place._replace(path=path, pattern=pattern))

    def read(self, value: Any, place: _Place) -> None:
        """Read what stands in a place."""
        if type(value) is dict:
            place = self._entered(value, place)
            for name, member in value.items():
                if type(member) is str:
                    if member:
                        self._string(name, member, place)
                elif is_repeat(name, member, last=value.get("done") is True):
                    self.shape.repeated.append((*place.path, name))
                elif type(member) is dict or type(member) is list:
                    self.shape.bare = self.shape.bare and not (member and name in NOTED) and name != BLOCK
                    inside = _inside(name, member, place)
                    if name == "message" and _goes_on(value):
                        inside, self.shape.bare = inside._replace(mode=_Mode.SO_FAR), False
                    self.read(member, inside)
        elif type(value) is list:
            for position, item in enumerate(value):
                self._item(position, item, place)

    def finish(self, message: Any, said: Saying) -> None:
        """Note what the message as a whole says."""
        shape = self.shape
        shape.grows = said.grows
        if self._call is not None:
            shape.failed = said.failed
        elif type(message) is dict:
            shape.failed = said.failed or bool(message.get("error"))
            if not shape.pieces and _answers(message):
                shape.ends.append(())
        # What an event is called means less than what it says: DashScope calls every one a result.
        ends = said.ends and not (self._goes_on and shape.pieces)
        if ends and (self._text_ids or said.ends_all):
            shape.ends.append(tuple(self._text_ids.items()))
        shape.ends_unnamed = ends and not self._text_ids
        if _PARTIAL not in self._ids:
            told = {*self._ids, _PARTIAL}
            shape.ends += [ids for _, ids in self._begun if _PARTIAL in ids and told.issuperset(ids)]
        shape.bare = shape.bare and not (shape.ends or shape.ends_unnamed or shape.values)

    def _entered(self, node: dict[str, Any], place: _Place) -> _Place:
        """The place of an object's members."""
        own = saying(type_of(node))
        said = own if own.piece or own.owns_id or own.owns_index else place.said
        mode, last = max(place.mode, _Mode.SIGN if own.piece else _Mode.WHOLE), False
        ids = (*place.ids, THINKS) if own.thinks and THINKS not in place.ids else place.ids
        for name, value in node.items():
            if name in REASONS or name in LASTS:
                if value is None or value is False or _is_unfinished(value):
                    mode = max(mode, _Mode.SIGN if name in REASONS else _Mode.HINT)
                    self._goes_on = True
                else:
                    last = last or value is True or (name in REASONS and bool(value))
            elif name == PARTIAL and value is True:
                mode, ids = max(mode, _Mode.HINT), (*ids, _PARTIAL)
                self._ids.add(_PARTIAL)
            elif name in ENVELOPES:
                mode = max(mode, _Mode.SIGN)
            elif name in ("generated_text", "state") and type(value) is str:
                last = last or (saying(value).ends if name == "state" else "token" in node)
            elif (label := _id_label(name, value, said, place.pattern)) is not None:
                ids = (*ids, (label, value))
                self._ids.add((label, value))
                if name not in GROUP_IDS and name not in SPEAKERS:
                    self._text_ids[label] = value
        if last:
            self.shape.ends.append(ids)
        if mode is _Mode.GUESS and "resourceType" in node:
            mode = _Mode.WHOLE
        return _Place(place.path, place.pattern, ids, said, mode, place.tool or said.arguments)

    def _string(self, name: str, value: str, place: _Place, step: int | None = None) -> None:
        path, text = (*place.path, name if step is None else step), ((*place.pattern, name), place.ids)
        if name in NAMED or (name == "name" and place.tool):
            self.shape.named.append(path)
        elif text in self._begun or _is_piece(name, value, place):
            arguments = name in ARGUMENTS or (place.said.arguments and name in ("delta", "input"))
            guess = place.mode <= _Mode.HINT and name not in PIECES
            unsaid = guess and place.mode is _Mode.GUESS
            grows = place.mode is _Mode.SO_FAR
            self.shape.pieces.append(Piece(path, text, place.ids, arguments, guess, unsaid, grows))
        else:
            self.shape.values = True

    def _item(self, position: int, item: Any, place: _Place) -> None:
        name = place.pattern[-1] if place.pattern else ""
        path, mode = (*place.path, position), place.mode
        if mode is _Mode.GUESS and name not in ALTERNATIVES:
            mode = _Mode.WHOLE
        if type(item) is str:
            if mode is _Mode.WHOLE or name not in SAID:
                self.shape.values = True
            elif item:
                text = (*place.pattern, position), place.ids
                self.shape.pieces.append(Piece(path, text, place.ids, False, False))
            return
        step: str | int = position
        if type(item) is dict:
            if "op" in item and "path" in item:
                # A JSON Patch (RFC 6902). Its values are whole, but where LangServe adds to a text.
                step, self.shape.bare = str(item["path"]), False
                mode = _Mode.SIGN if "/streamed_output" in step else _Mode.WHOLE
            elif "index" in item and name in NUMBERED:
                step = "*"
        self.read(item, place._replace(path=path, pattern=(*place.pattern, step), mode=mode))


def _goes_on(choice: dict[str, Any]) -> bool:
    """Whether it brings a piece, and is not the last to do so; Perplexity gives all so far beside it."""
    return type(choice.get("delta")) is dict and not any(map(choice.get, REASONS))


def _is_unfinished(reason: Any) -> bool:
    return type(reason) is str and reason.lower() in UNFINISHED


def _inside(name: str, member: dict[str, Any] | list[Any], place: _Place) -> _Place:
    mode = place.mode
    if name == "delta" and type(member) is dict:
        mode = _Mode.EVERY
    elif name == "messages":  # a conversation so far
        mode = _Mode.WHOLE
    elif name in PIECES or name == BLOCK:
        mode = max(mode, _Mode.SIGN)
    path, pattern = (*place.path, name), (*place.pattern, "delta" if name == BLOCK else name)
    return _Place(path, pattern, place.ids, place.said, mode, place.tool or name in TOOLS)


def _is_piece(name: str, value: str, place: _Place) -> bool:
    if place.mode is _Mode.EVERY or name == "delta":
        return True
    if place.mode in (_Mode.HINT, _Mode.SIGN, _Mode.SO_FAR):
        return name in SAID or name in ARGUMENTS
    if place.mode is _Mode.UNNAMED:
        return names_no_text(name) is None
    depth = len(place.path) - (len(_RESULT) - 1 if place.path[: len(_RESULT)] == _RESULT else 0)
    if place.mode is _Mode.WHOLE or depth >= _SHALLOW:
        return False
    # Whole values seldom begin or end with a space; most tokens do.
    return name in SAID or value[0].isspace() or value[-1].isspace()


def _id_label(name: str, value: Any, said: Saying, pattern: Path) -> str | None:
    """What an id is called among the ids of a text; None for what is none."""
    if type(value) is not str and type(value) is not int:
        return None
    if name in TEXT_IDS or name in GROUP_IDS or name in SPEAKERS or (name == "id" and said.owns_id):
        return name
    if name == "index" and pattern[-1:] == ("*",):
        return f"{pattern[-2]}.index"
    return name if name == "index" and said.owns_index else None


def _answers(message: dict[str, Any]) -> bool:
    """Whether this is the last word to a JSON-RPC request; A2A sends a result for every event."""
    result = message.get("result")
    return (
        "jsonrpc" in message
        and type(result) is dict
        and ENVELOPES.isdisjoint(result)
        and "kind" not in result
    )
