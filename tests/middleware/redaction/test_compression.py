from __future__ import annotations

import gzip
import sys
import zlib
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest

from asgi_agent.middleware.redaction.compression import MAX_RATIO, Decompressor, codings_of
from asgi_agent.middleware.redaction.problems import MalformedError, TooLargeError, UnreadableError
from tests.middleware.redaction.cuts import in_steps

if TYPE_CHECKING:
    from collections.abc import Callable

BROTLI: Any = import_module("brotli")
ZSTD: Any = import_module("compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd")


def raw_deflate(data: bytes) -> bytes:
    """Deflate without the zlib header, as some senders have it."""
    compressor = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return compressor.compress(data) + compressor.flush()


CODINGS = [
    pytest.param("gzip", gzip.compress, id="gzip"),
    pytest.param("x-gzip", gzip.compress, id="x-gzip"),
    pytest.param("deflate", zlib.compress, id="deflate"),
    pytest.param("deflate", raw_deflate, id="raw deflate"),
    pytest.param("br", BROTLI.compress, id="br"),
    pytest.param("zstd", ZSTD.compress, id="zstd"),
]
TEXT = b"The patient was seen on Monday and is well. " * 50


@pytest.mark.parametrize(("coding", "compress"), CODINGS)
@pytest.mark.parametrize("step", [1, 7, 10_000])
def test_a_body_is_decompressed(coding: str, compress: Callable[[bytes], bytes], step: int) -> None:
    """In pieces of any size."""
    decompressor = Decompressor([coding])
    assert b"".join(map(decompressor.feed, in_steps(compress(TEXT), step))) == TEXT
    decompressor.close()


@pytest.mark.parametrize(("coding", "compress"), CODINGS[:4])
@pytest.mark.parametrize("length", [65_536, 65_639, 131_072, 131_299])
def test_a_body_ends_wherever_its_steps_do(
    coding: str, compress: Callable[[bytes], bytes], length: int
) -> None:
    """Zlib may have taken the last byte and still have more to give, which no field of it tells."""
    decompressor = Decompressor([coding])
    assert decompressor.feed(compress(b"a" * length)) == b"a" * length
    decompressor.close()


def flushed(window: int) -> bytes:
    """The beginning of a zlib stream that goes on."""
    compressor = zlib.compressobj(wbits=window)
    return compressor.compress(b"first") + compressor.flush(zlib.Z_SYNC_FLUSH)


@pytest.mark.parametrize(
    ("coding", "begun"),
    [
        ("gzip", flushed(31)),
        ("deflate", flushed(15)),
        ("deflate", flushed(-15)),
        ("br", (compressor := BROTLI.Compressor()).process(b"first") + compressor.flush()),
        ("zstd", ZSTD.ZstdCompressor().compress(b"first", mode=ZSTD.ZstdCompressor.FLUSH_BLOCK)),
    ],
)
def test_what_has_been_flushed_comes_out_at_once(coding: str, begun: bytes) -> None:
    """A compressed stream goes on while it goes on: nothing waits for the end of the body."""
    assert Decompressor([coding]).feed(begun) == b"first"


@pytest.mark.parametrize(("coding", "compress"), CODINGS)
def test_a_body_that_grows_beyond_the_limit_is_refused(
    coding: str, compress: Callable[[bytes], bytes]
) -> None:
    """Before more than the limit is held."""
    with pytest.raises(TooLargeError, match="1000 bytes"):
        Decompressor([coding], 1000).feed(compress(b"a" * 1001))


@pytest.mark.parametrize(("coding", "compress"), CODINGS)
def test_a_bomb_is_refused(coding: str, compress: Callable[[bytes], bytes]) -> None:
    """Without a limit, by how much it grows."""
    bomb = compress(bytes(10_000_000))
    assert len(bomb) * MAX_RATIO < 10_000_000
    with pytest.raises(TooLargeError, match="grows"):
        Decompressor([coding]).feed(bomb)


def test_a_bomb_within_a_bomb_is_refused() -> None:
    """Each of two codings might keep within bounds; both together do not."""
    with pytest.raises(TooLargeError):
        Decompressor(["gzip", "br"]).feed(BROTLI.compress(gzip.compress(bytes(20_000_000))))


@pytest.mark.parametrize(("coding", "compress"), CODINGS)
def test_what_is_cut_short_is_refused(coding: str, compress: Callable[[bytes], bytes]) -> None:
    """What its end would have said is unknown."""
    decompressor = Decompressor([coding])
    decompressor.feed(compress(TEXT)[:-1])
    with pytest.raises(MalformedError, match="cut short"):
        decompressor.close()


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_what_is_not_in_its_coding_is_refused(coding: str) -> None:
    """Whatever the library has to say of it."""
    with pytest.raises(MalformedError):
        Decompressor([coding]).feed(b"\xff\xff plain text, and much more of it")


@pytest.mark.parametrize(("coding", "compress"), CODINGS[2:4])
def test_data_after_the_end_is_refused(coding: str, compress: Callable[[bytes], bytes]) -> None:
    """Another reader may take it for more of the body."""
    with pytest.raises(MalformedError):
        Decompressor([coding]).feed(compress(b"a") + b"more")


@pytest.mark.parametrize(("coding", "compress"), [CODINGS[0], CODINGS[-1]])
def test_several_members_are_one_body(coding: str, compress: Callable[[bytes], bytes]) -> None:
    """As the formats of gzip and of Zstandard allow."""
    both = compress(b"one ") + compress(b"two")
    for step in (1, 1000):
        decompressor = Decompressor([coding])
        assert b"".join(map(decompressor.feed, in_steps(both, step))) == b"one two"
        decompressor.close()


def test_several_codings_are_undone_from_the_last() -> None:
    """In the order in which they were applied they stand in the header."""
    decompressor = Decompressor(["deflate", "gzip"])
    assert decompressor.feed(gzip.compress(zlib.compress(b"text"))) == b"text"
    decompressor.close()


def test_a_body_without_bytes_is_complete() -> None:
    """The response to HEAD may declare a coding."""
    Decompressor(["gzip"]).close()


@pytest.mark.parametrize("codings", [["compress"], ["aws-chunked"], ["gzip"] * 3])
def test_an_unknown_coding_is_refused(codings: list[str]) -> None:
    """With the ones that are known (RFC 9110, 15.5.16)."""
    with pytest.raises(UnreadableError) as refusal:
        Decompressor(codings)
    assert refusal.value.headers == {"accept-encoding": "gzip, deflate, br, zstd"}


@pytest.mark.parametrize(("coding", "package"), [("br", "brotli"), ("zstd", ZSTD.__name__)])
def test_a_coding_whose_package_is_missing_is_refused(
    coding: str, package: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The client learns which, the host how to mend it."""
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(UnreadableError, match=coding):
        Decompressor([coding])
    assert "asgi-agent[compression]" in caplog.text


def test_codings_are_read_from_all_headers() -> None:
    """In any case; `identity` is none."""
    assert codings_of([b"GZIP, identity", b" br"]) == ["gzip", "br"]
    assert codings_of([b"identity"]) == []
    assert codings_of([]) == []
