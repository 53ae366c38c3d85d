"""Whether a text that comes in pieces can still become one JSON object or array."""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

State: TypeAlias = Literal["open", "complete", "broken"]

_SPACE = re.compile(r"[ \t\n\r]*")
_PLAIN = re.compile(r'[^"\\\x00-\x1f]*')
_DIGITS = re.compile(r"[0-9]*")

# What is expected next, where it is no part of a string, a number or a word.
_START, _VALUE, _ITEM, _NAME, _MEMBER, _COLON, _AFTER, _END = range(8)
_VALUES = frozenset([_START, _VALUE, _ITEM])
_OPENS = {"{": ("}", _MEMBER), "[": ("]", _ITEM)}
_WORDS = {"t": "rue", "f": "alse", "n": "ull", "N": "aN", "I": "nfinity"}

# A number by the characters that may follow; `9` is any digit, and a state that may end one is in _NUMBERS.
_DIGIT_STATES = {
    "-": {"0": "0", "9": "int"},
    "0": {".": ".", "e": "e"},
    "int": {"9": "int", ".": ".", "e": "e"},
    ".": {"9": "frac"},
    "frac": {"9": "frac", "e": "e"},
    "e": {"+": "sign", "9": "exp"},
    "sign": {"9": "exp"},
    "exp": {"9": "exp"},
}
_NUMBERS = frozenset(["0", "int", "frac", "exp"])


class JSONPrefix:
    """Reads a text as it comes, once, and tells whether it can still become one JSON object or array.

    As `parse` reads it: as soon as no text could complete what has come, it is broken. A byte order mark may
    come first, white space around. However the text is cut, the answer is the same.

    Attributes:
        state: `open`, `complete`, or `broken`, for good.
    """

    def __init__(self) -> None:
        self.state: State = "open"
        self._expected = _START
        self._closers: list[str] = []
        self._begun = False
        # In a string: whether it is a key, and what its escape lacks: `\\` for all of it, or so many digits.
        self._string = False
        self._key = False
        self._escape = ""
        self._word = ""
        self._number = ""

    def feed(self, piece: str) -> None:
        """Take the next piece of the text."""
        at = 0
        if piece and not self._begun:
            self._begun = True
            at = int(piece[0] == "\ufeff")
        while at < len(piece) and self.state != "broken":
            if self._string:
                at = self._in_string(piece, at)
            elif self._number:
                at = self._in_number(piece, at)
            elif self._word:
                at = self._in_word(piece, at)
            else:
                at = self._between(piece, at)

    @property
    def completion(self) -> str:
        """A text that would complete what has come, if it is open: what was cut short can be read with it."""
        if self.state != "open" or self._expected == _START:
            return "" if self.state != "open" else "[]"
        value = self._completed()
        return value + "".join(reversed(self._closers))

    def _completed(self) -> str:
        if self._string:
            digits = "\\" if self._escape == "\\" else "0" * len(self._escape)
            return f'{digits}"' + (":null" if self._key else "")
        if self._number:
            return "" if self._number in _NUMBERS else "0"
        if self._word:
            return self._word
        return {_VALUE: "null", _NAME: '"":null', _COLON: ":null"}.get(self._expected, "")

    def _between(self, piece: str, at: int) -> int:
        found = _SPACE.match(piece, at)
        assert found is not None
        at = found.end()
        if at == len(piece):
            return at
        character = piece[at]
        if self._expected in _VALUES:
            self._value(character)
        elif character == '"' and self._expected in (_NAME, _MEMBER):
            self._string = self._key = True
        elif character == ":" and self._expected == _COLON:
            self._expected = _VALUE
        elif character == "," and self._expected == _AFTER:
            self._expected = _NAME if self._closers[-1] == "}" else _VALUE
        elif self._expected in (_AFTER, _MEMBER) and character == self._closers[-1]:
            self._close()
        else:
            self.state = "broken"
        return at + 1

    def _value(self, character: str) -> None:
        if character in _OPENS:
            closer, self._expected = _OPENS[character]
            self._closers.append(closer)
        elif self._expected == _START:
            self.state = "broken"
        elif character == "]" and self._expected == _ITEM:
            self._close()
        elif character == '"':
            self._string = True
        elif character == "-" or ("0" <= character <= "9"):
            self._number = character if character in "-0" else "int"
        elif character in _WORDS:
            self._word = _WORDS[character]
        else:
            self.state = "broken"

    def _close(self) -> None:
        self._closers.pop()
        self._expected = _AFTER if self._closers else _END
        if not self._closers:
            self.state = "complete"

    def _in_string(self, piece: str, at: int) -> int:
        if self._escape:
            return self._in_escape(piece, at)
        found = _PLAIN.match(piece, at)
        assert found is not None
        at = found.end()
        if at == len(piece):
            return at
        if piece[at] == '"':
            self._expected = _COLON if self._key else _AFTER
            self._string = self._key = False
        elif piece[at] == "\\":
            self._escape = "\\"
        else:
            self.state = "broken"
        return at + 1

    def _in_escape(self, piece: str, at: int) -> int:
        character = piece[at]
        if self._escape == "\\":
            self._escape = "0000" if character == "u" else ""
            valid = character in '"\\/bfnrtu'
        else:
            self._escape = self._escape[1:]
            valid = character in "0123456789abcdefABCDEF"
        if not valid:
            self.state = "broken"
        return at + 1

    def _in_number(self, piece: str, at: int) -> int:
        if self._number == "-" and piece[at] == "I":
            self._number, self._word = "", _WORDS["I"]
            return at + 1
        character = piece[at].translate(_NUMERALS)
        follows = _DIGIT_STATES[self._number]
        following = follows.get("0", "") if piece[at] == "0" else ""
        following = following or follows.get(character, "")
        if following:
            self._number = following
            found = _DIGITS.match(piece, at + 1) if following == "int" else None
            return found.end() if found is not None else at + 1
        if self._number not in _NUMBERS:
            self.state = "broken"
        self._number = ""
        self._expected = _AFTER
        return at

    def _in_word(self, piece: str, at: int) -> int:
        if piece[at] != self._word[0]:
            self.state = "broken"
        self._word = self._word[1:]
        if not self._word:
            self._expected = _AFTER
        return at + 1


def prefix_of(text: str) -> JSONPrefix:
    """A text as far as it is JSON."""
    prefix = JSONPrefix()
    prefix.feed(text)
    return prefix


_NUMERALS = str.maketrans("123456780E-", "999999999e+")
