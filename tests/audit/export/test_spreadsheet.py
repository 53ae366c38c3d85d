"""CSV, as spreadsheets and other programs read it."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asgi_agent.audit.export.spreadsheet import COLUMNS, FORMULA, header, row
from asgi_agent.audit.record import Actor, Authorization, Entry, Event, Redaction
from tests.audit.export.entries import entries
from tests.audit.visits import entry


def read(made: Entry) -> dict[str, str]:
    """A row as a program reads it, by the names of the columns."""
    titles, cells = csv.reader(io.StringIO(header() + row(made), newline=""))
    return dict(zip(titles, cells, strict=True))


@given(entries)
def test_every_entry_is_one_row_of_all_columns(made: Entry) -> None:
    """Whatever is in it; lines end as RFC 4180 has it."""
    assert list(read(made)) == list(COLUMNS)
    assert row(made).endswith("\r\n")


def test_cells_say_what_the_record_does() -> None:
    """Lists by spaces, counts by name, truth in a word, nothing where nothing is known."""
    made = entry(
        authz=Authorization(break_glass=True), phi=Redaction(received={"NAME": 2, "MRN": 1}), purpose=None
    )
    cells = read(made)
    assert (cells["seq"], cells["type"], cells["outcome"], cells["status"]) == (
        "7",
        "http.request",
        "success",
        "200",
    )
    assert cells["objects"] == "Observation/7 Condition"
    assert cells["roles"] == "clinician"
    assert cells["redacted_in"] == "NAME=2 MRN=1"
    assert (cells["break_glass"], cells["complete"], cells["purpose"]) == ("true", "true", "")
    assert (cells["bytes_in"], cells["bytes_out"]) == ("100", "2000")


@pytest.mark.parametrize("sign", FORMULA)
def test_a_cell_that_would_be_a_formula_is_text(sign: str) -> None:
    """A quote before it, which spreadsheets do not show."""
    cells = read(entry(actor=Actor(f"{sign}HYPERLINK(1)"), event=Event("http.request", name=f"a{sign}b")))
    assert cells["actor"] == f"'{sign}HYPERLINK(1)"
    assert cells["name"] == f"a{sign}b"


@given(st.text(max_size=20))
def test_no_text_begins_a_formula(value: str) -> None:
    """In no cell."""
    cells = read(entry(actor=Actor(value, roles=(value,)), purpose=value))
    assert not any(cell.startswith(FORMULA) for cell in cells.values())


def test_quotes_commas_and_line_breaks_stay_in_their_cell() -> None:
    """Quoted, with quotes doubled."""
    value = 'a,"b"\nc\r\nd'
    assert read(entry(actor=Actor(value)))["actor"] == value
