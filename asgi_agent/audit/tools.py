"""Names of tools: a model writes them, and may make one up after a patient."""

from __future__ import annotations

import re
from functools import lru_cache

_form = re.compile(r"[a-z]+([_.-][a-z]+)*").fullmatch
_words = re.compile(r"[a-z]+").findall

MAX_LENGTH = 64
SHORT = 2


@lru_cache(maxsize=1024)
def is_plain(name: str) -> bool:
    """Whether a name consists of common words in lower case, none of which is a name as well.

    `lookup_patient` does; `call_john_smith` does not, nor does one with a word in it that no list has, since
    it may be a name that no list has. Names that a graph declares need not be so plain.
    """
    from asgi_agent.phi import Redactor

    if len(name) > MAX_LENGTH or not _form(name):
        return False
    words = _words(name)
    return all(map(_is_common, words)) and not Redactor().find(" ".join(words).title())


def _is_common(word: str) -> bool:
    from asgi_agent.phi.lexicon import cities, is_word, names

    if len(word) <= SHORT:
        return True
    return is_word(word) and word not in names() and word not in cities()
