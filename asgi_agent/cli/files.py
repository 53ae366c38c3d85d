"""Read and write the files of a command: in pieces, with clear errors, and whole or not at all."""

from __future__ import annotations

import codecs
import os
import stat
import sys
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PIECE = 64 * 1024


class FileError(Exception):
    """A file cannot be read or written; the message says which and why, and quotes nothing of it."""


class Source:
    """A file to read, or the standard input.

    Args:
        path: where; `-` is the standard input.
        encoding: of its text.
        advance: called with the number of bytes after each piece.

    Attributes:
        name: what messages call it.
    """

    def __init__(self, path: str, encoding: str, advance: Callable[[int], None]) -> None:
        self.path = None if path == "-" else Path(path)
        self.name = "standard input" if self.path is None else path
        self._encoding = encoding
        self._advance = advance

    @property
    def size(self) -> int | None:
        """Its length in bytes, if that is known beforehand."""
        with suppress(OSError):
            found = os.stat(sys.stdin.fileno() if self.path is None else self.path)
            if stat.S_ISREG(found.st_mode):
                return found.st_size
        return None

    def pieces(self) -> Iterator[str]:
        """Its text, piece by piece; from a pipe, as it comes.

        Raises:
            FileError: it cannot be read, or holds bytes that are no text in its encoding.
        """
        decoder, done = codecs.getincrementaldecoder(self._encoding)(), 0
        try:
            with self._opened() as file:
                while piece := file.read1(PIECE):  # type: ignore[attr-defined] # of every buffered reader
                    yield self._decoded(decoder, piece, done, final=False)
                    done += len(piece)
                    self._advance(len(piece))
                yield self._decoded(decoder, b"", done, final=True)
        except OSError as error:
            raise FileError(f"{self.name}: {error.strerror or type(error).__name__}") from None

    @contextmanager
    def _opened(self) -> Iterator[BinaryIO]:
        if self.path is None:
            yield sys.stdin.buffer
        else:
            with self.path.open("rb") as file:
                yield file

    def _decoded(self, decoder: codecs.IncrementalDecoder, piece: bytes, before: int, *, final: bool) -> str:
        pending = len(decoder.getstate()[0])
        try:
            text = decoder.decode(piece, final)
        except UnicodeDecodeError as error:
            offset = before - pending + error.start
            raise FileError(
                f"{self.name}: the bytes from offset {offset} are not {self._encoding}; "
                "name the encoding of the file with --encoding"
            ) from None
        if before == 0 and "\0" in text:
            raise FileError(f"{self.name}: it is binary, or not {self._encoding}: it holds NUL bytes")
        return text


class Target:
    """Where text goes: the standard output as it comes, or a file that is there whole or not at all.

    A file is written beside its place and put there by `keep`, which also leaves an existing file's mode as
    it was. What is not a regular file, a pipe say, is written to at once.
    """

    def __init__(self, file: BinaryIO, encoding: str, keep: Callable[[], None]) -> None:
        self._file = file
        self._encoder = codecs.getincrementalencoder(encoding)(
            "surrogatepass" if "utf" in encoding else "strict"
        )
        self.keep = keep

    def write(self, text: str) -> None:
        """Write a piece; a reader at the other end of a pipe sees it now."""
        self._file.write(self._encoder.encode(text))
        self._file.flush()


def made(directory: Path) -> Path:
    """A directory that is there from now on.

    Raises:
        FileError: it cannot be made.
    """
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(f"{directory}: {error.strerror or type(error).__name__}") from None
    return directory


@contextmanager
def opened(path: Path | None, encoding: str) -> Iterator[Target]:
    """The standard output (None) or a file, to write to.

    Raises:
        FileError: it cannot be written.
    """
    if path is None:
        yield Target(sys.stdout.buffer, encoding, lambda: None)
        return
    try:
        path = path.resolve()  # a link stays a link
        if path.exists() and not path.is_file():
            with path.open("wb") as file:
                yield Target(file, encoding, lambda: None)
            return
        with _replacing(path, encoding) as target:
            yield target
    except OSError as error:
        raise FileError(f"{path}: {error.strerror or type(error).__name__}") from None


@contextmanager
def _replacing(path: Path, encoding: str) -> Iterator[Target]:
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    with os.fdopen(descriptor, "wb") as file:
        kept = False

        def keep() -> None:
            nonlocal kept
            file.flush()
            os.fsync(descriptor)
            os.chmod(descriptor, _mode(path))
            os.replace(name, path)
            kept = True

        try:
            yield Target(file, encoding, keep)
        finally:
            if not kept:
                os.unlink(name)


def _mode(path: Path) -> int:
    """The mode of the file that is there, or of one that would be made."""
    with suppress(FileNotFoundError):
        return stat.S_IMODE(path.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
