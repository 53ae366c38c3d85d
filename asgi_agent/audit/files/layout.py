"""What the files of a log are called."""

from __future__ import annotations

import os
import re

from asgi_agent.errors import ConfigurationError

HEAD = "head"
SEGMENT_SUFFIX = ".jsonl"

_segment = re.compile(r"(\d{6,12})\.jsonl").fullmatch
_name = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}").fullmatch


def segment_name(number: int) -> str:
    """The file of a segment, such as `000012.jsonl`."""
    return f"{number:06}{SEGMENT_SUFFIX}"


def torn_name(number: int, seq: int) -> str:
    """The file for what was cut off a segment, at the place where the record `seq` was to stand."""
    return f"{number:06}.torn-{seq}"


def segment_numbers(directory: str) -> list[int]:
    """The segments that are there, in order."""
    return sorted(int(match[1]) for name in os.listdir(directory) if (match := _segment(name)))


def is_log_name(text: str) -> bool:
    """Whether a log may have that name."""
    return _name(text) is not None


def log_name(directory: str, name: str | None = None) -> str:
    """The name of the log in a directory: the given one, else the directory's own, else `audit`.

    Raises:
        ConfigurationError: the given one is no name that a log may have.
    """
    if name is None:
        own = os.path.basename(directory).lower()
        return own if is_log_name(own) else "audit"
    if not is_log_name(name):
        raise ConfigurationError("name= of a log is 1 to 64 of a-z, 0-9, '.', '_' and '-'")
    return name
