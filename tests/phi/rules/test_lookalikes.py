"""What looks like a name, a place, a date or a number of somebody, and is none."""

from __future__ import annotations

import pytest

from asgi_agent.phi import Label
from tests.phi.rules.finding import found
from tests.phi.rules.marked import missed, too_much

STATISTICS = (
    "Groups were compared with Mann-Whitney and Kruskal-Wallis tests; Bonferroni correction was applied.",
    "Cox regression, Kaplan-Meier, log-rank, Cochran-Mantel-Haenszel, McNemar, Hosmer-Lemeshow, Fine-Gray.",
    "Shapiro-Wilk, Kolmogorov-Smirnov, Bland-Altman, Spearman rho, Hardy-Weinberg equilibrium.",
    "Stata 17, SPSS 28, SAS 9.4, R 4.2.1, GraphPad Prism 9, MATLAB R2021a, REDCap.",
)
SCALES = (
    "Morse 45 at admission, Morse 35 later. Braden 17.",
    "Wells 4.5. Norton 14. Lawton 7, Berg 48/56.",
    "Fuhrman 2, Clark IV, Mason II, Beck 28, Ashworth 2.",
    "MORSE 45. HAMILTON 22.",
    "Denver II screen normal. Denver milestones at 18 months. Boston Naming 52/60.",
    "Bethesda IV nodule. The Paris System was used. Montreal Cognitive Assessment 24/30.",
    "Gleason 3+4=7. Spetzler-Martin II. Fugl-Meyer 44. Lauge-Hansen SER IV. Danis-Weber C.",
)
STAINS = (
    "Ki-67 15%. Ki67 5%. Melan-A positive, Wright-Giemsa, Ziehl-Neelsen, Von Kossa and Warthin-Starry.",
    "Congo red, Masson trichrome, Grocott, Jones silver, Fontana-Masson.",
)
MAKERS = (
    "The Hologic Selenia Dimensions is down for maintenance.",
    "Scope Stryker System 8. Canon Aquilion ONE. Toshiba Aplio 500. Hamilton G5.",
    "Zimmer Biomet, DePuy Synthes, Smith & Nephew, Boston Scientific, Welch Allyn and Arthrex.",
    "Da Vinci Xi. Edwards Sapien 3. Puritan Bennett 980. Medtronic Evolut R.",
)
NUMBERS = (
    "Plan BIN 610014. RxBIN: 004336. BIN# 015581",
    "tibial tray ref 5521-B-400. REF 71420164. Lead model 5076-52. Mesh catalog # 1012520-18.",
    "RV threshold 0.75 V @ 0.4 ms. Impedance 480 ohms. QTc 440 ms. Axis normal.",
    "time  bp  hr  spo2\n0800  128/74  88  97%\n1200  131/80  92  96%",
    "Time BP HR RR SpO2 Temp\n0600 128/74 88 16 97% 98.6",
    "Mozilla/5.0 Chrome/119.0 Edge/120.0.2210.61",
    "TSH 8.16, BNP 1455, PLATELETS 226; BP 144/80",
)
PEOPLES = (
    "Languages: Hmong, Somali, Tagalog, Haitian Creole, Pashto, Dari, Lao, Thai, Navajo, Czech, Greek.",
    "Religion: Jehovah's Witness. Seventh-day Adventist. Amish. Baptist. Sikh.",
    "Ethnicity: Ashkenazi Jewish. Chamorro. Lakota. Choctaw. Alaska Native. Han Chinese.",
    "Fasts for Ramadan, Eid, Yom Kippur and Lent.",
)
PUBLISHERS = (
    "Cite National Cancer Institute if you can.",
    "Royal College of Physicians. New England Journal of Medicine.",
)


@pytest.mark.parametrize(
    "text",
    [*STATISTICS, *SCALES, *STAINS, *MAKERS, *NUMBERS, *PEOPLES, *PUBLISHERS],
    ids=lambda text: text[:40],
)
def test_what_is_named_after_somebody_is_nobody(text: str) -> None:
    """Tests, scores, stains, products, peoples, feasts and societies, and the numbers beside them."""
    assert found(text) == []


PEOPLE = (
    "Spoke with [[Dr. Morse]] at length.",
    "[[Wells]] reports pain.",
    "Pt [[Clark]] 45 yo with CHF",
    "[[Anna Fisher]] 4 days after surgery",
    "[[Dr. Hamilton]] 22 hours later agreed.",
    "seen by [[Ms. Battery]] today",
    "[[Berg, John]] was seen.",
    "Our ref: [[12345678]]",
    "Reference number [[44812-B-900]] please quote",
    "BIN 610014 PCN MEDDPRIME ID [[XJQ882910]]",
    "tibial tray ref 5521-B-400, SN [[ALX922879]]",
)


@pytest.mark.parametrize("sentence", PEOPLE)
def test_people_of_the_same_name_are_found(sentence: str) -> None:
    """Where a title, a given name or an age says that somebody is meant; so are numbers of pieces."""
    assert missed(sentence, *Label) == []
    assert too_much(sentence) == []
