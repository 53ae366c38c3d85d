"""What was seen once, or is known beforehand, is found again."""

from __future__ import annotations

from asgi_agent.phi import Label, Redactor
from asgi_agent.phi.memory import Memory


def test_known_identifiers_are_found_whatever_their_case_and_punctuation() -> None:
    """The banner of a record says Lopez-Garcia; the chat says lopez garcia."""
    redactor = Redactor(known={"Lopez-Garcia, Maria": Label.NAME, "AB 77": Label.MRN})
    assert redactor.redact("so lopez garcia maria has ab-77") == "so [NAME] has [MRN]"


def test_known_identifiers_are_whole_words() -> None:
    """Part of another word is no identifier."""
    assert Redactor(known=["anna"]).redact("hosannas in the annals") == "hosannas in the annals"


def test_known_identifiers_in_scripts_without_spaces_are_found() -> None:
    """Nothing separates a Japanese name from the words around it."""
    assert Redactor(known={"山田太郎": Label.NAME}).redact("患者は山田太郎です") == "患者は[NAME]です"


def test_identifiers_of_one_request_are_not_those_of_the_next() -> None:
    """A session knows its own."""
    redactor = Redactor()
    assert redactor.session(["qz77w"]).redact("see qz77w") == "see [ID]"
    assert redactor.session().memory.known == {}


def test_a_name_seen_in_full_is_found_by_its_surname_in_the_next_text() -> None:
    """Texts of a session share a memory; those of another do not."""
    session = Redactor().session()
    session.redact("Patient: Zbigniew Kowalczyk was seen")
    assert "Kowalczyk" not in session.redact("later Kowalczyk went home")


def test_a_memory_does_not_show_what_it_holds() -> None:
    """Not in a log line, and not in a debugger's summary."""
    memory = Memory(["Kowalczyk"])
    memory.learn("Zbigniew")
    assert repr(memory) == "<Memory of 2 words>"


def test_what_is_too_short_is_not_looked_for() -> None:
    """Initials stand for too much else."""
    memory = Memory(["J", "Al"])
    memory.learn("Li J")
    assert memory.words == set()


def test_a_memory_stops_growing() -> None:
    """A text of nothing but names does not fill the process."""
    memory = Memory()
    for number in range(30_000):
        memory.learn("".join(chr(97 + int(digit)) for digit in f"{number:05}"))
    assert len(memory.words) == 20_000


def test_a_known_identifier_on_its_own_is_one() -> None:
    """Not a list of its letters, of which none would be looked for."""
    text = "the zone of Zork Mblat"
    assert Redactor(known="Zork Mblat").redact(text) == "the zone of [ID]"
    assert Redactor().session("Zork Mblat").redact(text) == "the zone of [ID]"


def test_nothing_is_learnt_from_tokens() -> None:
    """`NAME` is no name, and a code is nobody's number."""
    memory = Memory(["[MRN_k7f3]"])
    memory.learn("[NAME_k7f3] Kowalczyk")
    assert memory.words == {"kowalczyk"}
