"""Names that no list need have, by what stands around them."""

from __future__ import annotations

import pytest

from asgi_agent.phi import Label
from tests.phi.rules.finding import found
from tests.phi.rules.marked import missed

TOLD = (
    "Nurse [[Okonjo]] will call the family back tomorrow.",
    "Her daughter [[Tamsin]] drives her to dialysis.",
    "Spoke with [[Qadira Velhonen]] about the plan.",
    "Discussed with his brother [[Kwabena]] at bedside.",
    "Thanks,\n[[Delphine]]",
    "Best regards,\n[[Rosalind Achterberg]]\nPatient Access",
    "Dictated by [[J. R. Oyelaran]], MD",
    "[[Vandersloot, Pieternella M.]] was seen today.",
    "Seen by Dr. [[de la Cruz-Whitfield]] in clinic.",
    "Mr. [[O'Shaughnessy]] denies chest pain.",
    "Patient [[Nkechi Obiora]] presents with cough.",
    "Pt is [[Thandiwe Mokoena]], a 45 yo F.",
    "Attending: [[Ravindra Kulkarni]], MD",
    "PCP - [[Bjork Halvorsen]]",
    "Referring provider: [[Xochitl Barrientos]], NP",
    "[[Yusuf]] says he feels dizzy when standing.",
    "hi its [[marisela]] i need a refill",
    "thx, [[keisha]]",
    "PATIENT NAME: [[KOWALCZYK, BRONISLAWA]]",
    "DR [[ADEYEMI]] NOTIFIED",
    "WIFE [[LUCINDA]] AT BEDSIDE",
    "Mother ([[Zsofia]]) reports fever.",
    "My son, [[Aurelio]], has a rash.",
    "Ms [[Featherstonehaugh]] was counseled.",
    "Care discussed with son [[Ignatius]] and daughter [[Philippa]].",
    "CC: Dr [[T. Nwosu]]",
    "Signed: [[Lakshmi Venkataraman]] RN",
    "From: [[Anneliese Brandvold]]",
    "To: [[Cuthbert Pemberton]]",
    "Emergency contact: [[Fatoumata Diallo]] (sister)",
    "Roommate [[Delroy]] called 911.",
    "Interpreter [[Mei-Ling]] used for visit.",
    "Lab tech [[Priyanka]] drew the blood.",
    "He lives with his partner [[Anselm]].",
    "I talked to [[Bartholomew]] yesterday.",
    "The patient, [[Siobhan McElligott]], was admitted.",
    "Re: [[Zebediah Thistlewood]]",
    "Dear [[Ms. Abernethy-Jones]],",
    "Hi [[Oluwaseun]],",
    "Caregiver [[Rosamund]] administers meds.",
    "[[Ngozi]]'s blood pressure was high.",
    "[[Hatsumomo]] complains of headache.",
    "social worker [[Ingrid Sandoval]] to follow",
    "Case manager: [[Cleo]]",
    "my name is [[esperanza]] and i have asthma",
    "This is [[Tobias]] calling about my wife [[Henrika]].",
    "[[R. Subramaniam]] reviewed the slides.",
    "Consulted Drs. [[Haverford]] and [[Lindqvist]].",
    "Proxy: [[Mercedes del Rosario]]",
    "Pt [[smith, john]] here for f/u",
    "Hospital course for [[Mrs. Papadimitriou-Kowalski]]:",
    "Witnessed by: [[Cordelia St. James]]",
    "[[JOHANNSEN, GRETA]] 55F",
    "Reviewed with [[A. Bhattacharya]].",
    "[[Xiomara]] was tearful during the session.",
    "Therapist met with [[Rashida]] and her husband [[Lamar]].",
    "cc'd to [[Hjalmar]].",
    "Name of patient: [[Ottoline Fairweather]]",
    "E-signed by [[Marguerite d'Aubigny]]",
    "Pharmacist [[Teofilo]] verified dose.",
    "per [[Dr. Woźniak]]",
    "Parents, [[Soren]] and [[Astrid]], agree.",
    "Baby boy [[Achterberg]] was born.",
    "Ask [[Wilhelmina]] to call me.",
    "Caller: [[Thaddeus]]",
    "[[Ezekiel]] -> mom states he is better",
    "pt [[kowalski]] needs refill",
    "dr [[nakagawa]] said to come back",
    "mrs [[papadopoulos]] is on the phone",
    "Resident: [[Fitzgerald Okoro]], PGY-3",
    "Surgeon: [[V. Raghunathan]]  Assistant: [[P. Szymanski]]",
    "Interview with [[Marisol]]'s mother",
    "I, [[Jessamine Holloway]], consent to the procedure.",
)
COMMON = (
    "Beck Depression Inventory score 14; Morse Fall Scale 45.",
    "Course complicated by AFib with RVR, treated with Amiodarone.",
    "Prevnar, Shingrix and Tdap were given.",
    "Lab results: Hgb 10.2, Plt 150, Cr 1.2.",
    "MD aware. RN notified. PA student present.",
    "Children under 5 and parents with asthma.",
    "LI-RADS 5 lesion, Salter-Harris II fracture",
    "Xeljanz or Rinvoq",
)


@pytest.mark.parametrize("sentence", TOLD)
def test_names_are_found_by_what_is_said_of_them(sentence: str) -> None:
    """After roles, relations and degrees, in signatures, tables and chat."""
    assert missed(sentence, Label.NAME) == []


@pytest.mark.parametrize("sentence", COMMON)
def test_what_stands_where_names_do_is_left(sentence: str) -> None:
    """Instruments, drugs, laboratory values, degrees without a name."""
    assert found(sentence) == []


@pytest.mark.parametrize("name", ["Broadnax", "Truluck", "Okonkwo"])
@pytest.mark.parametrize(
    "told",
    [
        *("deacon", "pastor", "rabbi", "sergeant", "senator", "imam", "Attorney", "atty"),
        *("Atty.", "Inv.", "Det.", "Cpl.", "Maj.", "Gen.", "Rep.", "Bro.", "Fr."),
        *("auntie", "granny", "godmother", "housemate", "fiancé", "Abuela", "NP"),
    ],
)
def test_a_title_or_a_relation_tells_of_a_name(told: str, name: str) -> None:
    """In small letters, and cut short with a dot; whether a list has the name or not."""
    assert missed(f"We spoke with {told} [[{name}]] about it.", Label.NAME) == []


@pytest.mark.parametrize(
    "text",
    [
        "Gen. Surgery to see. Gen: NAD. Maj. depressive episode.",
        "Chief Complaint: cough. Chief resident notified.",
        "16 Fr Foley, Fr 14 catheter. Inv. pending, Det. limit 0.1.",
        "Off Lasix. Rep. in 3 months. Elder abuse screen negative.",
    ],
)
def test_a_title_that_is_a_word_as_well_is_one(text: str) -> None:
    """Where no name follows it."""
    assert found(text) == []
