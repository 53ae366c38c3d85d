"""Signed notes and checkpoints, against the examples in the specifications."""

from __future__ import annotations

from base64 import b64decode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asgi_agent.audit.checkpoints.note import (
    MAX_NOTE,
    Checkpoint,
    Note,
    Signature,
    key_id,
    parse_checkpoint,
    parse_note,
)

# From c2sp.org/tlog-checkpoint.
CHECKPOINT = (
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
    "— example.com/behind-the-sofa "
    "Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
).encode()

names = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Z"], exclude_characters="+"), min_size=1, max_size=20
)
texts = st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20), min_size=1).map(
    lambda lines: "".join(f"{line}\n" for line in lines)
)
signatures = st.builds(
    Signature, names, st.binary(min_size=4, max_size=4), st.binary(min_size=1, max_size=80)
)


def test_the_example_of_the_specification_is_read() -> None:
    """And written again byte for byte."""
    note = parse_note(CHECKPOINT)
    assert [(s.name, s.key_id.hex(), len(s.value)) for s in note.signatures] == [
        ("example.com/behind-the-sofa", "033de0ae", 64)
    ]
    checkpoint = parse_checkpoint(note.text)
    assert (checkpoint.origin, checkpoint.size) == ("example.com/behind-the-sofa", 20852163)
    assert checkpoint.to_text() == note.text
    assert note.to_bytes() == CHECKPOINT


@given(texts, st.lists(signatures, min_size=1, max_size=16))
def test_what_is_written_is_read(text: str, signed: list[Signature]) -> None:
    """Any text and any signatures; empty lines in the text are part of it."""
    note = Note(text, tuple(signed))
    assert parse_note(note.to_bytes()) == note


@given(
    st.text(min_size=1, max_size=30).filter(lambda s: "\n" not in s),
    st.integers(0, 2**63 - 1),
    st.binary(min_size=32, max_size=32),
)
def test_a_checkpoint_that_is_written_is_read(origin: str, size: int, root: bytes) -> None:
    """Whatever its origin is."""
    assert parse_checkpoint(Checkpoint(origin, size, root).to_text()) == Checkpoint(origin, size, root)


@given(st.binary(max_size=200))
def test_anything_else_is_refused_with_a_value_error(data: bytes) -> None:
    """Random bytes are no note, and never another fault."""
    with pytest.raises(ValueError):  # noqa: PT011 - which words it has is not the point here
        parse_checkpoint(parse_note(data).text)


def line(value: str = "AAAAAAA=") -> str:
    return f"— key {value}\n"


@pytest.mark.parametrize(
    "note",
    [
        "text\n",
        "text\n\n",
        "text\n" + line(),
        "text\n\n" + line()[:-1],
        "text\n\n" + line() * 17,
        "te\x00xt\n\n" + line(),
        "text\n\n" + line().replace("—", "-"),
        "text\n\n" + line().replace("key", "k+y"),
        "text\n\n" + line().replace("key", "k\u2003y"),
        "text\n\n" + line().replace("key ", ""),
        "text\n\n" + line("AAAA"),
        "text\n\n" + line("AAA*AAA="),
        "t" * MAX_NOTE + "\n\n" + line(),
    ],
)
def test_a_note_of_another_form_is_refused(note: str) -> None:
    """No signature, a cut one, too many, control characters, names that may not be."""
    with pytest.raises(ValueError, match=r"no |note of"):
        parse_note(note.encode())


@pytest.mark.parametrize("size", ["", "01", "-1", "+1", " 1", "1_0", "\u0661", "9" * 20])
def test_a_size_is_a_decimal_number_in_its_shortest_form(size: str) -> None:
    """As the specification has it; `int()` would take most of these."""
    with pytest.raises(ValueError, match="no checkpoint"):
        parse_checkpoint(f"o\n{size}\n{'A' * 43}=\n")


@pytest.mark.parametrize("root", ["A" * 44, "A" * 40, "*" * 43 + "="])
def test_a_root_is_32_bytes(root: str) -> None:
    """In base64."""
    with pytest.raises(ValueError, match=r"no base64|wrong length"):
        parse_checkpoint(f"o\n1\n{root}\n")


def test_extension_lines_are_passed_over() -> None:
    """They may follow the root, and say nothing that is checked."""
    assert parse_checkpoint(f"o\n1\n{'A' * 43}=\nmore\n") == Checkpoint("o", 1, bytes(32))


def test_a_key_id_is_that_of_the_example() -> None:
    """Of the verifier key in c2sp.org/signed-note."""
    material = b64decode("AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")
    assert key_id("example.com/foo", material[1:]).hex() == "530d903a"
