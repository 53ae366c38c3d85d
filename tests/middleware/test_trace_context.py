from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from opentelemetry import trace
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from asgi_agent.middleware._trace_context import MAX_TRACESTATE, parse_trace_context, parse_tracestate
from asgi_agent.middleware.correlation import TraceContext

TRACE_ID, SPAN_ID = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"
VALID = f"00-{TRACE_ID}-{SPAN_ID}-01".encode()


def oracle(
    traceparent: str, tracestate: list[str] | None = None
) -> tuple[str, str, int, dict[str, str]] | None:
    """What opentelemetry reads out of the same headers."""
    carrier: dict[str, Any] = {"traceparent": traceparent}
    if tracestate is not None:
        carrier["tracestate"] = tracestate
    span = trace.get_current_span(TraceContextTextMapPropagator().extract(carrier)).get_span_context()
    if not span.is_valid:
        return None
    return (
        f"{span.trace_id:032x}",
        f"{span.span_id:016x}",
        int(span.trace_flags),
        dict(span.trace_state.items()),
    )


def ours(
    traceparent: str, tracestate: list[str] | None = None
) -> tuple[str, str, int, dict[str, str]] | None:
    """The same of our own parser."""
    values = [value.encode("latin-1") for value in tracestate or []]
    context = parse_trace_context([traceparent.encode("latin-1")], values)
    if context is None:
        return None
    members = dict(member.split("=", 1) for member in context.tracestate.split(",") if member)
    return context.trace_id, context.span_id, context.flags, members


def test_a_valid_traceparent_is_read() -> None:
    """The four parts come out as they stand."""
    context = parse_trace_context([VALID], [b"vendor=1"], trusted=True)
    assert context == TraceContext(TRACE_ID, SPAN_ID, flags=1, tracestate="vendor=1", trusted=True)
    assert context.sampled


def test_a_context_is_not_trusted_unless_said_so() -> None:
    """Trust is the host's decision, never the parser's."""
    context = parse_trace_context([VALID])
    assert context is not None
    assert not context.trusted


def test_the_flags_of_level_2_are_kept() -> None:
    """Bit 1 says that the trace id is random; it does not say that anything is sampled."""
    context = parse_trace_context([VALID[:-2] + b"02"])
    assert context is not None
    assert (context.flags, context.sampled) == (2, False)


@pytest.mark.parametrize("tail", [b"", b"-", b"-what-the-future-holds"])
def test_a_future_version_is_read_as_far_as_it_is_known(tail: bytes) -> None:
    """Section 4.3 of the standard: later versions may only append."""
    assert parse_trace_context([b"cc" + VALID[2:] + tail]) is not None


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"00-" + b"0" * 32 + VALID[35:], id="zero trace id"),
        pytest.param(VALID[:36] + b"0" * 16 + b"-01", id="zero span id"),
        pytest.param(b"ff" + VALID[2:], id="version ff"),
        pytest.param(VALID.upper(), id="upper case"),
        pytest.param(VALID + b"-tail", id="tail on version 00"),
        pytest.param(VALID + b"-", id="empty tail on version 00"),
        pytest.param(b"cc" + VALID[2:] + b"x", id="tail without a dash"),
        pytest.param(b"cc" + VALID[2:] + b"-\x85", id="tail with a control character"),
        pytest.param(b"cc" + VALID[2:] + b"-" + b"x" * 1000, id="endless tail"),
        pytest.param(VALID + b"\n", id="trailing newline"),
        pytest.param(b" " + VALID, id="leading space"),
        pytest.param(VALID[:-1], id="short flags"),
        pytest.param(VALID.replace(b"-", b"_"), id="other separator"),
        pytest.param(VALID.replace(b"a", "\u0661".encode()), id="digits of another script"),
    ],
)
def test_malformed_values_are_no_context(value: bytes) -> None:
    """A caller that cannot spell the header is a caller without a trace."""
    assert parse_trace_context([value], [b"a=1"]) is None


def test_two_traceparents_are_no_context() -> None:
    """Nobody can say which of them is meant."""
    assert parse_trace_context([VALID, VALID]) is None


def test_no_traceparent_makes_the_tracestate_void() -> None:
    """Vendor data belongs to a trace."""
    assert parse_trace_context([], [b"a=1"]) is None


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([b"a=1,b=2"], "a=1,b=2"),
        ([b"a=1", b"b=2"], "a=1,b=2"),
        ([b" a=1 ,, \t b=2 , "], "a=1,b=2"),
        ([b"t@v=x y"], "t@v=x y"),
        ([b",".join(b"k%d=v" % n for n in range(32))], ",".join(f"k{n}=v" for n in range(32))),
        ([b"a=" + b"v" * 256], "a=" + "v" * 256),
    ],
)
def test_a_valid_tracestate_is_joined(values: list[bytes], expected: str) -> None:
    """Several fields are one list, whitespace and empty members fall away."""
    assert parse_tracestate(values) == expected


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(b"a", id="no value"),
        pytest.param(b"a=", id="empty value"),
        pytest.param(b"A=1", id="upper-case key"),
        pytest.param(b"a=1,a=2", id="key twice"),
        pytest.param(b"a=1=2", id="equals sign in a value"),
        pytest.param(b"a=\xe9", id="obs-text"),
        pytest.param(b"a=1\n", id="trailing newline"),
        pytest.param(b"a=" + b"v" * 257, id="long value"),
        pytest.param(b"k" * 257 + b"=v", id="long key"),
        pytest.param(b",".join(b"k%d=v" % n for n in range(33)), id="33 members"),
        pytest.param(b",".join(b"k%d=" % n + b"v" * 200 for n in range(10)), id="beyond the length"),
    ],
)
def test_a_malformed_tracestate_is_dropped_alone(value: bytes) -> None:
    """The trace context stays, without the vendors' data."""
    context = parse_trace_context([VALID], [b"good=1", value])
    assert context is not None
    assert context.tracestate == ""


def test_the_length_limit_is_above_what_the_standard_asks_for() -> None:
    """512 characters must go through."""
    value = b",".join(b"k%d=" % n + b"v" * 250 for n in range(2)) + b",last=" + b"v" * 60
    assert 512 <= len(value) <= MAX_TRACESTATE
    assert parse_tracestate([value]) == value.decode()


hex_ids = st.text("0123456789abcdef", min_size=1, max_size=33)
near_valid = st.builds(
    "-".join,
    st.tuples(
        st.sampled_from(["00", "01", "cc", "fe", "ff", "0", "0A"]),
        st.sampled_from([TRACE_ID, "0" * 32, TRACE_ID.upper(), "0" * 31 + "1"]) | hex_ids,
        st.sampled_from([SPAN_ID, "0" * 16, "0" * 15 + "1"]) | hex_ids,
        st.sampled_from(["00", "01", "02", "ff", "0", "0G"]),
    )
    | st.tuples(
        st.sampled_from(["00", "01", "cc"]),
        st.just(TRACE_ID),
        st.just(SPAN_ID),
        st.just("01"),
        st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), max_size=20),
    ),
)


@given(near_valid)
@example(VALID.decode())
def test_opentelemetry_reads_the_same_traceparents(value: str) -> None:
    """On what is valid, and on what is nearly so, two readers of one standard agree."""
    assert ours(value) == oracle(value)


@given(st.text(st.characters(max_codepoint=0xFF), max_size=80))
def test_opentelemetry_reads_no_noise_either(value: str) -> None:
    """Arbitrary header bytes are no trace context."""
    assert ours(value) is None
    assert oracle(value) is None


def test_opentelemetry_is_laxer_about_a_trailing_newline() -> None:
    """The one known difference, which is why `fullmatch` is used here."""
    assert oracle(VALID.decode() + "\n") is not None
    assert ours(VALID.decode() + "\n") is None


members = st.builds(
    "{}={}".format,
    st.from_regex(re.compile(r"[a-z][a-z0-9_*/-]{0,8}(@[a-z]{1,3})?"), fullmatch=True)
    | st.sampled_from(["", "A", "a b", "@a", "1@a", "1"]),
    st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E, exclude_characters=",="), max_size=12)
    | st.sampled_from(["", "=", "a=b", "\u00e9", "\x7f"]),
)


@given(st.lists(st.lists(members | st.just(""), max_size=4).map(",".join), min_size=1, max_size=3))
def test_opentelemetry_reads_the_same_tracestates(values: list[str]) -> None:
    """Keys, values and what makes the whole of it void."""
    assert ours(VALID.decode(), values) == oracle(VALID.decode(), values)
