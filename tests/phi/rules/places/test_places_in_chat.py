"""Places as people type them: in lower case, without commas."""

from __future__ import annotations

import pytest

from asgi_agent.phi import Label
from tests.phi.rules.finding import found
from tests.phi.rules.marked import missed

TOWNS = (
    "it started after the trip to [[lake havasu city]], az",
    "it started after the trip to [[salina]], ks on",
    "we got back from [[pocatello]], id last week",
    "i drove to [[murfreesboro]], tn and back",
    "im in [[wausau]] wi for the week",
    "i live near [[ottumwa]] iowa",
    "was stuck in [[texarkana]], tx",
)
FACILITIES = (
    "should i come in to [[larchmont dialysis center]]??",
    "i waited 3 hours at [[ironwood surgery center]] with my mom",
    "waited at [[starling behavioral health hospital]] yesterday",
    "transferred from [[whispering pines care center]], crcl 34",
    "was my old doctor at [[twin peaks surgery center]]",
    "they sent me to [[two forks community hospital]]",
    "seen at [[bluestem family medicine]] by the np",
    "he is at [[piedmont crossing rehabilitation hospital]]",
    "been at [[university of wexford health system]]",
    "the lab at [[eastlake women's clinic]] lost it",
    "works at [[lincoln elementary school]]",
    "sent records to [[red cedar clinic]]",
)
STREETS = (
    "cousin at [[43 larkspur ln]], [[ogden]], ut [[84482]]. can u",
    "i live at [[79 kirkwood terrace, unit 852]], [[ottumwa]], ia [[52546-5653]]",
    "writing to them at [[81 kapiolani blvd]] [[texarkana]] re my results",
    "at [[15452 old york hwy, apt. 105b]] [[muskogee]] re",
    "at [[5750 rue dauphine]], [[dothan]], al [[36346]]",
    "the pharmacy on [[51763 stagecoach trl]] says",
    "my new address is [[851 camino real, unit 213]], [[chattanooga]], tn",
    "we moved to [[109 old mill road, suite 552]], [[worcester]], ma",
    "mail it to [[p.o. box 963]], [[modesto]], ca [[95306]]",
    "lives at [[614 church street #430]] [[pocatello]]",
)


@pytest.mark.parametrize("sentence", [*TOWNS, *FACILITIES, *STREETS])
def test_a_place_in_lower_case_is_found(sentence: str) -> None:
    """By what goes before it, by what it ends with, or because its name means nothing else."""
    assert missed(sentence, Label.LOCATION, Label.ADDRESS, Label.ZIP) == []


SURVIVORS = (
    "she was seen at the clinic and at follow up clinic last month",
    "he stopped at a local pharmacy and then went to the hospital",
    "take it at bedtime, at least two hours after food, at room temperature",
    "at high volume transplant centers the outcome is better",
    "we looked at health care costs, at primary care access and at home health",
    "patients treated at academic medical centers and at rural hospitals",
    "i was sent to collections, sent to physical therapy, sent to pain clinic",
    "went to urgent care twice, went to the er, went to sleep clinic",
    "transferred to inpatient rehab, transferred to skilled nursing facility",
    "at baseline clinic visit, at each clinic visit, at next clinic visit",
    "at risk for heart failure, at greater risk of hospital readmission",
    "evidence at hospital discharge and at time of hospital admission",
    "10 minute drive, 20 minute walk test, 5 mile run, 1500 calories a day in close",
    "he is good at managing his own medicine; apt to forget medicine",
    "went to church and school, went from bad to worse care",
    "ldl went from 190 to 110, hgb 9.2, ca 8.9",
)


@pytest.mark.parametrize("text", SURVIVORS)
def test_what_people_say_of_any_place_is_left(text: str) -> None:
    """The clinic, primary care, a local pharmacy, a ten minute drive."""
    assert found(text) == []
