"""Text to take times of: an answer as models write it, and the dense text of records."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from tests.clinical_text import documents

if TYPE_CHECKING:
    from collections.abc import Callable

# What an assistant says: mostly plain words, with a number, a drug or an abbreviation here and there.
ANSWER = (
    "The evidence for this approach comes from several randomised trials and two large cohort studies.",
    "In most adults the first step is a change of diet together with regular physical activity.",
    "If symptoms persist after four weeks, a trial of a low-dose inhaled steroid is reasonable.",
    "The risk of bleeding should be weighed against the benefit before treatment is started.",
    "Kidney function and potassium are checked one to two weeks after any change of the dose.",
    "There is no need to repeat the scan unless new findings appear on examination.",
    "Patients often describe a dull ache that gets worse in the evening and after meals.",
    "A careful history remains the most useful test, since imaging is normal in early disease.",
    "Metformin is usually continued, but it is held for 48 hours after contrast is given.",
    "Blood pressure below 130/80 mmHg is the goal for most people with diabetes.",
    "This is consistent with what the guidelines of 2021 recommend for secondary prevention.",
    "Side effects include nausea, loose stools and, rarely, inflammation of the pancreas.",
    "Ask whether the swelling is on one side only, and whether it came on suddenly.",
    "The two drugs share a pathway, so that levels of the second may rise by up to 40 percent.",
    "Vaccination is advised once a year, ideally before the season begins.",
    "It would be sensible to involve the family early, as decisions may become harder later.",
    "An ECG is obtained at baseline because the combination can prolong the QT interval.",
    "Therapy is stopped when the rash involves mucous membranes or when fever develops.",
    "The differential includes infection, an autoimmune process and, less likely, a tumour.",
    "Sleep hygiene and a fixed wake time help more than tablets in the long run.",
    "For a wound of this size, dressings are changed every second day until it is dry.",
    "Children recover within days, while older adults may cough for six weeks or more.",
    "Please let me know if you would like the references or a summary for the patient.",
    "No dose adjustment is needed when creatinine clearance is above 30 mL/min.",
)


# As it is dictated: no word of it can begin an identifier.
PLAIN = (
    "the pain was gone after some days, and nothing else was found on examination.",
    "there is no swelling, no redness and no warmth over the joint, which moves freely.",
    "breath sounds are clear on both sides, and the heart sounds are regular without murmur.",
    "sleep has been better since the dose was lowered, although the appetite is still poor.",
    "the wound is clean and dry, the edges are together, and the dressing was left in place.",
    "walking on level ground is easy now, but stairs still cause some shortness of breath.",
)

DENSE = (
    "progress note",
    "discharge summary",
    "registration form",
    "claims letter",
    "referral letter",
    "patient chat",
)


def answers(characters: int, seed: int = 0) -> list[str]:
    """Prose in paragraphs, without an identifier in it."""
    rng = Random(seed)
    return _until(characters, lambda number: " ".join(rng.sample(ANSWER, 8)))


def plain(characters: int, seed: int = 0) -> list[str]:
    """Long texts of plain words, with nothing in them that has to be looked at."""
    rng = Random(seed)
    return _until(characters, lambda number: " ".join(rng.choices(PLAIN, k=250)))


def clean(characters: int, seed: int = 0) -> list[str]:
    """Clinical notes without an identifier, but full of what looks like one."""
    return _until(characters, lambda number: documents("clean note", seed=seed + number, n=1)[0].text)


def dense(characters: int, seed: int = 0) -> list[str]:
    """Records of several kinds, with an identifier in almost every line."""

    def record(number: int) -> str:
        return documents(DENSE[number % len(DENSE)], seed=seed + number, n=1)[0].text

    return _until(characters, record)


def _until(characters: int, make: Callable[[int], str]) -> list[str]:
    texts: list[str] = []
    length = 0
    while length < characters:
        texts.append(make(len(texts)))
        length += len(texts[-1])
    return texts
