"""Hospitals, homes, suppliers, shops, schools and agencies by the names that people have for them."""

from __future__ import annotations

import pytest

from asgi_agent.phi import Label
from tests.phi.rules.marked import missed, too_much

SYSTEMS = (
    "412B awaiting [[TJUH]] accept, flight on hold",
    "trying [[BIDMC]] & the [[Brigham]] for a bed",
    "[[Sentara]] declined for acuity",
    "ship him to [[UTMB Galveston]]",
    "daughter works in IT at [[ThedaCare]]",
    "[[Mount Auburn]] has no beds",
    "labs from [[BioReference]] pending",
    "wheelchair from [[Numotion]] is late",
    "Prior films: [[RadNet]]",
    "[[St. E's]] faxed the ECG",
    "bed search: [[Silver Hill]] full",
    "glasses from [[LensCrafters]]",
    "films at [[Envision Radiology]] on a CD",
    "[[Brookdale Chandler]] memory care",
    "[[Cherokee Nation ICW]] worker",
    "call [[Athens-Limestone]] for the run sheet",
)
BRANCHES = (
    "2) refill - [[Walgreens Homestead]]",
    "Rx to [[Publix Kissimmee]]",
    "this is Olga at [[Safeway Southeast]]",
    "[[Fresenius Opelousas]] chair time 0600",
    "Lily from [[Kaiser Fontana]] called",
    "[[Mercy Northwest]] has her films",
    "direct admit from [[Methodist Richardson]]",
    "[[Toyota Tupelo]] needs the form",
    "[[Apria Amarillo]] will deliver the tank",
    "drop off: [[DaVita Waycross]]",
    "labs drawn [[Quest Ocala]].",
    "seen at [[Baptist East]] in March",
    "dc to [[Kindred]] tomorrow, ambo 0900",
    "[[Swedish Issaquah]] OB clinic",
    "[[Asante Ashland]] has no beds",
    "call the desk at [[Amazon SLC1]]",
    "packs boxes at [[tyson]] nights",
    "[[Northwell Huntington]] / ICU",
)
AGENCIES = (
    "Inv. Lee, [[Pitt Co. DSS]], took the report",
    "[[Lenawee Co. Schools]] wants the plan",
    "faxed to [[Bibb County DFCS]]",
    "[[Sumter Co. EMS]] on scene",
    "[[Klamath Co. Public Health]] notified",
    "letter to the [[Mobile Housing Authority]]",
    "[[Skagit Co. Jail]] nurse called",
)
PRACTICES = (
    "Refer cataract eval [[Cumberland Eye]], after the holidays.",
    "R. Dunn MD, [[Ozark Surgical]]\nService",
    "claim by [[Kentucky Anesthesia]].",
    "Prior study ([[Tidewater Vascular]]) was normal",
    "[[Ridgeview Rehab & Care]] has a bed",
    "[[Pulmonary Assoc. of Mobile]]",
    "[[Retina Consultants of Nevada]] faxed it",
    "i see dr vu at [[bayshore IM]] in may",
    "this is Kim w/ [[Peach St OB]].",
    "claim by [[Highland Anesthesia PSC]] paid",
    "[[Cape Fear Vascular]], 2023",
    "Neha / [[Lowcountry Eye]] Billing",
    "[[Great Lakes Gastroenterology PC]], Attn",
    "brought in by [[Tacoma PD]] in cuffs",
    "screening at [[Tulsa Mammography]] was clear",
    "[[Sedona Integrative]], 12 visits",
)
SCHOOLS = (
    "Student: Ana, gr 4, [[PS 139]]",
    "goes to [[PS 87]], 5th grade",
    "[[MS 51]] nurse called",
    "[[Hanford HS]] trainer cc'd",
    "sub at [[Ogden Elem]] this week",
    "my son started at [[southside elem]] monday",
    "imm record for [[Abilene ISD]] please",
    "form for the nurse at [[tiny hands daycare]] please",
    "form for [[Camp Tecumseh]] by june",
    "[[HISD]] nurse, [[LAUSD]] bus",
    "teacher at [[PS 163]]",
    "rows at the [[Savannah Yacht Club]]",
)
SHOPS = (
    "left past the [[Dollar Tree]], brick house",
    "she works at [[Jiffy Lube]] now",
    "got a job with [[Republic Services]] in [[Peoria]]",
    "they are at the [[Drury Inn]] tonight",
    "[[Food Lion]] wanted forty dollars for it",
    "release to gym [[Planet Fitness]] [[Bangor]]",
    "[[Medicine Shoppe]] called",
    "eats at [[Pellerin's]] in [[Lafayette]]",
    "turn left past the [[Wawa]], brick house",
    "late for my shift at [[amazon phx7]]",
    "DME [[Apria ABQ]].",
    "her boss at [[Micron]], who saw it",
    "ready at [[Walgreens (Grand & 5th)]] today",
    "fills at [[HEB Bandera/1604]]",
    "sent to [[Walmart Supercenter, W Hwy 76]]",
)


@pytest.mark.parametrize("sentence", [*SYSTEMS, *BRANCHES, *AGENCIES, *PRACTICES, *SCHOOLS, *SHOPS])
def test_what_people_call_a_facility_is_found(sentence: str) -> None:
    """A house of a chain by its town or its side, a school by its number, an agency by its county."""
    assert missed(sentence, Label.LOCATION, Label.NAME, Label.ID) == []


NOBODY = (
    "The findings encompass both lungs and select vessels.",
    "Target INR 2-3; target HR 110; on target north of 60",
    "ECOG PS 2, KPS 80, PS 70%, PS 12/5, PS 10 over PEEP 5, Karnofsky PS 90",
    "took his first steps at 11 months; kids first, then adults",
    "renal US renal ultrasound; MS 2 mg IV, MS 4 mg",
    "per the American Heart Association and the CDC, Medicare covers it",
    "Left Eye, Right Eye; Both Eyes; Oral Surgical; Peripheral Vascular",
    "Cone biopsy, cone down; ASU discharge; FMC 3; TMH visit; Norton scale 14",
    "Patient First Name, Patient Last Name, at McBurney's point",
    "Ambien HS, Seroquel HS, melatonin HS prn",
    "a quest for health, a legacy of smoking, sharp pain, trinity of signs",
    "Speech Therapy, Home Oxygen, Medical Equipment, Urgent Care",
    "IM, PC; HS; Eye; PD on levodopa, Left Eye, Heart, PC ratio",
    "Zyprexa IM, ceftriaxone IM, OB history, PC ratio",
    "Mental Health, Social Services, Public Health, Human Services",
    "at discharge, at Baseline, at Rest, at Goal, at Risk",
)


@pytest.mark.parametrize("sentence", NOBODY)
def test_words_that_are_called_alike_stay(sentence: str) -> None:
    """Verbs, settings of a ventilator, statuses, services that every county has."""
    assert too_much(sentence) == []
