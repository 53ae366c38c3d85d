"""Signed notes and checkpoints as c2sp.org/signed-note and c2sp.org/tlog-checkpoint define them.

A note is a text, an empty line and signatures; a checkpoint is a note that says how long a log is and what
the root of its Merkle tree is then. The module is pure: it reads and writes the forms, and judges nothing.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from hashlib import sha256
from typing import NamedTuple

ED25519 = b"\x01"
MAX_NOTE = 65536
MAX_SIGNATURES = 16
ORIGIN = "asgi-agent/"
"""How the origin of our checkpoints begins; the name of the log follows."""

# What Unicode takes for a space is more than `\s` is in a byte pattern, so names are matched as text.
key_name = re.compile(r"[^\s+]{1,256}").fullmatch
_control = re.compile(r"[\x00-\x09\x0b-\x1f]").search
_size = re.compile(r"0|[1-9][0-9]{0,18}").fullmatch


class Signature(NamedTuple):
    """One signature of a note: whose it says it is, and its bytes."""

    name: str
    key_id: bytes
    value: bytes


class Note(NamedTuple):
    """A text that ends in a line break, and its signatures."""

    text: str
    signatures: tuple[Signature, ...]

    def to_bytes(self) -> bytes:
        lines = [f"— {s.name} {b64encode(s.key_id + s.value).decode()}\n" for s in self.signatures]
        return f"{self.text}\n{''.join(lines)}".encode()


class Checkpoint(NamedTuple):
    """What a log was at some time: its identity, how many records it had, and their Merkle root."""

    origin: str
    size: int
    root: bytes

    def to_text(self) -> str:
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n"


def key_id(name: str, public_key: bytes) -> bytes:
    """The four bytes that say which Ed25519 key a signature is by."""
    return sha256(name.encode() + b"\n" + ED25519 + public_key).digest()[:4]


def parse_note(data: bytes) -> Note:
    """The text and signatures of a note. Neither is to be believed before a signature is checked.

    Raises:
        ValueError: it is no note.
    """
    if len(data) > MAX_NOTE:
        raise ValueError(f"a note of {len(data)} bytes")
    text, gap, tail = data.decode().rpartition("\n\n")
    lines = tail.split("\n")
    if not gap or _control(text) or lines.pop() or not 0 < len(lines) <= MAX_SIGNATURES:
        raise ValueError("no signed note")
    return Note(text + "\n", tuple(map(_signature, lines)))


def parse_checkpoint(text: str) -> Checkpoint:
    """The checkpoint in the text of a note; extension lines are passed over.

    Raises:
        ValueError: it is no checkpoint.
    """
    lines = text.split("\n")
    if len(lines) < 4 or lines.pop() or not all(lines) or not _size(lines[1]):
        raise ValueError("no checkpoint")
    root = decoded(lines[2])
    if len(root) != 32:
        raise ValueError("a root of a wrong length")
    return Checkpoint(lines[0], int(lines[1]), root)


def decoded(text: str) -> bytes:
    """The bytes that standard base64 stands for.

    Raises:
        ValueError: it is no base64.
    """
    try:
        return b64decode(text, validate=True)
    except Base64Error:
        raise ValueError("no base64") from None


def _signature(line: str) -> Signature:
    dash, name, value = ([*line.split(" "), "", ""])[:3]
    signed = decoded(value)
    if dash != "—" or line.count(" ") != 2 or not key_name(name) or len(signed) < 5:
        raise ValueError("no signature line")
    return Signature(name, signed[:4], signed[4:])
