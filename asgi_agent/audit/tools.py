"""Names of tools: a model writes them, and may make one up after a patient."""

from __future__ import annotations

import re
from functools import lru_cache

_form = re.compile(r"[A-Za-z][A-Za-z0-9_.:-]{0,63}").fullmatch
_words = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[0-9]+").findall

MAX_DIGITS = 3
MAX_SHORT = 2


@lru_cache(maxsize=1024)
def is_plain(name: str) -> bool:
    """Whether a name is an identifier made of common words alone, and of no identifier of a person.

    `lookup_patient` and `fetchLabResults` are; `call_john_smith` is not, nor is one with a word in it that no
    list has, since it may be a name that no list has.
    """
    from asgi_agent.phi import Redactor
    from asgi_agent.phi.lexicon import is_word

    words = _words(name)
    if not _form(name) or not all(_is_common(word) or is_word(word.lower()) for word in words):
        return False
    return not Redactor().find(" ".join(words).title())


def _is_common(word: str) -> bool:
    return len(word) <= (MAX_DIGITS if word.isdigit() else MAX_SHORT)
