"""Research, registries, quality and biobanks, where a person still shows."""

from __future__ import annotations

from tests.clinical_text.pool import Family, Some

SITE_SHEET = (
    "SCREENING / ENROLLMENT LOG   Protocol {!ABX-301-07}   {trial}   Site 114   PI {doc.full}, MD\n"
    "Subj | Initials | Consent | DOB | Arm | MRN | Status\n{subject} | {NAME=@@@} | {date} | {dob} | {!A} "
    "| {mrn} | enrolled\n{ID=%##-%##} | {NAME=@-@} | {date} | {DATE=0%/1%/196%} | - | {mrn2} | screen "
    "fail: {lab}\n{ID=%##-%##} | {NAME=@@@} | {date} | {DATE=1%-Mar-197%} | {!B} | {mrn2} | withdrew, "
    "moved to {town}\n",
    (
        "Monitor {mon.full} on site {dates}; IP temp {!2-8 C}, kit 4471.",
        "Coordinator {crc.full}, {phone}, {email}. Visit window {!+/- 3 days}.",
        "Stipends paid {date} to cards {card}, {card} and {card}.",
    ),
)

ADVERSE = (
    "SAE NARRATIVE  {!v2.0}\nSubject {subject}, {years}-year-old {pt.male} in {country}, received {drug} "
    "{dose} from {date}. On {date} (study day {!43}) the subject, known at site as {pt.full}, developed "
    "{!grade 3} rash with {lab}. ",
    Some(
        (
            "Hospitalized at {facility} {dates}.",
            "Causality per {!Naranjo} score {!6}: probable.",
            "Rechallenge in {year} had been negative.",
            "{bug} was excluded by culture ({accession}).",
            "Concomitants: {drug}, {drug}.",
            "MedDRA PT {!10037844}, {!CTCAE v5.0}.",
            "Spouse {kin.full} gave history by phone, {phone}.",
        ),
        3,
        5,
    ),
    " Reported to {agency} within {!24 hours}, reference {ID=US-2#-%#####}. Investigator {doc.full}; fax "
    "{fax}.",
)

REGISTRY = (
    "CANCER REGISTRY ABSTRACT\nAcc# {ID=20%%0%###}   Seq {!00}\nName....... {pt.record}\n"
    "Alias...... {aka.full}\nSSN........ {ssn bare}\nBirth...... {dob}   Place {state}\n"
    "Addr at Dx. {address}\nCounty..... {county}\nMedical rec {mrn}\nDx date.... {date}\n"
    "Site....... {!C18.7}   Hist {!8140/3}   Grade {!3}\nStage...... {!T3 N1 M0}, {!CEA 9.4}, SEER "
    "{!2018}\nRx summ.... {!sigmoidectomy} {date}; {drug} {year}\nFollow-up.. {doc.full}, {phone}\n",
    (
        "Vital...... dead {date}, COD {icd}\n",
        "Vital...... alive {date}, age now {AGE=9%}\n",
        "Vital...... lost\n",
    ),
    "Abstractor {ctr.full}, CTR",
)

BIOBANK = (
    """\
aliquot_id,donor,sex,birth,collected,freezer,volume,consent_ip,scan
{ID=BB%#####-1},{a.full},F,{DATE=195%-0%-1%},{DATE=2022-0%-2%},R4-S2-B11,{!0.5 mL},{ip},{biometric}
{ID=BB%#####-1},{b.full},M,{DATE=198%-0%-2%},{DATE=2022-0%-0%},R4-S2-B12,{!0.5 mL},{ip},{biometric}
{ID=BB%#####-3},{c.full},F,{DATE=196%-11-0%},{DATE=2022-0%-1%},R1-S1-B02,{!1 mL},{ip},{biometric}
""",
    ("{!# -80 C; RIN 8.9; panel v2}\n", "{!# A260/280 1.86}\n"),
    "manifest by {tech.lowerlast}, courier waybill {ID=%### %### %###}, shipped {date} to {street}, "
    "{town, state}",
)

CASE_REPORT = (
    "(draft, not yet de-identified) A {!34}-year-old {!pastry chef}, {pt.full}, presented to {facility} in ",
    ("{DATE=March 201%}", "{DATE=late August 202%}", "{DATE=January of 2020}"),
    " with {span} of fever after a trip to {country}. ",
    Some(
        (
            "{pt.He} had {eponym} since {year}.",
            "{vital}; {lab}; {lab}; {sign} was positive.",
            "Dr. {cons.last} of {ward} suggested {drug} {dose}.",
            "{bug} grew on {!day 4} and {gene} was wild type.",
            "Figure 1 ({photo}) shows the eruption on {pt.his} face.",
            "{pt.His} grandmother, aged {AGE=9%}, had the same illness in {town}.",
            "Similar cases appear in {!NEJM 2015;372:1724}.",
        ),
        4,
        6,
    ),
    " {pt.titled} recovered and was seen on {date}.\nAuthors: {doc.full}, {doc2.full}, {doc3.full}. "
    "Contact {email}",
)

FAMILIES = [
    Family("research", "fourth enrollment log", SITE_SHEET),
    Family("research", "fourth adverse event", ADVERSE, width=100),
    Family("research", "fourth tumour registry", REGISTRY),
    Family("research", "fourth biobank manifest", BIOBANK),
    Family("research", "fourth case report draft", CASE_REPORT, width=86),
]
