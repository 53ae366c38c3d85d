"""The messages of a stream, rewritten: each text that runs through them by itself, all else in place."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from asgi_agent.middleware.redaction.meetings import may_be_whole
from asgi_agent.middleware.redaction.moulds import Moulds
from asgi_agent.middleware.redaction.payloads import Payload, at, put, too_deep, written
from asgi_agent.middleware.redaction.problems import MalformedError, TooLargeError
from asgi_agent.middleware.redaction.repeats import without_repeats
from asgi_agent.middleware.redaction.shapes import THINKS, Piece, Shape, are_unnamed, read
from asgi_agent.middleware.redaction.signs import SAID, saying
from asgi_agent.middleware.redaction.texts import Slot, Text, WholeText
from asgi_agent.redaction.rewriting import UNREADABLE

if TYPE_CHECKING:
    from asgi_agent.middleware.redaction.rewriters import BodyRewriter
    from asgi_agent.middleware.redaction.shapes import Ids, Path

Carrier = TypeVar("Carrier")

# A tool call is held until it is complete, and a message that ends within a word until its text goes on.
MAX_HELD = 1024 * 1024

# Texts that have begun and not come to an end. Most protocols say when one has; where none does, the oldest
# of so many has.
MAX_TEXTS = 256

# From so many characters on, what is decided of a message does not wait for the rest of it.
_WORTH_SENDING = 24

_DONE = "[DONE]"
_ALL: list[Ids] = [()]
_RAW = Piece((), ((), ()), (), arguments=False, guess=True, unsaid=True)
_RAW_THOUGHT = _RAW._replace(text=((), (THINKS,)), ids=(THINKS,))


class Decided(NamedTuple, Generic[Carrier]):
    """A message that can leave.

    Attributes:
        carrier: what it came in.
        payload: the text that is to be in it.
        event: the name that its framing gives it.
    """

    carrier: Carrier
    payload: str
    event: str


class _Message(Generic[Carrier]):
    """A message that is being rewritten.

    Attributes:
        carrier: what it came in.
        payload: its text.
        event: the name that its framing gives it.
        value: what that says in JSON, or the text itself.
        is_json: which of the two.
        around: the text before and behind the value, where that is only a part of the message.
        changed: whether anything beside its pieces was changed.
        bare: whether it may be left out, or sent in two parts.
        guessed: the places of what may be texts of their own.
        slots: the places of its pieces, with what stood there; None where a part of it has left.
    """

    __slots__ = (
        "around", "bare", "carrier", "changed", "event", "guessed", "is_json", "payload", "slots", "value",
    )  # fmt: skip

    def __init__(self, carrier: Carrier, payload: str, event: str) -> None:
        self.carrier = carrier
        self.payload = payload
        self.event = event
        self.value: Any = payload
        self.is_json = False
        self.around = ("", "")
        self.changed = False
        self.bare = False
        self.guessed: list[Slot] = []
        self.slots: list[tuple[Path, str | None, Slot]] = []

    @property
    def waiting(self) -> bool:
        return any(slot.left for _, _, slot in self.slots)

    def render(self) -> str | None:
        """The message's text as far as it is decided; None where nothing is left to say."""
        if not self.changed and all(slot.text == piece for _, piece, slot in self.slots):
            return self.payload
        if self.bare and not any(slot.text for _, _, slot in self.slots):
            return None
        for path, _, slot in self.slots:
            self.value = put(self.value, path, slot.text)
        if not self.is_json:
            return str(self.value)
        before, after = self.around
        return before + written(self.value, self.payload) + after

    def begin(self) -> str | None:
        """A copy of the message with what is decided of its text, where that is worth one."""
        if not self.bare or len(self.slots) > 1 or len(self.slots[0][2].text) < _WORTH_SENDING:
            return None
        payload = self.render()
        path, _, slot = self.slots[0]
        slot.text = ""
        self.slots = [(path, None, slot)]
        return payload


class Messages(Generic[Carrier]):
    """Rewrites the messages of one stream.

    A message leaves when all of it is decided, which for most is at once. One that ends within a word, or
    within what may become an identifier, waits for the next message of its text, or for the text's end;
    others pass it by. So every message keeps its form, and no text moves from one to another.

    Args:
        rewriter: what to do with texts and values.
        guess: take the text of a message for a piece of a longer one although nothing says so. Not for
            messages which may be the last for a long time, such as those that a client types.
        separator: what stands between messages that are no JSON, as a line end does between lines.
    """

    def __init__(self, rewriter: BodyRewriter, *, guess: bool = True, separator: str = "") -> None:
        self._rewriter = rewriter
        self._guess = guess
        self._separator = separator
        self._texts: dict[tuple[Path, Ids], tuple[Text, Ids]] = {}
        self._waiting: list[_Message[Carrier]] = []
        self._moulds = Moulds()
        # Whether texts come as JSON strings, as the first did; None before that.
        self._quoted: bool | None = None
        self._signs = 0
        self._pieces = 0

    @property
    def waiting(self) -> int:
        """0 where all messages have left; else another number whenever a piece of a text has come."""
        return self._pieces if self._waiting else 0

    def take(self, carrier: Carrier, payload: str, event: str = "") -> list[Decided[Carrier]]:
        """Take the next message.

        Args:
            carrier: what the message came in, given back with it.
            payload: the message's text: JSON, or any other.
            event: the name that its framing gives it.

        Returns:
            The messages that can leave, in the order in which they came.

        Raises:
            TooLargeError: too much would have to wait.
            MalformedError: it is JSON that two readers may read differently.
        """
        if payload:
            self._signs = 0
        message = _Message(carrier, payload, event)
        shape = self._read(message)
        if shape.failed:  # what was said last may have been cut off, within an identifier
            self.drop()
        for piece in shape.pieces:
            self._feed(message, piece, shape)
        self._waiting.append(message)
        if shape.ends or shape.ends_unnamed:
            self._end(shape.ends, unnamed=shape.ends_unnamed)
        return self._decided()

    def close(self) -> list[Decided[Carrier]]:
        """The stream is at its end: all messages that are left."""
        self._end(_ALL)
        return self._decided()

    def rest(self) -> list[Decided[Carrier]]:
        """It has been silent for so long that what nobody calls a piece is whole."""
        for key, (text, _) in list(self._texts.items()):
            if text.is_guess:
                text.close()
                del self._texts[key]
        return self._decided()

    def rest_at_second_sign(self) -> list[Decided[Carrier]]:
        """A sign of life has come, and no message; after two in a row, see `rest`.

        Those come every so many seconds, and no model pauses so long within a word.
        """
        self._signs += 1
        return self.rest() if self._signs > 1 else self._decided()

    def drop(self) -> None:
        """What is waiting will not leave."""
        self._texts.clear()
        self._waiting.clear()

    def _read(self, message: _Message[Carrier]) -> Shape:
        payload, event = message.payload, message.event
        if (known := self._moulds.find(payload, event)) is not None:
            mould, literal = known
            message.value, message.around = json.loads(literal), (mould.before, mould.after)
            message.is_json, message.bare = True, not mould.piece.guess
            return Shape([mould.piece])
        if not payload or payload.strip() == _DONE:
            return _ending(Shape(ends=_ALL if payload else []), event)
        read_payload = Payload(payload)
        value = read_payload.value
        if value is None or self._goes_on(value):
            return _ending(self._read_text(message), event)
        message.value, message.is_json = value, True
        if isinstance(value, str):
            return self._read_text(message)
        return self._read_value(message, exact=read_payload.exact)

    def _goes_on(self, value: Any) -> bool:
        """Whether what reads as JSON is a piece of what is being said: `[1]`, or a word in quotes."""
        if type(value) is str:
            return self._guess and self._quoted is False
        return (
            type(value) is list
            and _RAW.text in self._texts
            and not any(isinstance(item, dict | list | str) for item in value)
        )

    def _read_text(self, message: _Message[Carrier]) -> Shape:
        if self._guess:
            self._quoted = message.is_json if self._quoted is None else self._quoted
            return Shape([_RAW_THOUGHT if saying(message.event).thinks else _RAW])
        message.value = self._rewriter.text(message.value)
        message.changed = True
        return Shape()

    def _read_value(self, message: _Message[Carrier], *, exact: bool) -> Shape:
        try:
            shape = read(message.value, message.event, guess=self._guess, begun=self._texts)
        except RecursionError:
            raise too_deep() from None
        if not shape.pieces or any(self._is_value(message, piece) for piece in shape.pieces):
            shape.pieces = []
            self._rewrite_whole(message)
            return shape
        if not exact:
            raise MalformedError("a message of the stream cannot be written again as it was")
        message.bare = shape.bare and not any(piece.guess for piece in shape.pieces)
        self._rewrite_values(message, shape)
        if shape.bare and len(shape.pieces) == 1 and not (shape.repeated or shape.grows):
            piece = shape.pieces[0]
            self._moulds.learn(message.payload, message.event, piece, at(message.value, piece.path))
        return shape

    def _is_value(self, message: _Message[Carrier], piece: Piece) -> bool:
        """Whether what is taken for a piece is by its name an identifier as a whole."""
        name = piece.text[0][-1]
        if not piece.guess or name in SAID or piece.text in self._texts:
            return False
        member = {name: at(message.value, piece.path)}
        return bool(self._rewriter.json(member) != member)

    def _rewrite_whole(self, message: _Message[Carrier]) -> None:
        """Rewrite a message that brings no piece, where it is written."""
        said_once = without_repeats(message.payload).encode("utf-8", "surrogateescape")
        document = self._rewriter.document(said_once, "application/json")
        message.payload = document.decode("utf-8", "surrogateescape")

    def _rewrite_values(self, message: _Message[Carrier], shape: Shape) -> None:
        """Rewrite what is whole beside the pieces, and take out what repeats a text."""
        for path in shape.repeated:
            empty: Any = [] if isinstance(at(message.value, path), list) else None
            message.value = put(message.value, path, empty)
            message.changed = True
        if not shape.values:
            return
        aside = [*((piece.path) for piece in shape.pieces), *shape.named]
        kept = [(path, at(message.value, path)) for path in aside]
        for path in aside:
            message.value = put(message.value, path, None)
        rewritten = self._rewriter.json(message.value)
        message.changed = message.changed or rewritten != message.value
        # What was not rewritten is shared with the old value, which nobody needs any more.
        message.value = rewritten
        try:
            for path, value in kept:
                message.value = put(message.value, path, value)
        except LookupError:
            raise MalformedError("a piece of a text stands under an identifier") from None

    def _feed(self, message: _Message[Carrier], piece: Piece, shape: Shape) -> None:
        self._pieces += 1
        said = at(message.value, piece.path) + ("" if message.is_json else self._separator)
        if shape.grows or piece.grows:
            slot = Slot("")
            slot.text = self._rewriter.stream().feed(said)
        elif piece.unsaid:
            slot = self._guessed(piece, said)
            if may_be_whole(said):
                message.guessed.append(slot)
        else:
            if "delta" not in piece.text[0] and self._text(piece).is_said_again(said):
                del self._texts[piece.text]
            slot = self._text(piece).feed(said)
        message.slots.append((piece.path, said, slot))

    def _guessed(self, piece: Piece, said: str) -> Slot:
        """The place of what may go on with the text so far; else that is at its end, and another begins."""
        text = self._text(piece)
        if (slot := text.guess(said)) is not None:
            return slot
        del self._texts[piece.text]
        slot = self._text(piece).guess(said)
        assert slot is not None
        return slot

    def _text(self, piece: Piece) -> Text:
        if (begun := self._texts.get(piece.text)) is not None:
            return begun[0]
        if len(self._texts) >= MAX_TEXTS:
            self._texts.pop(next(iter(self._texts)))[0].close()
        text = Text(WholeText(self._arguments) if piece.arguments else self._rewriter.stream())
        self._texts[piece.text] = text, piece.ids
        return text

    def _arguments(self, text: str) -> str:
        if text.lstrip().startswith(("{", "[")) and not isinstance(Payload(text).value, dict | list):
            return UNREADABLE
        return self._rewriter.text(text)

    def _end(self, ends: list[Ids], *, unnamed: bool = False) -> None:
        for key, (text, ids) in list(self._texts.items()):
            if (unnamed and are_unnamed(ids)) or any(_ends(end, ids) for end in ends):
                text.close()
                del self._texts[key]

    def _decided(self) -> list[Decided[Carrier]]:
        decided: list[Decided[Carrier]] = []
        waiting, held = [], 0
        for message in self._waiting:
            if message.waiting:
                waiting.append(message)
                held += len(message.payload)
                payload = message.begin()
            else:
                for slot in message.guessed:
                    if slot.alone:
                        slot.text = self._rewriter.again(slot.text)
                payload = message.render()
            if payload is not None:
                if not message.is_json:
                    payload = payload.removesuffix(self._separator)
                decided.append(Decided(message.carrier, payload, message.event))
        if held > MAX_HELD:
            raise TooLargeError("too much of the stream would have to wait")
        self._waiting = waiting
        return decided


def _ending(shape: Shape, event: str) -> Shape:
    """The shape of what is no JSON, where the name of its event says that it is the last."""
    said = saying(event)
    if said.ends_all or said.failed:
        shape.ends, shape.failed = _ALL, said.failed
    return shape


def _ends(end: Ids, ids: Ids) -> bool:
    """Whether a text of these ids ends: all that both name agree, and there is one, or all texts end."""
    of_text = dict(ids)
    shared = [(name, value) for name, value in end if name in of_text]
    return not end or (bool(shared) and all(of_text[name] == value for name, value in shared))
