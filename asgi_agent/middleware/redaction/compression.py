"""Undoing `Content-Encoding`, piece by piece and within bounds."""

from __future__ import annotations

import logging
import sys
import zlib
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol

from asgi_agent.middleware.redaction.problems import MalformedError, TooLargeError, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

logger = logging.getLogger(__name__)

ACCEPTED = "gzip, deflate, br, zstd"

# Real text is seldom packed more tightly than 1:20, while zlib can reach 1:1032 and others far more. What is
# small is not judged: a short run of spaces is no bomb.
MAX_RATIO = 100
FREE_BYTES = 1024 * 1024

_STEP = 64 * 1024
_MAX_CODINGS = 2


class _Inflater(Protocol):
    """One content coding, undone in steps of bounded size."""

    fault: type[Exception]
    """What it raises when the data is not in its coding."""

    def feed(self, data: bytes) -> Iterator[bytes]:
        """What the next bytes hold, in pieces."""
        ...

    def complete(self) -> bool:
        """Whether the data has come to the end that its format marks."""
        ...


class Decompressor:
    """Undoes the codings of one body.

    Args:
        codings: names of content codings, in the order in which they were applied.
        limit: bytes that may come out; None for no limit but the ratio.

    Raises:
        UnreadableError: one of them is unknown, its package is not installed, or they are too many.
    """

    def __init__(self, codings: list[str], limit: int | None = None) -> None:
        if len(codings) > _MAX_CODINGS:
            raise UnreadableError("too many content codings", {"accept-encoding": ACCEPTED})
        self._inflaters = [_inflater(coding) for coding in reversed(codings)]
        self._limit = limit
        self._taken = 0
        self._given = 0

    def feed(self, data: bytes) -> bytes:
        """What the next bytes hold.

        Raises:
            TooLargeError: more than may come out, or more than so few bytes hold in earnest.
            MalformedError: they are not in the coding that was declared.
        """
        self._taken += len(data)
        return b"".join(self._bounded(self._inflated(data, self._inflaters)))

    def close(self) -> None:
        """The body is at its end.

        Raises:
            MalformedError: the data is cut short.
        """
        if self._taken and not all(inflater.complete() for inflater in self._inflaters):
            raise MalformedError("the compressed body is cut short")

    def _inflated(self, data: bytes, inflaters: list[_Inflater]) -> Iterator[bytes]:
        if not inflaters:
            yield data
            return
        for piece in _faults_named(inflaters[0], data):
            yield from self._inflated(piece, inflaters[1:])

    def _bounded(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        for piece in pieces:
            self._given += len(piece)
            if self._limit is not None and self._given > self._limit:
                raise TooLargeError(f"the body may hold {self._limit} bytes once it is decompressed")
            if self._given > max(FREE_BYTES, MAX_RATIO * self._taken):
                raise TooLargeError("the body grows too much when it is decompressed")
            yield piece


def codings_of(values: list[bytes]) -> list[str]:
    """The codings that `Content-Encoding` fields name, in order; `identity` is none."""
    names = b",".join(values).decode("latin-1").lower().split(",")
    return [name for name in map(str.strip, names) if name not in ("", "identity")]


def _faults_named(inflater: _Inflater, data: bytes) -> Iterator[bytes]:
    pieces = inflater.feed(data)
    while True:
        try:
            piece = next(pieces)
        except StopIteration:
            return
        except inflater.fault as error:
            raise MalformedError("the body is not in its content coding") from error
        yield piece


def _inflated(inflater: Any, data: bytes) -> Iterator[bytes]:
    """What zlib makes of the data, in steps."""
    piece = b""
    while data:
        yield (piece := inflater.decompress(data, _STEP))
        data = inflater.unconsumed_tail
    # It may have taken all that came and have more to give, of which it says nothing.
    while len(piece) == _STEP:
        yield (piece := inflater.decompress(b"", _STEP))


class _Gzip:
    """One member or several (RFC 1952, 2.2)."""

    fault: type[Exception] = zlib.error

    def __init__(self) -> None:
        self._inflater = zlib.decompressobj(16 + zlib.MAX_WBITS)

    def feed(self, data: bytes) -> Iterator[bytes]:
        while data:
            if self._inflater.eof:
                self._inflater = zlib.decompressobj(16 + zlib.MAX_WBITS)
            yield from _inflated(self._inflater, data)
            data = self._inflater.unused_data

    def complete(self) -> bool:
        return self._inflater.eof


class _Deflate:
    """The zlib format; some senders leave its two bytes of header out (RFC 9110, 8.4.1.2)."""

    fault: type[Exception] = zlib.error

    def __init__(self) -> None:
        self._head = b""
        self._inflater: Any = None

    def feed(self, data: bytes) -> Iterator[bytes]:
        if self._inflater is None:
            self._head = data = self._head + data
            if len(data) < 2:
                return
            headed = data[0] & 0x0F == zlib.DEFLATED and int.from_bytes(data[:2]) % 31 == 0
            self._inflater = zlib.decompressobj(zlib.MAX_WBITS if headed else -zlib.MAX_WBITS)
        yield from _inflated(self._inflater, data)
        if self._inflater.unused_data:
            raise zlib.error("data after the end")

    def complete(self) -> bool:
        return self._inflater is not None and bool(self._inflater.eof)


class _Brotli:
    def __init__(self) -> None:
        brotli = import_module("brotli")
        self.fault = brotli.error
        self._decoder = brotli.Decompressor()

    def feed(self, data: bytes) -> Iterator[bytes]:
        yield self._decoder.process(data, output_buffer_limit=_STEP)
        while not self._decoder.can_accept_more_data():
            yield self._decoder.process(b"", output_buffer_limit=_STEP)

    def complete(self) -> bool:
        return bool(self._decoder.is_finished())


class _Zstandard:
    """One frame or several (RFC 8878, 3)."""

    def __init__(self) -> None:
        self._zstd = import_module("compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd")
        self.fault = self._zstd.ZstdError
        self._decoder = self._frame()

    def feed(self, data: bytes) -> Iterator[bytes]:
        while data:
            if self._decoder.eof:
                self._decoder = self._frame()
            yield self._decoder.decompress(data, _STEP)
            while not (self._decoder.needs_input or self._decoder.eof):
                yield self._decoder.decompress(b"", _STEP)
            data = self._decoder.unused_data

    def complete(self) -> bool:
        return bool(self._decoder.eof)

    def _frame(self) -> Any:
        # No sender may ask for a window above 8 MiB (RFC 9659).
        return self._zstd.ZstdDecompressor(options={self._zstd.DecompressionParameter.window_log_max: 23})


_INFLATERS: dict[str, Callable[[], _Inflater]] = {
    "gzip": _Gzip,
    "x-gzip": _Gzip,
    "deflate": _Deflate,
    "br": _Brotli,
    "zstd": _Zstandard,
}


def _inflater(coding: str) -> _Inflater:
    if coding not in _INFLATERS:
        raise UnreadableError("the content coding is not supported", {"accept-encoding": ACCEPTED})
    try:
        return _INFLATERS[coding]()
    except ImportError:
        logger.error("a body in %s was refused: pip install 'asgi-agent[compression]' to read it", coding)
        raise UnreadableError(f"the content coding {coding} is not supported") from None
