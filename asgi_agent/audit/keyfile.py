"""The key file of pseudonyms: `{"v1": "<base64>", ...}`, the last key being the one in use."""

from __future__ import annotations

import base64
import binascii
import logging
import os
import time
from pathlib import Path

import msgspec

from asgi_agent.audit.pseudonyms import Pseudonyms
from asgi_agent.audit.record import DECODE_ERRORS
from asgi_agent.errors import ConfigurationError
from asgi_agent.whole_files import create

logger = logging.getLogger("asgi_agent")

KEY_BYTES = 32
FIRST = "v1"
MADE_FIRST = b'"hmac:v1:'
"""How the pseudonyms of a first key begin in a log."""


def load_pseudonyms(path: str | os.PathLike[str]) -> Pseudonyms:
    """The pseudonyms of a key file. Whoever can read the file can try out names.

    Raises:
        ConfigurationError: it cannot be read, or holds no keys.
    """
    try:
        keys = msgspec.json.decode(Path(path).read_bytes(), type=dict[str, str])
        decoded = {key_id: base64.b64decode(key, validate=True) for key_id, key in keys.items()}
    except (OSError, binascii.Error, *DECODE_ERRORS) as error:
        message = f"{path} holds no pseudonym keys: {type(error).__name__}"
        raise ConfigurationError(message) from error
    return Pseudonyms(decoded)


def load_or_make_pseudonyms(path: str | os.PathLike[str], *, first: bool = True) -> Pseudonyms:
    """The pseudonyms of a key file, which is made with a new key if it is not there.

    Processes that make it at the same time get the same key.

    Args:
        path: of the file.
        first: whether the log is known to have no pseudonyms yet. Otherwise they may be of a key that was
            lost, so that the new one gets an id of its own, and records say which one they are of.

    Raises:
        ConfigurationError: it can neither be read nor be made.
    """
    path = Path(path)
    if not path.exists():
        try:
            _make(path, first=first)
        except OSError as error:
            message = f"{path} cannot be made to hold pseudonym keys: {type(error).__name__}"
            raise ConfigurationError(message) from error
    return load_pseudonyms(path)


def new_key_file(key_id: str = FIRST) -> bytes:
    """What a key file with a new key holds."""
    key = base64.b64encode(os.urandom(KEY_BYTES)).decode()
    return msgspec.json.encode({key_id: key}) + b"\n"


def _make(path: Path, *, first: bool) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    key_id = FIRST if first else f"v{time.time_ns() // 1_000_000}"
    try:
        create(path, new_key_file(key_id))
    except FileExistsError:
        return  # somebody was quicker
    if not first:
        logger.error(
            "there was no key for pseudonyms in %s, though the log has records: a new one is in use, %s; if "
            "there was another key, put it in front of that one in the file, or patients of older records "
            "are not found by their ids",
            path,
            key_id,
        )
    logger.warning(
        "made a key for pseudonyms in %s: keep it elsewhere and give it as pseudonyms=, since whoever has "
        "the audit log and this file can try out whose records they are",
        path,
    )
