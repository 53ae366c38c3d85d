"""Names of people."""

from __future__ import annotations

import pytest

from asgi_agent.phi import Label, Redactor
from tests.phi.rules.finding import found
from tests.phi.rules.marked import missed, too_much

TITLES = (
    "Seen and examined with [[Dr. Patel]].",
    "Discussed with [[Dr. Nguyen]] and [[Dr. O'Brien]].",
    "[[Dr. A. Krishnamurthy]] will follow.",
    "[[Dr Chowdhury]] reviewed the images.",
    "[[Mr. van der Berg]] was admitted overnight.",
    "[[Mr. and Mrs. Kowalczyk]] attended.",
    "[[Drs. Lee and Patel]] concur.",
    "[[Prof. Dr. Hans Müller]] performed the surgery.",
    "[[Mr. White]] and [[Ms. Black]] both declined.",
    "[[Nurse Williams]] administered the dose.",
    "hi [[dr okoro]], thanks for seeing me",
    "[[mrs lopez]] wants a call back",
    "[[MR. JOHNSON]] IS A PLEASANT GENTLEMAN.",
)
KEYS = (
    "Name: [[Okonkwo, Adaeze]]",
    "PATIENT NAME: [[WARSAME, OTIENO]]   MRN",
    "Name of patient: [[Faleolo, Sione]]",
    "First name: [[Makoa]]  Last name: [[Kahananui]]",
    "Patient's name is [[Khin Htun]].",
    "my name is [[maria lopez]] and i need to reschedule",
    "my name is [[adaeze okonkwo]] and i have a question",
    "a man named [[Bogdan]] came in",
    "He is called [[Charlie]] by his family.",
    "Subscriber Name [[Petru Vlahos]]",
    "Re: [[Hodgkins, Laura]]",
    "cc: [[Petru Vlahos]]; [[Ioana Vlahos]]",
)
ROLES = (
    "Patient: [[John Smith]]",
    "Pt [[John Smith]] is a 54 y/o M with HTN.",
    "pt [[susan brown]] called about her refill",
    "Attending Physician: [[Okafor, Chidi]] MD",
    "Spoke with daughter [[Maria]] over the phone.",
    "The patient's wife, [[Linda]], was at bedside.",
    "Her husband ([[Robert]]) drove her to the clinic.",
    "Mother, [[Oluwaseun Adeyemi]], reports fever since Monday.",
    "Daughter [[Xiomara]] translates for the patient.",
    "[[Okoro]] (son) at bedside",
    "Next of kin: [[Padraig McGonagle]], brother",
    "HCP is [[Ioana Vlahos]]",
    "Team: [[Vlahos, Okoro, Lindqvist]]",
    "Patient ....... [[Pearl Power]]",
    "Ordering provider | [[Ivy Young]]",
    "my husband [[weimin]] gave me seroquel",
)
SIGNATURES = (
    "Electronically signed by [[Michael T. Brown]], MD on",
    "Electronically signed by: [[Sarah K. Oyelaran]], PA-C",
    "-- [[J. Smith]], MD",
    "Dictated by: [[R. Gupta]], MD",
    "Signed, [[Emily Carter]] RN",
    "/s/ [[Thomas Whitfield]], DO",
    "Best regards,\n[[Karen Lindqvist]]",
    "Sincerely,\n\n[[Margaret Pemberton]], MD",
    "Thanks,\n[[Bronwen]]",
    "thanks [[bayani]]",
    "Dear [[Adaeze]],",
    "Hi [[Kavitha]], your results are back.",
    "SIGNED BY [[GWENLLIAN O'SHAUGHNESSY]], MD",
)
CONTEXT = (
    "[[Roberts]] continues to improve.",
    "[[Okonkwo]] reports less pain.",
    "[[Smith]]'s chart was reviewed by [[Patel]].",
    "[[Chukwuemeka Oyelaran]], 54 y/o, presents for follow-up.",
    "[[Hiroyuki Tanaka]] (DOB unknown) was seen.",
    "[[Petru]] - son - is the contact",
    "Spoke with [[Priyanka Raghunathan]], who agreed.",
    "Hi, this is [[Tamika Washington]], I wanted to ask.",
    "I'm [[Adaeze Okonkwo]] and I need help.",
    "paged [[Lindqvist]] twice",
    "Spoke w/[[Lindqvist]] about it",
)
FORMS = (
    "[[Anna S.]] was previously treated for MS.",
    "[[R. J. Whitcomb]] was consulted.",
    "[[J.R.Whitfield]] was consulted.",
    "[[Smith J.]], visited again",
    "[[Kim, Soo-jin]] presented with headache.",
    "[[SMITH,JOHN A]]",
    "[[MARIA LOPEZ]] WAS SEEN TODAY FOR FOLLOW UP.",
    "[[José Núñez]] has been taking metformin.",
    "[[Nguyen Thi Lan]] is a 34-year-old woman.",
    "[[Juan de la Cruz]] was discharged home.",
    "told [[van Dijk]], the nurse, about it",
    "[[Fatima bint Khalid]] was seen in clinic.",
    "[[Anne-Marie Lefebvre]] came alone.",
    "[[Ka'imi Nu'uanu]] was seen.",
    "[[Muhammad Ali Jr.]] was seen.",
    'Veteran [[William "Bill" Harrington]] was seen.',
    "[[John\nSmith]] was seen in follow-up.",
    "[[john smith]] called about his meds",
    "Seen: [[Mai Vang]] and [[Tou Vang]].",
    "[[Иван Петров]] was seen.",
)
WORDS = (
    "[[Mark Brown]] is stable.",
    "Patient [[Grace Long]] reports nausea.",
    "[[Hope Summers]], 33 y/o, G2P1.",
    "[[April Jones]] was given amoxicillin.",
    "Assessment: [[Ms. Young]] is a 70-year-old woman.",
)
TABLES = (
    "1\t[[Kealoha, Ululani]]\tMR914795\t",
    "23:22;[[Dewi Htun]];Feb 14;G6838765",
    '"T1475716","[[Warsame, Akinyi]]","Boston"',
    "| [[McGonagle, Ruaridh]] | 00858327 |",
)


@pytest.mark.parametrize("sentence", [*TITLES, *KEYS, *ROLES, *SIGNATURES, *CONTEXT, *FORMS, *WORDS, *TABLES])
def test_a_name_is_found(sentence: str) -> None:
    """By a title, a key word, a role, a signature, what is beside it, how it is written, or a list."""
    assert missed(sentence, Label.NAME) == []


@pytest.mark.parametrize("sentence", [*TITLES, *ROLES, *CONTEXT, *FORMS, *WORDS])
def test_what_stands_beside_a_name_stays(sentence: str) -> None:
    """No other word is taken for a name."""
    assert too_much(sentence) == []


SURVIVORS = (
    "Parkinson disease, Alzheimer's dementia and Huntington's disease.",
    "Guillain-Barré syndrome and Charcot-Marie-Tooth disease were considered.",
    "Wilson's disease, Addison's disease and Cushing's syndrome are rare.",
    "Hodgkin lymphoma, Burkitt lymphoma and Kaposi sarcoma.",
    "A Foley catheter was placed; a Swan-Ganz catheter was removed.",
    "Framingham Risk Score 12%. Glasgow Coma Scale 15. Wells score 3.",
    "The Whipple procedure and Nissen fundoplication were discussed.",
    "Positive Murphy's sign, negative Rovsing sign, Homans sign absent.",
    "The Chaddock reflex was positive.",
    "Epstein-Barr virus titers; Ebstein anomaly; Barrett esophagus.",
    "A Kaplan-Meier curve and a Cox model were used.",
    "The ADA, AHA and FDA recommend annual screening.",
    "Humira and Enbrel were stopped; Keytruda was started.",
    "Patient denies chest pain. Patient reports nausea.",
    "Patient Education: Follow a low-salt diet.",
    "Family History: Mother: Hypertension. Father: Deceased, MI.",
    "CHIEF COMPLAINT: CHEST PAIN. HISTORY OF PRESENT ILLNESS:",
    "MEDICATIONS: ASPIRIN, LISINOPRIL, METOPROLOL SUCCINATE.",
    "Vitamin D 50 ng/mL, Vitamin B12 normal, Hepatitis B immune.",
    "May need surgery. March fractures. He will mark the site. Hope to discharge.",
    "Dr. appointment at 3 pm. Nurse visit scheduled. Doctor visit next week.",
    "E. coli, C. difficile, S. aureus, H. pylori were negative.",
    "T. bili 1.2, D. dimer high, A. fib with RVR, V. fib arrest.",
    "Grade III, Stage IV, Type II diabetes, Class C, factor V Leiden.",
    "Spanish speaking, Vietnamese interpreter used.",
    "A Hickman line, a Jackson-Pratt drain, and a Penrose drain.",
    "A 16 Fr Foley catheter drained 400 mL.",
    "Drug name: Xarelto. Generic name: rivaroxaban.",
    "Discharge Instructions: Call your doctor. Return to the Emergency Room.",
)


@pytest.mark.parametrize("text", SURVIVORS)
def test_what_is_named_after_people_and_what_looks_like_names_survives(text: str) -> None:
    """Diseases, signs, scores, instruments, drugs, germs, organisations, headings, months and modal verbs."""
    assert found(text) == []


def test_a_surname_alone_is_found_once_it_was_seen() -> None:
    """Even where nothing beside it speaks for a name."""
    later = "We await the Oyelaran films."
    assert found(later) == []
    assert found(f"Name: Jane Oyelaran. {later}")[-1] == ("Oyelaran", Label.NAME)


def test_a_name_is_remembered_in_the_next_text_of_a_session() -> None:
    """And in no text of another."""
    session = Redactor().session()
    session.find("Patient: Adaeze Oyelaran")
    assert session.redact("the Oyelaran labs and oyelaran films") == "the [NAME] labs and [NAME] films"
    assert Redactor().redact("the Oyelaran labs") == "the Oyelaran labs"


def test_a_name_of_two_words_is_remembered_by_either() -> None:
    """As in the hyphen of a married name."""
    session = Redactor().session()
    session.find("Patient: Maria Ruiz-Ortega")
    assert session.redact("the Ortega labs") == "the [NAME] labs"


def test_words_that_are_names_as_well_stay_in_lower_case_once_remembered() -> None:
    """Mr. Brown does not make every brown stool his."""
    session = Redactor().session()
    session.find("Seen with Mr. Brown")
    assert session.redact("brown stool") == "brown stool"
