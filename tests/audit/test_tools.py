"""Which names of tools may stand in the log."""

from __future__ import annotations

import pytest

from asgi_agent.audit.tools import is_plain
from tests.clinical_text import documents

PLAIN = """
search lookup_patient get_weather transfer_to_billing retrieve-documents send_email get_lab_results
summarize_note schedule_appointment check_insurance order.medication x
"""
OTHERS = """
call_john_smith lookup_okonkwo mary query_mrn_48291034 tel_6175550134 search_2 _private 7 fetchLabResults
JohnSmith Search john.smith@example.com grant_access call_boston search_ __
"""


@pytest.mark.parametrize("name", PLAIN.split())
def test_a_name_of_common_words_may(name: str) -> None:
    """Nobody is called so."""
    assert is_plain(name)


@pytest.mark.parametrize(
    "name", [*OTHERS.split(), "", "call john smith", "search\n", "a" * 65, "search_émile"]
)
def test_a_name_that_may_be_a_persons_may_not(name: str) -> None:
    """Nor may one with a word that no list has, a number, a capital, or what is no identifier at all."""
    assert not is_plain(name)


def test_no_labelled_value_may() -> None:
    """But for what is made of common words, in lower case (`standing_elk`)."""
    for document in documents(seed=7, n=100):
        for value in document.values():
            if len(value) > 3:
                assert not is_plain("call_" + "_".join(value.split())), value
