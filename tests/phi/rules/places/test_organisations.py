"""Practices, employers, shops and schools whose names have no word that says what they are."""

from __future__ import annotations

import pytest

from asgi_agent.phi import Label
from tests.phi.rules.marked import missed, too_much

PRACTICES = (
    "Provider: [[Twin Lakes ENT]]\nService 04/02/25",
    "Referred to: [[Tidewater Rheumatology]], Dr. Pilar Ames",
    "Jane Roe, MD, [[Copper Ridge Gastroenterology]]\nService: infusion",
    "Thank you,\nMary Beth Orr, CPC\n[[River City Ortho]], [[Memphis]]",
    "Grace Obi, CPNP\n[[Lakeside Children's Endocrine]]",
    "calling from [[Oregon Children's]] sleep lab",
    "Requesting: Carl Johansson MD, [[South Metro Nephrology]]",
    "[[Pike County Primary Care Associates]]\nNPI 1467553209",
    "sees [[Flint Hills Urology]] for stones",
    "Referring: [[Cascade Neurology]], fax 503-555-0101",
    "records from [[Blackwater Pulmonary]] received",
    "at [[Green Valley OB-GYN]] in [[Tucson]]",
    "[[Big Sky Derm]] called back",
    "PCP at [[Tri-County Peds]]",
    "Agency: [[Smoky Mountain Visiting Nurses]], 60 Depot Street",
    "From: [[Sweetwater Critical Access]] (Dr Lund, 307-555-0112)",
    "Bed available at [[Delta Area Respite]] from 1/9",
    "A. Ford, LPN, [[Rosewood Manor]].",
    "Conflict with supervisor at [[Monument Health]] continues.",
    "PT at [[Summit Physical Therapy]] twice a week",
    "Funeral home: [[Kearney & Sons]], [[Scranton]].",
    "Transport: [[Superior Ambulance]] 1430",
    "EMS [[Columbus Fire Medic 24]].",
    "Mode: [[Life Link III]] rotor, ETA 1940",
    "Lives at [[Mount Carmel Motherhouse]]",
    "CMA at [[Porter Urology]] called",
)
EMPLOYERS = (
    "Employer: [[Duval County Schools]]\nEmployee ID: P00148823",
    "employer [[Nissan Smyrna]]",
    "To: Human Resources, [[Amazon BFI4]]",
    "Employer: [[Magnolia State Logistics]]",
    "coverage through [[Bluegrass Freight]] ended on",
    "Drives a truck for [[Three Rivers Aggregate]].",
    "Not to return to [[Yakima Valley Packing]] before",
    "works as a welder at [[Gulf Coast Steel]]",
    "letter to [[Saia Express]] requested",
    "He works at [[FedEx]] overnight",
    "She works for [[Boeing]], nights",
    "He drives for [[Uber]] and naps",
    "fell from a ladder at [[Home Depot]], where he works.",
    "asked us to call her employer ([[Target]] in [[Rancho Cucamonga]]) for a note",
    "(subscriber spouse Colin Farquhar, [[Microsoft]])",
    "Occupation: cashier at [[Dollar General]]",
    "employed by [[Tyson Foods]] since",
    "works nights as a guard at the [[gm plant in lansing]], found",
    "he works at [[walmart]] and lifts boxes",
    "she is a picker at the [[amazon warehouse in joliet]]",
    "hurt his back at [[costco]] last week",
    "insured thru [[CTA]] now",
    "Employer: [[Caterpillar]]\n",
    "Employer: [[Sunrise Roofing LLC]]",
    "job at [[Kessler Manufacturing]]",
    "works at [[Hormel]] in [[Austin]], MN",
    "Employer: [[JBS]]",
    "Employer: [[Bank of Hawaii]]",
    "Employer - [[Pella Windows]]",
    "Emp: [[UPS]]",
    "boss at [[Jiffy Lube]] wants a note",
    "law firm [[Morgan & Morgan]] wants records",
    "My employer is [[Lowe's]] and they need a note",
    "im a cashier at [[target]] and my feet swell",
    "Occupation: line cook at [[Olive Garden]]",
)
SHOPS = (
    "I'm the pharmacist at [[Walgreens 11872]].",
    "Rx sent to [[CVS #4471]] today",
    "sent to [[Rite Aid #05521]]",
    "Pharmacy: [[Walgreens #09912]]",
    "Pharm [[Marysville Costco]]",
    "Pharm: [[Hartig Drug]] [[Dubuque]] (563) 555-0150",
    "Pharmacy [[Costco]] [[Issaquah]].",
    "Please send it to [[Kroger on Bethel]]",
    "sleeping in his car at [[Walmart on Airline]].",
    "transfer from [[Publix]] to [[Winn-Dixie]]",
    "can i do it at the [[quest in hyde park]]",
    "DME [[Apria]] ([[Beckley]]) order",
    "Supplies via [[Byram]] order",
    "labs drawn at [[LabCorp]] on",
    "call it in to [[cvs on main st]] pls",
    "my pharmacy is [[walgreens on 5th]]",
    "can u send it to the [[cvs on hwy 6]]",
    "I called [[Albertsons pharmacy]] twice",
    "Lab: [[Quest]] - [[Burbank]]",
    "Dialysis: [[DaVita Ensley]] MWF",
    "staying at [[Motel 6]] tonight",
)
SCHOOLS = (
    "return to [[Valdosta State]] classes",
    "Student at [[Boise State]]",
    "taught physics at [[Holland High School]] until 2014",
    "Finished at [[Monument Valley High]]; 22 years as a cook",
    "studies welding at [[Pulaski Tech]].",
    "attends [[Cleveland Elementary]]",
    "goes to [[Jefferson Davis Middle]].",
)
TOWNS = (
    "copy to doctor freund in [[laramie]]",
    "sister is on the way from [[flint]] says",
    "dad drove in from [[spokane]] last night",
    "she lives in [[buffalo]] with her sister",
    "son is coming from [[birmingham]] tomorrow",
    "flew in from [[memphis]] for the visit",
    "moved here from [[denver]] in may",
    "transferred from [[abilene]] by helicopter",
    "Bengali - 60 min - [[Utica]] site",
    "my dr in [[rockford]] retired",
    "ct done in [[fargo]] was ok",
    "im moving to [[boise]] next month",
    "stuck in [[el paso]] til friday",
    "my sister in [[san antonio]] can drive me",
    "back from [[cabo]] w diarrhea",
    "visit at our [[Lakeland]] office",
)
HOSPITALS = (
    "tele neuro was dr. ahluwalia, accepted at [[sparrow]] by nir tanaka",
    "seen at [[hopkins]] in may",
    "admitted to [[beaumont]] for chf",
    "records from [[geisinger]] pending",
    "transferred to [[vandy]] for ecmo",
    "bx at [[Overlake]] was neg",
    "Records from [[Kaiser Roseville]] requested",
    "Accepted at [[Sanford Bismarck]]",
    "seeing a new doc at [[Atrium]] next week",
    "xfer from [[kettering]] w stemi",
    "mom works at [[st vincent]] as a cna",
    "From: [[Crownpoint IHS]]",
    "junior at [[UC Davis]]",
    "Dispo: [[Kindred]]",
    "Caller Trish / [[Ketchikan PeaceHealth]]",
    "D/c'd from [[Holy Name]] for CHF",
)


@pytest.mark.parametrize("sentence", [*PRACTICES, *EMPLOYERS, *SHOPS, *SCHOOLS, *TOWNS, *HOSPITALS])
def test_what_is_called_by_its_name_alone_is_found(sentence: str) -> None:
    """By what stands before it, by what it ends with, or because everybody knows it."""
    assert missed(sentence, Label.LOCATION, Label.NAME, Label.ID) == []


NOBODY = (
    "Referred to Neurology and to Vascular Surgery.",
    "Consults: Infectious Disease, Plastic Surgery, Pain Management",
    "Signed by the resident on Hospital Medicine",
    "Target INR 2-3, target weight 70 kg, at target heart rate",
    "We aim for a Target of 120",
    "CTA chest negative, MTA plug, BART score",
    "a gap in care, a quest for sleep, an apple a day, dart and sprint",
    "the injection site, at the surgical site, PICC site clean",
    "the power plant and the grocery store, from the store, at the store",
    "works at home, works nights, works from home, works as a nurse, works full time",
    "thru the night, through the weekend, drives to work",
    "Insurance: Aetna PPO; Plan: Medicare Advantage; Blue Shield PPO",
    "The American Red Cross and Social Security",
    "seen at bedside by surgery, accepted at report, transferred to floor",
    "from the cedars outside, mercy and sharp pain, at dawn",
    "Employer: retired\nEmployer: None\nEmployer phone: none\nEmployer contacted: No",
    "Employed: Yes, Full Time. Work status: Light Duty until re-check. Return to Work form signed.",
    "Goal: Target BP 130/80, at Target INR, Gap junction, Delta wave, Giant cell arteritis, Apple Watch",
    "seen on CTA, evaluated via CTA, crashed his Toyota, via MyChart, by Fax",
    "Site: Left deltoid\nLocation: Right Knee\nFacility: None\nAgency: Pending\nPharmacy: Verified",
    "Lab: Pending. Labs: Hgb 9\nSchool: Yes, grade 7\nSchool: Virtual\nHigh School graduate",
    "RN, Home Health\nAttending, Hospital Medicine\nPT, Outpatient Rehab",
    "Fire risk, treatment plant, Blood Bank, Food Bank, State Law, High Dose Flu vaccine, Drug Use: None",
    "came from Home, from Nursing Home, moved from Bed to Chair, changed from Lasix to Bumex",
    "coverage through Medicare ended, insured through the Marketplace, thru Monday",
    "the reading is high, no flint, temple headache, the hopkins test",
    "Oral surgery, Home Health, Student Health, Employee Health, Critical Care",
)


@pytest.mark.parametrize("sentence", NOBODY)
def test_words_that_are_called_alike_stay(sentence: str) -> None:
    """What is in every hospital and every town tells of nobody."""
    assert too_much(sentence) == []
