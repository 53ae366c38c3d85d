"""Records as a table that fits the terminal."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import termios
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from asgi_agent.audit.record import Actor, Authorization, Chain, Event, Subject
from asgi_agent.cli.audit.table import Table, terminal_width
from tests.audit.visits import entry

TITLES = ["TIME (UTC)", "OUTCOME", "ACTOR", "PATIENT", "WHAT"]


@given(st.integers(40, 250), st.text(max_size=60))
@example(57, "\u0816" * 3)
def test_a_row_is_no_wider_than_the_terminal(width: int, text: str) -> None:
    """Whatever stands in it, in characters of any width."""
    table = Table(width)
    wide = entry(actor=Actor(text), event=Event("letter.sent", name=text), http=None, subject=Subject(text))
    for line in (table.header(), table.row(wide)):
        assert columns(line) <= width
        assert line.isprintable()


def columns(line: str) -> int:
    """How many columns of a terminal a line takes."""
    seen = [char for char in line if unicodedata.category(char) not in ("Mn", "Me")]
    return len(seen) + sum(unicodedata.east_asian_width(char) in "WF" for char in seen)


def test_characters_that_are_two_columns_wide_count_twice() -> None:
    """As a terminal shows them."""
    row = Table(60).row(entry(actor=Actor("\u6f22" * 40)))
    assert row.count("\u6f22") <= 6
    assert "\u2026" in row


@pytest.mark.parametrize(
    ("width", "titles"),
    [
        (40, ["TIME (UTC)", "WHAT"]),
        (50, ["TIME (UTC)", "OUTCOME", "WHAT"]),
        (60, ["TIME (UTC)", "OUTCOME", "ACTOR", "WHAT"]),
        (80, TITLES),
        (200, TITLES),
    ],
)
def test_columns_give_way_where_it_is_narrow(width: int, titles: list[str]) -> None:
    """Who and on whom, rather than when and what."""
    header = Table(width).header()
    assert [title for title in TITLES if title in header] == titles


def test_a_terminal_takes_nothing_in_it_for_a_command() -> None:
    """An id may come from a token, and so from anybody."""
    row = Table(200).row(entry(actor=Actor("\x1b]0;title\x07\x9b2J\u202eab")))
    assert "?]0;title??2J?ab" in row


def test_pseudonyms_are_short_and_overrides_stand_out() -> None:
    """The first digits tell one from another on a screen."""
    made = entry(subject=Subject("hmac:v2:0123456789abcdef"), authz=Authorization(break_glass=True))
    row = Table(120).row(made)
    assert "v2:01234567 " in row
    assert row.endswith("GET /patients/{id} [break-glass]")


@pytest.mark.parametrize(
    ("chain", "said"),
    [
        (Chain(reason="missing", first=3, last=9), "audit.gap missing 3-9"),
        (Chain(reason="dropped", count=12), "audit.gap dropped 12 records"),
    ],
)
def test_what_the_log_says_of_itself_is_told(chain: Chain, said: str) -> None:
    """A gap by its reason and by what is missing."""
    made = entry(event=Event("audit.gap"), phase="event", outcome=None, http=None, actor=None, chain=chain)
    row = Table(120).row(made)
    assert row.endswith(said)
    assert row.split()[2:4] == ["-", "-"]


def test_the_width_is_that_of_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of any of the three streams: behind a pager it is not that of the output."""
    monkeypatch.delenv("COLUMNS", raising=False)
    controller, terminal = pty.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 133, 0, 0))
    with os.fdopen(controller), os.fdopen(terminal) as stream:
        monkeypatch.setattr("sys.__stdout__", None)
        monkeypatch.setattr("sys.__stderr__", stream)
        assert terminal_width() == 133


def test_the_width_can_be_given(monkeypatch: pytest.MonkeyPatch) -> None:
    """By the environment; without a terminal it is 80, and never too narrow for anything."""
    monkeypatch.setenv("COLUMNS", "91")
    assert terminal_width() == 91
    monkeypatch.setenv("COLUMNS", "7")
    assert terminal_width() == 40
    monkeypatch.delenv("COLUMNS")
    for stream in ("stdout", "stderr", "stdin"):
        monkeypatch.setattr(f"sys.__{stream}__", None)
    assert terminal_width() == 80
