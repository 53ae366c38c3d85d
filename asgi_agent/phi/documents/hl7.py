"""HL7 v2 messages, read by segment, field and component.

The separators and escapes are those that the message declares. What stays: codes, units, numbers, states and
countries, prefixes and degrees, who assigned a number, the routing in MSH. Dates become their year, which
every version of the standard allows, or nothing where that is more than 89 years ago. Notes, observations of
text, and all fields that no table names are read as free text, whose dates go as well.

Segments may end in carriage return, line feed or both; batches, several messages in one text and the frame of
MLLP are passed over. A line that is no segment, as line breaks in free text leave them, is read as text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from asgi_agent.phi.documents import looks
from asgi_agent.phi.documents.hl7_tables import IDENTIFIER_TYPES, OBSERVED, SEGMENTS, TYPES, Field
from asgi_agent.phi.documents.keys import Needs, meaning
from asgi_agent.phi.documents.known import kept, remember, settled
from asgi_agent.phi.documents.masked import Mark, find_in_masked
from asgi_agent.phi.documents.walk import apply
from asgi_agent.phi.replacement import generalised
from asgi_agent.phi.spans import Label, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asgi_agent.phi.session import Session

_head = re.compile(r"[\s\x0b\ufeff]*(?:MSH|FHS|BHS)[^\w\s]").match
_line = re.compile(r"[^\r\n\x0b\x1c]+").finditer
# A message that was pasted may have other ends of segments, or none: written as escapes, or become spaces.
_flattened = re.compile(
    r"(?:\\[rn]|<[Cc][Rr]>|&#(?:1[03]|[xX][aAdD]);|[ \t])++"
    r"(?P<ends>(?=(?:" + "|".join(SEGMENTS) + r"|Z[A-Z0-9]{2})\|))?"
).finditer
_segment = re.compile(r"[A-Z][A-Z0-9]{2}(?=[^\w\s]|$)").match
_declaring = frozenset(["MSH", "FHS", "BHS"])
_date = re.compile(
    r"(?:1[89]|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:\d{4,6}(?:\.\d{1,4})?)?(?:[+-]\d{4})?"
).fullmatch
_partial_date = re.compile(r"\d{4}(?:\d\d(?:\d\d(?:\d{2,6}(?:\.\d{1,4})?)?)?)?(?:[+-]\d{4})?").fullmatch
_parameter = re.compile(r"@?([A-Z][A-Z0-9]{2})\.(\d{1,3})(?:\.(\d{1,3}))?(?:\.\d{1,3})?").match
_SCHEMES = frozenset(["", "M10", "M11", "ISO", "NPI", "BCV"])  # of check digits, table 0061
_TEXT = Field("TX", None)
_NULL = '""'


def is_hl7(text: str) -> bool:
    """Whether a text begins as an HL7 v2 message, batch or file does."""
    return bool(_head(text))


def redact_hl7(text: str, session: Session) -> str:
    """Redact the HL7 v2 messages in a text, which may be cut short; all else stays as it is."""
    edits = HL7Text(text, session).edits()
    return apply(text, edits) if edits else text


def find_hl7(text: str, session: Session) -> list[Span]:
    """Find the identifiers in the HL7 v2 messages of a text, at offsets into the text as it stands."""
    return HL7Text(text, session).spans()


class _Separators(NamedTuple):
    field: str = "|"
    component: str = "^"
    repetition: str = "~"
    escape: str = "\\"
    subcomponent: str = "&"

    @classmethod
    def declared(cls, segment: str) -> _Separators:
        """The separators that the head of a message declares; the usual ones for those that it does not."""
        given = segment[3:4] + segment[4:8].split(segment[3], 1)[0]
        return cls(*given[:5])

    def escapes(self, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """The escape sequences in a part of the text."""
        return re.compile(self._escape()).finditer(text, start, end)

    def marks(self, text: str, part: _Part) -> Iterator[Mark]:
        """The escape sequences and separators in a part of the text, at offsets into the part.

        Of a character that a head declares as both, what begins first.
        """
        separators = re.escape(self.field + self.component + self.repetition + self.subcomponent)
        for match in re.compile(f"{self._escape()}|[{separators}]").finditer(text, *part):
            start, end, escape = match.start() - part.start, match.end() - part.start, match[1]
            yield Mark(start, end, self.meant(escape) if escape else " ", separator=not escape)

    def _escape(self) -> str:
        mark, others = re.escape(self.escape), re.escape("".join(self))
        return rf"{mark}([A-Za-z.][^{others}\r\n]{{0,40}}){mark}"

    def meant(self, escape: str) -> str:
        """What an escape sequence stands for: at most one character."""
        known = {"F": 0, "S": 1, "R": 2, "E": 3, "T": 4}
        if escape in known:
            return self[known[escape]]
        if escape[0] == "X" and len(escape) == 3:
            return chr(int(escape[1:], 16)) if re.fullmatch("[0-9A-Fa-f]{2}", escape[1:]) else " "
        return "\n" if escape.startswith(".") else " "

    def escaped(self, value: str) -> str:
        """A value as it stands in a field."""
        if not any(separator in value for separator in self):
            return value
        names = dict(zip(self, "FSRET", strict=True))
        return "".join(
            f"{self.escape}{names[character]}{self.escape}" if character in names else character
            for character in value
        )


class _Part(NamedTuple):
    """Part of the text, between separators."""

    start: int
    end: int


def _lines(text: str) -> Iterator[_Part]:
    for line in _line(text):
        start = line.start()
        for gap in _flattened(text, *line.span()):
            if gap["ends"] is not None:
                yield _Part(start, gap.start())
                start = gap.end()
        yield _Part(start, line.end())


class _Whole(NamedTuple):
    span: Span
    value: str
    separators: _Separators


class HL7Text:
    """A text of HL7 v2 messages that has been read once, for its fields; free text is read when asked for."""

    def __init__(self, text: str, session: Session) -> None:
        self._text = text
        self._session = session
        self._separators = _Separators()
        self._whole: list[_Whole] = []
        self._free: list[tuple[_Part, _Separators]] = []
        self._found: list[tuple[Span, _Separators]] | None = None
        for line in _lines(text):
            self._read_line(line)

    def spans(self) -> list[Span]:
        """What is found, at offsets into the text."""
        return sorted([*(whole.span for whole in self._whole), *(span for span, _ in self._read_free())])

    def edits(self) -> list[tuple[int, int, str]]:
        """What is to be replaced, and by what; it is counted as replaced."""
        edits = [(span.start, span.end, self._made(span, value, by)) for span, value, by in self._whole]
        for span, by in self._read_free():
            value = self._unescaped(_Part(span.start, span.end), by)
            edits.append((span.start, span.end, by.escaped(self._session.replaced(value, span))))
        return sorted(edits)

    def _made(self, span: Span, value: str, by: _Separators) -> str:
        made = self._session.replaced(value, span)
        if span.label is Label.DATE and not _partial_date(made):
            return generalised(value[:4], Label.DATE) or ""
        return by.escaped(made)

    def _read_free(self) -> list[tuple[Span, _Separators]]:
        if self._found is None:
            self._found = [(span, by) for part, by in self._free for span in self._in_text(part, by)]
        return self._found

    def _in_text(self, part: _Part, by: _Separators) -> Iterator[Span]:
        marks = list(by.marks(self._text, part))
        for span in find_in_masked(self._session, self._text[part.start : part.end], marks):
            yield span._replace(start=span.start + part.start, end=span.end + part.start)

    def _read_line(self, line: _Part) -> None:
        text = self._text[line.start : line.end]
        segment = _segment(text)
        if segment is not None and segment.group() in _declaring and len(text) > 3:
            self._separators = _Separators.declared(text)
        if segment is None or text[3:4] not in ("", self._separators.field):
            self._free.append((line, self._separators))
            return
        name = segment.group()
        table = SEGMENTS.get(name, {})
        fields = list(self._split(line, self._separators.field))
        for number, part in enumerate(fields[1:], 2 if name in _declaring else 1):
            if part.start < part.end and not (name in _declaring and number == 2):
                field = table.get(str(number)) or table.get("*", _TEXT)
                if name == "OBX" and number == 5:
                    self._observation(part, fields)
                elif name == "QPD":
                    self._query(part, number)
                else:
                    self._field(part, field)

    def _observation(self, part: _Part, fields: list[_Part]) -> None:
        """The value of an OBX, by its type, its unit, or by what was observed."""
        kind, code = (self._text[field.start : field.end] for field in fields[2:4])
        unit = self._text[slice(*fields[6])].split(self._separators.component)[0] if len(fields) > 6 else ""
        if unit.lower() in looks.YEARS and looks.old_age(self._unescaped(part, self._separators)):
            self._field(part, Field("ST", Label.AGE))
            return
        for said in code.split(self._separators.component):
            meant = meaning(said)
            if (
                meant is not None
                and meant.needs is Needs.NOTHING
                and (label := meant.verdict.label) is not None
            ):
                test = meant.verdict.test
                if test is None or test(self._unescaped(part, self._separators)):
                    self._field(part, Field("ST", label))
                    return
        self._field(part, Field(OBSERVED.get(kind, "TX"), None))

    def _query(self, part: _Part, number: int) -> None:
        """A parameter of a query: a field by its name and what it must be (`@PID.5.1^Smith`), or a number."""
        if number < 3:
            return
        for repetition in self._split(part, self._separators.repetition):
            name, *values = self._split(repetition, self._separators.component)
            asked = _parameter(self._text, *name)
            if asked is not None and asked.end() == name.end:
                self._parameter(asked, values)
            else:
                assigned = len(values) >= 3 and looks.numbered(self._text[name.start : name.end])
                self._field(repetition, Field("CX", Label.MRN) if assigned else _TEXT)

    def _parameter(self, asked: re.Match[str], values: list[_Part]) -> None:
        field = SEGMENTS.get(asked[1], {}).get(asked[2], _TEXT)
        kind = "LABEL" if field.type == "ST" else TYPES.get(field.type, {}).get(int(asked[3] or 1), "")
        for value in values:
            if field.type == "TX":
                self._unknown(value, [value])
            else:
                self._component(value, kind, field.label or Label.ID, field.type, values)

    def _field(self, part: _Part, field: Field) -> None:
        if field.type == "-":
            return
        for repetition in self._split(part, self._separators.repetition):
            components = list(self._split(repetition, self._separators.component))
            if field.type == "TX":
                self._unknown(repetition, components)
                continue
            label = field.label or Label.ID
            if field.type == "CX" and len(components) > 4:
                label = IDENTIFIER_TYPES.get(self._text[components[4].start : components[4].end], label)
            kinds = (
                dict.fromkeys(range(1, len(components) + 1), "LABEL")
                if field.type == "ST"
                else TYPES[field.type]
            )
            for number, component in enumerate(components, 1):
                self._component(component, kinds.get(number, ""), label, field.type, components)

    def _unknown(self, repetition: _Part, components: list[_Part]) -> None:
        """Free text, but for dates and numbers that say of what type they are: these stand by themselves."""
        if len(components) > 4 and self._is_number(components):
            self._field(repetition, Field("CX", None))
            return
        start = repetition.start
        for component in components:
            if _date(self._text[component.start : component.end]):
                if start < component.start:
                    self._free.append((_Part(start, component.start), self._separators))
                self._identify(component, Label.DATE)
                start = component.end
        if start < repetition.end:
            self._free.append((_Part(start, repetition.end), self._separators))

    def _is_number(self, components: list[_Part]) -> bool:
        """Whether these are a number, its check digit, the scheme of that, an authority and a type."""
        number, digit, scheme, _, kind = (self._text[slice(*each)] for each in components[:5])
        checked = not digit or digit.isdecimal()
        return kind in IDENTIFIER_TYPES and looks.numbered(number) and checked and scheme in _SCHEMES

    def _component(self, component: _Part, kind: str, label: Label, of: str, components: list[_Part]) -> None:
        if kind == "TEXT":
            self._free.append((component, self._separators))
            return
        for part in self._split(component, self._separators.subcomponent) if kind else ():
            value = self._unescaped(part, self._separators)
            if kind == "LABEL":
                self._identify(part, label)
            elif kind == "PERSON":
                self._identify(part, Label.LICENSE if looks.numbered(value) else Label.NAME)
            elif kind == "PLACE":
                self._identify(part, Label.LOCATION)
            elif kind == "FILE":
                self._identify(part, Label.PHOTO)
            elif of == "XTN":
                self._identify(part, self._contact(value, kind, components))
            else:
                self._identify(part, Label(kind))

    def _contact(self, value: str, kind: str, components: list[_Part]) -> Label:
        if "@" in value:
            return Label.EMAIL
        equipment = self._text[components[2].start : components[2].end] if len(components) > 2 else ""
        return Label.FAX if equipment == "FX" else Label(kind)

    def _identify(self, part: _Part, label: Label) -> None:
        value = self._unescaped(part, self._separators)
        span = Span(part.start, part.end, label, 1.0, f"hl7.{label.lower()}")
        if not self._session.wanted(span):
            if not kept(value, label):
                self._free.append((part, self._separators))
        elif looks.anything(value) and value != _NULL and not self._settled(value, label):
            remember(self._session.memory, value, label)
            self._whole.append(_Whole(span, value, self._separators))

    def _settled(self, value: str, label: Label) -> bool:
        """Whether a value is what an earlier redaction has left."""
        if label is Label.DATE and len(value) == 4:
            return generalised(value, Label.DATE) is not None
        return settled(value, label, self._session.policy)

    def _unescaped(self, part: _Part, by: _Separators) -> str:
        value = self._text[part.start : part.end]
        if by.escape not in value:
            return value
        parts, done = [], part.start
        for match in by.escapes(self._text, *part):
            parts += [self._text[done : match.start()], by.meant(match[1])]
            done = match.end()
        return "".join([*parts, self._text[done : part.end]])

    def _split(self, part: _Part, separator: str) -> Iterator[_Part]:
        start = part.start
        for piece in self._text[part.start : part.end].split(separator):
            yield _Part(start, start + len(piece))
            start += len(piece) + 1
