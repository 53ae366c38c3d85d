"""Pseudonyms in short, for people."""

from __future__ import annotations

import re

_pseudonym = re.compile(r"hmac:([a-z0-9]{1,16}):([0-9a-f]{8})[0-9a-f]{0,56}").fullmatch


def abbreviated(value: str) -> str:
    """A pseudonym as `v1:9f86d081`, which tells it from the others on a page; any other id as it is."""
    found = _pseudonym(value)
    return value if found is None else f"{found[1]}:{found[2]}"
