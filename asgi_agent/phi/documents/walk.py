"""The walk over a JSON tree: first what keys and paths say, then the free text of all other strings."""

from __future__ import annotations

import re
from itertools import chain, repeat
from typing import TYPE_CHECKING, NamedTuple, Protocol

from asgi_agent.phi.documents import looks
from asgi_agent.phi.documents.dicom import is_element
from asgi_agent.phi.documents.known import kept, remember, settled
from asgi_agent.phi.documents.markup import find_in_markup
from asgi_agent.phi.documents.reading import find_each
from asgi_agent.phi.documents.tree import MAX_DEPTH, Members, Number, TooDeepError, Tree, leaves
from asgi_agent.phi.documents.verdict import KEEP, TEXT, Form, Kind, Verdict, identifier
from asgi_agent.phi.spans import Label, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from asgi_agent.phi.session import Session

# A key that is no plain name: with a space, an at sign, or digits enough for a number of somebody.
_odd_key = re.compile(r"[\s@]|(?:\d\D?){5}").search
_uuid = re.compile(r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}").fullmatch
_LONGEST_HEAD = 40
_EMBEDDED = identifier(Label.PHOTO, "json.data")


class Context(Protocol):
    """Knows what the members of an object mean, by its place in the document."""

    def judge(self, members: Members) -> Iterator[tuple[Verdict, Context]]:
        """For each member what is done with its value, and the context of an object in it."""
        ...


class Inner(Protocol):
    """A document within a string."""

    def spans(self) -> list[Span]:
        """What was found, at offsets into the string."""
        ...

    def edits(self) -> list[tuple[int, int, str]]:
        """What is to be replaced in the string, and by what."""
        ...


class Whole(NamedTuple):
    """A string or number that is an identifier by its place in the document."""

    span: Span
    value: str
    form: Form | None
    key: int
    """The number of the key that it is the value of; -1 for an item of an array."""


class Walk:
    """What was found in a tree, by the number of the string, key or number that it was found in.

    Args:
        session: redacts; what keys say is found again in the free text of the session.
        enter: the context for an object: another one where the object says so, a FHIR resource say.
        inner: reads a string that is a document in itself; None where it is none.
    """

    def __init__(
        self,
        session: Session,
        enter: Callable[[Context, Members], Context],
        inner: Callable[[str, Context], Inner | None],
    ) -> None:
        self._session = session
        self._enter = enter
        self._inner = inner
        self._count = 0
        # Of a key, the keys beside it as well: no two become one.
        self._texts: list[tuple[int, str, Kind, dict[str, int] | None]] = []
        self.whole: dict[int, Whole] = {}
        self.inner: dict[int, Inner] = {}
        self.found: dict[int, list[Span]] = {}
        self.dropped: dict[int, Span] = {}
        """By the number of its key: what goes with all that is in it."""
        self._strings: dict[int, tuple[str, dict[str, int] | None]] = {}

    def gather(self, tree: Tree, context: Context) -> None:
        """First pass: decide by key and path, and remember what was decided on."""
        try:
            self._value(tree, TEXT, context, 0)
        except RecursionError:  # documents within documents, or a caller that is deep down already
            raise TooDeepError("nested too deeply to be read") from None

    def read(self) -> None:
        """Second pass: read the free text."""
        together = find_each(self._session, [text for _, text, kind, _ in self._texts if kind is Kind.TEXT])
        for number, text, kind, keys in self._texts:
            spans = find_in_markup(self._session, text) if kind is Kind.MARKUP else together.get(text)
            if spans:
                self.found[number] = spans
                self._strings[number] = (text, keys)
        self._texts.clear()

    def changed(self) -> list[int]:
        """The numbers of what something was found in, in the order of the text."""
        return sorted([*self.whole, *self.found, *self.inner, *self.dropped])

    def spans(self, number: int) -> list[Span]:
        """What was found there, at offsets into the string."""
        if (span := self.dropped.get(number)) is not None:
            return [span]
        if (whole := self.whole.get(number)) is not None:
            return [whole.span]
        return self.inner[number].spans() if number in self.inner else self.found[number]

    def make(self, number: int) -> str | int | None:
        """What stands for a value that is an identifier by its place; None if its member is to go."""
        span, text, form, key = self.whole[number]
        value = text[span.start : span.end]
        made = self._session.replaced(value, span)
        # An array keeps its length.
        formed = made if form is None else form(value, made)
        if formed is None and key < 0:
            formed = made
        return text[: span.start] + formed + text[span.end :] if isinstance(formed, str) else formed

    def edits(self, number: int) -> list[tuple[int, int, str]]:
        """What is to be replaced in a string or key, and by what."""
        if number in self.inner:
            return self.inner[number].edits()
        text, keys = self._strings[number]
        spans = self.found[number]
        edits = [
            (span.start, span.end, self._session.replaced(text[span.start : span.end], span))
            for span in spans
        ]
        if keys is not None and (suffix := _distinct(apply(text, edits), keys)):
            edits.append((len(text), len(text), suffix))
        return edits

    def count(self, number: int) -> None:
        """A member was dropped."""
        self._session.counts[self.dropped[number].label] += 1

    def _value(self, value: Tree, verdict: Verdict, context: Context, depth: int, key: int = -1) -> None:
        if isinstance(value, str):
            self._leaf(value, verdict, context, key)
        elif isinstance(value, tuple | list):
            if depth > MAX_DEPTH:
                raise TooDeepError(f"nested deeper than {MAX_DEPTH}")
            if isinstance(value, tuple):
                self._object(value, context, depth + 1)
            else:
                self._array(value, verdict, context, depth + 1)

    def _array(self, items: list[Tree], verdict: Verdict, context: Context, depth: int) -> None:
        of_rows = verdict
        if not verdict.columns and (head := _head(items)) is not None:
            columns = tuple(column for column, _ in context.judge(head))
            if sum(column.kind is Kind.VALUE for column in columns) > 1:  # one may be a value by chance
                of_rows = verdict._replace(columns=columns)
        for item in items:
            self._item(item, verdict, context, depth)
            verdict = of_rows

    def _item(self, item: Tree, verdict: Verdict, context: Context, depth: int) -> None:
        if not (verdict.columns and isinstance(item, list)):
            self._value(item, verdict, context, depth)
            return
        columns = chain(verdict.columns, repeat(TEXT))
        for cell, column in zip(item, columns, strict=False):
            self._value(cell, column, context, depth + 1)

    def _object(self, members: Members, context: Context, depth: int) -> None:
        context = self._enter(context, members)
        keys: dict[str, int] = {}
        for (key, value), (verdict, within) in zip(members, context.judge(members), strict=True):
            number = self._key(key, value, keys, members)
            if verdict.kind is Kind.DROP and value is not None and not isinstance(value, bool):
                if self._drop(number, verdict):
                    self._count += leaves(value)
                    continue
                verdict = KEEP
            self._value(value, verdict, within, depth, number)

    def _key(self, key: str, value: Tree, keys: dict[str, int], members: Members) -> int:
        number = self._next()
        if _odd_key(key) and not _uuid(key) and not is_element(key, value):
            if not keys:
                keys.update((name, 1) for name, _ in members)
            self._texts.append((number, key, Kind.TEXT, keys))
        return number

    def _drop(self, number: int, verdict: Verdict) -> bool:
        assert verdict.label is not None
        span = Span(0, 0, verdict.label, 1.0, verdict.rule)
        if self._session.wanted(span):
            self.dropped[number] = span
            return True
        return False

    def _leaf(self, value: str, verdict: Verdict, context: Context, key: int) -> None:
        number = self._next()
        verdict = verdict.on(value)
        if verdict.kind is Kind.TEXT and looks.embedded(value):
            verdict = _EMBEDDED
        if verdict.kind is Kind.VALUE and not self._identify(number, value, verdict, key):
            assert verdict.label is not None
            verdict = KEEP if kept(value, verdict.label) else TEXT
        if isinstance(value, Number) or not value:
            return
        if verdict.kind is Kind.MARKUP:
            self._texts.append((number, value, Kind.MARKUP, None))
        elif verdict.kind is Kind.TEXT:
            if (inner := self._inner(value, context)) is None:
                self._texts.append((number, value, Kind.TEXT, None))
            else:
                self.inner[number] = inner

    def _identify(self, number: int, value: str, verdict: Verdict, key: int) -> bool:
        """Note a value as an identifier; False where the policy keeps those."""
        assert verdict.label is not None
        if verdict.label is Label.ZIP and isinstance(value, Number):
            value = value.zfill(5)  # numbers lose their zeros
        start, end = verdict.part(value) if verdict.part else (0, len(value))
        span = Span(start, end, verdict.label, 1.0, verdict.rule)
        if not self._session.wanted(span):
            return False
        identified = value[start:end]
        if looks.anything(identified) and not settled(identified, verdict.label, self._session.policy):
            remember(self._session.memory, identified, verdict.label)
            self.whole[number] = Whole(span, str(value), verdict.form, key)
        return True

    def _next(self) -> int:
        number = self._count
        self._count += 1
        return number


def _head(rows: list[Tree]) -> Members | None:
    """The cells of the first row, as members of an object, where all rows are as long as it at most."""
    if len(rows) < 2 or not isinstance(head := rows[0], list) or len(head) < 2:
        return None
    if not all(isinstance(row, list) and len(row) <= len(head) for row in rows):
        return None
    return tuple([(str(cell), None) for cell in head]) if all(map(_is_head, head)) else None


def _is_head(cell: Tree) -> bool:
    return isinstance(cell, str) and not isinstance(cell, Number) and len(cell) <= _LONGEST_HEAD


def _distinct(key: str, keys: dict[str, int]) -> str:
    """What to add to a key that has been redacted, so that its object has no other like it.

    Args:
        key: what it has become.
        keys: the keys of the object, with the last number that was tried for each: thousands may be alike.
    """
    count = keys.get(key, 0)
    suffix = ""
    while key + suffix in keys:
        count += 1
        suffix = f" ({count})"
    keys[key] = max(count, 1)
    keys[key + suffix] = max(keys.get(key + suffix, 0), 1)
    return suffix


def apply(text: str, edits: Iterable[tuple[int, int, str]]) -> str:
    """Replace parts of a text, in order."""
    parts, done = [], 0
    for start, end, new in edits:
        parts += [text[done:start], new]
        done = end
    return "".join([*parts, text[done:]])
