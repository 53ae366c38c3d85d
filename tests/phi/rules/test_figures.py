"""All rules about figures together: what looks like an identifier and is none stays."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from asgi_agent.phi import Label, Redactor
from asgi_agent.phi.rules import figures
from tests.clinical_text import KINDS, documents
from tests.phi.rules.finding import spans

if TYPE_CHECKING:
    from tests.clinical_text import Document

LOOKALIKES = (
    "dx E11.9, Z79.4, I25.10, S72.001A and 250.00",
    "LOINC 2345-7, 4548-4 and 12345-6",
    "NDC 0002-8215-01, 00002-8215-01 and 50242-040-62",
    "CPT 99213, 99214-25, HCPCS J1885 and G0439",
    "SNOMED 44054006, SNOMED CT code 73211009 and concept id 38341003",
    "NCT01234567, ISRCTN12345678, PMID 31234567, PMC7096066, doi:10.1056/NEJMoa2034577",
    "rs1801133, NM_007294.3, c.68_69delAG, chr7:140453136, ENSG00000141510",
    "HER2, CYP2D6, COVID-19, HbA1c, SARS-CoV-2, T2DM, p53, IL-6, CA 19-9, BRCA1, EGFR L858R, H1N1",
    "mRNA-1273, BNT162b2, AZD1222, 99mTc, I-131",
    "platelets 250,000, plt 250000, ferritin 12500, WBC 11.2, BNP 1250 pg/mL",
    "500 mg BID, 1000 mcg, 2 x 500 mg, 1,000,000 units, 5000U SQ, 0.25 mg/kg, 500000 IU",
    "120/80, 130-140/80-90, HR 72-88, RR 16, 101.3 F, SpO2 94%, sats 92-95%",
    "pain 7/10, GCS 15, MMSE 28/30, Apgar 8/9, 20/40 vision, 4+/5, CHA2DS2-VASc 3",
    "INR 2.0-3.0, ratio 1:2000, dilution 1/320, titer 1:80, range 120-130",
    "version 2.10.3, v1.2.3, build 19041, release 10.0.19041",
    "45 CFR 164.514(b)(2), 21 CFR 11, RFC 9457, ISO 13485:2016",
    "age 34, aged 61, 45-year-old, 72 y/o, 89 years old, 18 months old",
    "95% CI 1.2-3.4, p=0.0001, OR 0.85 (0.75-0.95), n=12345",
    "1.5 million, 100,000 people, 12000 patients, 3000000 cells, 150000 copies/mL, $1,250.00",
    "room 412, bed 3, POD 3, week 32, G2P1001, T2N1M0",
)
ALWAYS = frozenset({Label.NAME, Label.LOCATION, Label.ADDRESS, Label.ZIP})


@pytest.mark.parametrize("text", LOOKALIKES)
def test_lookalikes_survive(text: str) -> None:
    """Codes, doses, vital signs, scores, ratios, ranges, genes, trials, laws and counts."""
    touched = [span for span in spans(f"we noted {text} there") if span.label not in ALWAYS]
    assert touched == []


@pytest.fixture(scope="module")
def texts() -> list[Document]:
    """Some of each kind that is no record."""
    return [made for kind in KINDS if kind not in ("fhir", "hl7") for made in documents(kind, seed=71, n=8)]


def test_nothing_is_found_where_a_look_says_that_nothing_can_be(
    texts: list[Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    """All rules together, each on every island with a figure, find what those find that have room there."""
    written = [text for document in texts for text in (document.text, document.text.upper())]
    found = [Redactor().find(text) for text in written]
    told = figures.room

    def open_to_all(shape: str) -> figures.Room:
        return figures.Room._make(True if said is False else said for said in told(shape))

    monkeypatch.setattr(figures, "room", open_to_all)
    monkeypatch.setattr(figures, "ALMOST", re.compile(""))
    monkeypatch.setattr(figures, "ANY_WORD", re.compile(""))
    assert [Redactor().find(text) for text in written] == found
