"""JSON by key and by content: in a text, where all else stays byte for byte, and in Python values.

Two passes: what keys and paths say goes first, and is then looked for in the free text of all other strings,
wherever in the document they stand. A string that is itself a JSON document, an HL7 v2 message or text in
base64 is read as that. Numbers are looked at under a key that makes them identifiers, and become strings
there; no other number is touched. Members with the same key are all redacted, and all kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from asgi_agent.phi.documents.encoded import EncodedText, decoded
from asgi_agent.phi.documents.grammar import PROTOCOL_KEYS, Grammar
from asgi_agent.phi.documents.hl7 import HL7Text, is_hl7
from asgi_agent.phi.documents.incremental import prefix_of
from asgi_agent.phi.documents.literal import escaped, literal_of, literals, member, places, value_after
from asgi_agent.phi.documents.pasted import pasted
from asgi_agent.phi.documents.tree import NotJSONError, TooDeepError, leaves, parse, tree_of
from asgi_agent.phi.documents.walk import Inner, Walk, apply

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from asgi_agent.phi.documents.walk import Context
    from asgi_agent.phi.session import Session
    from asgi_agent.phi.spans import Span

MAX_NESTING = 4
"""Documents within strings of documents; a tool's arguments in a message in a log line are three."""

LOGPROBS = frozenset(["logprobs", "top_logprobs"])
"""Members of a chat completion that hold the tokens of its text once more: for `drop`."""

_TOO_MANY = f"more than {MAX_NESTING} documents within one another"
_GONE = object()
_OPENING = ("{", "[", '"{', '"[', '"\\"')


def redact_json_text(
    text: str,
    session: Session,
    *,
    keep: Collection[str] = PROTOCOL_KEYS,
    drop: Collection[str] = (),
    completion: str = "",
) -> str:
    """Redact a JSON text; where nothing is found it is given back as it is.

    Args:
        text: one JSON value.
        session: what to look for, and what to put in its place.
        keep: keys of the protocol that carries the document. Their values stay where they look technical: no
            spaces, no number as people have them, and ids no capitals without a digit either. So
            `"thread_id": "John Smith"` is read as text, and `"thread_id": "john-smith"` stays.
        drop: keys whose members go, with all that is in them, unless they are null.
        completion: what the text lacks to be complete, from `JSONPrefix.completion`; it is not given back.

    Raises:
        NotJSONError: the text is no JSON.
        TooDeepError: it is nested deeper than is read.
    """
    edits = JSONText(text + completion, session, Grammar(session, keep, drop)).edits()
    if completion:
        edits = [edit for edit in edits if edit[0] < len(text)]
    return apply(text, edits) if edits else text


def find_json(
    text: str, session: Session, *, keep: Collection[str] = PROTOCOL_KEYS, drop: Collection[str] = ()
) -> list[Span]:
    """Find the identifiers in a JSON text, at offsets into the text as it stands, escapes and all.

    A string that is an identifier as a whole is found without its quotes. Arguments and errors as for
    `redact_json_text`.
    """
    return JSONText(text, session, Grammar(session, keep, drop)).spans()


def redact_json_value(
    value: Any,
    session: Session,
    *,
    keep: Collection[str] = PROTOCOL_KEYS,
    drop: Collection[str] = (),
) -> Any:
    """Redact a value of dicts, lists, strings, numbers, booleans and None; it is not changed itself.

    What holds no identifier is part of the result as it is, not copied. Arguments as for `redact_json_text`.

    Raises:
        NotJSONError: something else is in the value: what cannot be read is not passed.
        TooDeepError: it is nested deeper than is read, or holds itself.
    """
    grammar = Grammar(session, keep, drop)
    tree = tree_of(value)
    walk = Walk(session, grammar.enter, _Inside(session, grammar, 0).read)
    walk.gather(tree, grammar.top())
    walk.read()
    return _Rebuilding(walk).rebuilt(value) if walk.changed() else value


def holds_document(text: str, session: Session) -> bool:
    """Whether a string of a JSON value is read by the structure of a document that it is, or that is in it.

    Raises:
        TooDeepError: it is one that is nested deeper than is read.
    """
    grammar = Grammar(session, PROTOCOL_KEYS, ())
    return _Inside(session, grammar, 0).read(text, grammar.top()) is not None


class _Inside:
    """Reads strings that are documents."""

    def __init__(self, session: Session, grammar: Grammar, nesting: int) -> None:
        self._session = session
        self._grammar = grammar
        self._nesting = nesting

    def read(self, value: str, context: Context) -> Inner | None:
        if is_hl7(value):
            return HL7Text(value, self._session)
        if not value.lstrip("\ufeff \t\r\n").startswith(_OPENING):
            return self._encoded(value, context) or self._pasted(value, context)
        return self._json(value, context) or self._pasted(value, context)

    def _json(self, value: str, context: Context) -> Inner | None:
        try:
            if self._nesting == MAX_NESTING:
                parse(value)
                raise TooDeepError(_TOO_MANY)
            return JSONText(value, self._session, self._grammar, context, self._nesting + 1)
        except NotJSONError:
            return None
        except TooDeepError:
            if _may_be_whole(value):
                raise
            return None

    def _pasted(self, value: str, context: Context) -> Inner | None:
        if self._nesting == MAX_NESTING:
            return None
        return pasted(value, self._session, lambda part: self._part(part, context))

    def _part(self, value: str, context: Context) -> Inner | None:
        if is_hl7(value):
            return HL7Text(value, self._session)
        try:
            return self._json(value, context)
        except TooDeepError:  # that is for whole documents to say; this is text still
            return None

    def _encoded(self, value: str, context: Context) -> Inner | None:
        text = decoded(value)
        if text is None:
            return None
        if self._nesting == MAX_NESTING:
            raise TooDeepError(_TOO_MANY)
        inner = _Inside(self._session, self._grammar, self._nesting + 1).read(text, context)
        return EncodedText(value, text, inner, self._session)


def _may_be_whole(value: str) -> bool:
    """Whether it is not only brackets in a row; documents in a literal are judged when that is read."""
    return value.lstrip("\ufeff \t\r\n").startswith('"') or prefix_of(value).state == "complete"


class JSONText:
    """A JSON text that has been read once, for its keys; the free text is read when it is asked for.

    Raises:
        NotJSONError: the text is no JSON.
        TooDeepError: it is nested deeper than is read.
    """

    def __init__(
        self,
        text: str,
        session: Session,
        grammar: Grammar,
        context: Context | None = None,
        nesting: int = 0,
    ) -> None:
        self._text = text
        self._session = session
        self._walk = Walk(session, grammar.enter, _Inside(session, grammar, nesting).read)
        self._walk.gather(parse(text), context or grammar.top())

    def spans(self) -> list[Span]:
        """What is found, at offsets into the text."""
        self._walk.read()
        return [span for number, (start, end) in self._changed() for span in self._placed(number, start, end)]

    def edits(self) -> list[tuple[int, int, str]]:
        """What is to be replaced, and by what; it is counted as replaced."""
        self._walk.read()
        edits: list[tuple[int, int, str]] = []
        for number, (start, end) in self._changed():
            if number in self._walk.dropped:
                self._walk.count(number)
                _cut(edits, self._text, start, value_after(self._text, end)[1])
            elif number in self._walk.whole:
                self._replace(edits, number, start, end)
            else:
                at = places(self._text, start, end) or range(start + 1, end)
                parts = self._walk.edits(number)
                edits += [(at[first], at[last], escaped(new)) for first, last, new in parts]
        return edits

    def _changed(self) -> Iterator[tuple[int, tuple[int, int]]]:
        """The numbers of what was found, with the places of their literals."""
        if numbers := self._walk.changed():
            self._literals = [match.span() for match in literals(self._text)]
            yield from ((number, self._literals[number]) for number in numbers)

    def _placed(self, number: int, start: int, end: int) -> Iterator[Span]:
        spans = self._walk.spans(number)
        if number in self._walk.dropped:
            start, end = value_after(self._text, end)
        elif self._text[start] == '"':
            at = places(self._text, start, end) or range(start + 1, end)
            yield from (span._replace(start=at[span.start], end=at[span.end]) for span in spans)
            return
        yield from (span._replace(start=start, end=end) for span in spans)

    def _replace(self, edits: list[tuple[int, int, str]], number: int, start: int, end: int) -> None:
        made = self._walk.make(number)
        if made is None:
            _cut(edits, self._text, self._literals[self._walk.whole[number].key][0], end)
        elif isinstance(made, int) or self._text[start] != '"':
            edits.append((start, end, literal_of(made)))
        else:
            edits.append((start + 1, end - 1, escaped(made)))


def _cut(edits: list[tuple[int, int, str]], text: str, start: int, end: int) -> None:
    """Cut out a member, and what was to be done within it or joins it."""
    before = edits[-1] if edits and edits[-1][2] == "" else None
    start, end = member(text, start, end, before and before[:2])
    while edits and edits[-1][0] >= start:
        edits.pop()
    edits.append((start, end, ""))


class _Rebuilding:
    """Makes a copy of a Python value with what a walk has found in it replaced."""

    def __init__(self, walk: Walk) -> None:
        self._walk = walk
        self._changed = frozenset(walk.changed())
        self._count = 0

    def rebuilt(self, value: Any) -> Any:
        """The value with its identifiers replaced; itself where it has none. `_GONE` if it is to go."""
        if isinstance(value, str):
            return self._string(value)
        if isinstance(value, bool) or value is None:
            return value
        if isinstance(value, Mapping):
            return self._mapping(value)
        if isinstance(value, list | tuple):
            items = [self.rebuilt(item) for item in value]
            if all(new is old for new, old in zip(items, value, strict=True)):
                return value
            return items if isinstance(value, list) else tuple(items)
        number = self._next()
        return self._whole(number) if number in self._changed else value

    def _string(self, value: str) -> Any:
        number = self._next()
        if number not in self._changed:
            return value
        return self._whole(number) if number in self._walk.whole else apply(value, self._walk.edits(number))

    def _mapping(self, value: Mapping[Any, Any]) -> Mapping[Any, Any]:
        rebuilt: dict[Any, Any] = {}
        changed = False
        for key, item in value.items():
            number = self._next()
            if number in self._walk.dropped:
                self._walk.count(number)
                self._count += leaves(tree_of(item))
                changed = True
                continue
            new_key = apply(str(key), self._walk.edits(number)) if number in self._changed else key
            new = self.rebuilt(item)
            changed = changed or new is not item or new_key is not key
            if new is not _GONE:
                rebuilt[new_key] = new
        return rebuilt if changed else value

    def _whole(self, number: int) -> Any:
        made = self._walk.make(number)
        return _GONE if made is None else made

    def _next(self) -> int:
        number = self._count
        self._count += 1
        return number
