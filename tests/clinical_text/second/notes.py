"""Development templates, third part: notes of doctors, nurses and therapists."""

from __future__ import annotations

from tests.clinical_text.pool import Family, Some

OFFICE = Family(
    "progress note",
    "office visit under headings",
    (
        "OFFICE VISIT\n",
        (
            "{pt.full} ({pt.mf}, {years})   {date}   MR#{mrn}\n",
            "Pt: {pt.lastcaps}, {pt.first}  DOB {dob}  Acct {account}\n",
            "{date} | {pt.comma} | {dob} | {doc.short}\n",
        ),
        "\nCC: ",
        ('"my knee"', "med refill", "{!Chest Pain}"),
        "\n\nHPI: ",
        Some(
            (
                "{pt.first} is back after {time}; we last met on {date}.",
                "Since {DATE=February} {pt.he} has been taking {drug} {dose} {often}.",
                "{pt.He} retired {year} and splits {pt.his} time between {town} and {state}.",
                "Widowed {month}; {pt.his} {kin.kinship} {kin.first} moved in.",
                "Urgent care ({facility}) on {date} gave {pt.him} {drug}.",
                "{pt.title} {pt.last}'s sugars run high: {lab}.",
                "Born in {country}, came to the US {year}.",
                "Screens positive, {score}; {phrase} done.",
                "{pt.His} mother reached {age90}.",
            ),
            3,
            5,
        ),
        "\n\nPE: {vital}, {vital}. {score}. {!Phalen test} negative.\n\nA&P:\n1) ",
        Some(
            (
                "{acronym} ({code}): {drug} up to {dose}",
                "{eponym}: see Dr. {doc2.full} at {facility}",
                "HM: {gene} vaccine given {date}, next {month}",
                "Labs {lab}; repeat {date}",
                "Paperwork for {pt.his} employer faxed to {fax}",
                "RTC {time}, sooner if {vital}",
            ),
            2,
            4,
            "\n2) ",
        ),
        ("\n\n{doc.full}, FNP-BC", "\n\nSigned: {doc.full} DO {date}", "\n\n-{doc.first} {doc.last}, PA"),
    ),
)

WARD = Family(
    "progress note",
    "ward round in telegrams",
    (
        "HD {!4}  {date}  {pt.lastcaps} MRN {mrn}\n",
        "S: {pt.last} slept ok. ",
        ("Asked about {pt.his} cat. ", "Wants to see {kin.first}. ", "Nausea better on {drug}. "),
        "\nO: Tm {!38.1}, {vital}, {vital}, I/O {!2100/1850}\n   {lab} | {lab} | {lab}\n"
        "   CXR {day}: no change\n",
        "A/P {age} w/ {acronym}, {eponym}, s/p {brand} {date}\n",
        Some(
            (
                "- ID: {drug} day {!3/7}, cx {day} {gene}",
                "- CV: tele, {drug} {dose}, cards Dr {doc.last}",
                "- Renal: {lab}, d/w {doc2.last}",
                "- FEN: {!Regular Diet}",
                "- Dispo: SNF ({facility}), CM {cm.full} x{!4471}",
                "- Code: {phrase}; HCP {kin.full} {phone}",
                "- Ppx: {drug} {dose}",
            ),
            3,
            5,
            "\n",
        ),
        "\n{doc3.last} PGY-2 / {doc.last}",
    ),
)

SHIFT = Family(
    "nursing note",
    "shift note by hours",
    (
        "{date} NIGHT SHIFT - {nurse.full} RN\n",
        Some(
            (
                "{clock} Rec'd report from {nurse2.first}. {pt.title} {pt.last} A&O x4, {vital}.",
                "{clock} Assisted to BR x1, {!Fall Risk} band on, {!Bed Alarm} set.",
                "{clock} Pt's {pt.spouse} {kin.first} phoned, passcode verified, update given.",
                "{clock} {drug} {dose} given for {score}, MD {doc.last} aware.",
                "{clock} IV infiltrated L FA, restarted by {nurse3.first} {nurse3.last}.",
                "{clock} Critical {lab}, read back to lab ({tech.first}).",
                "{clock} Blood unit {ID=W#### ## ######} hung, 2nd check {nurse2.last} RN.",
                "{clock} Valuables: watch, card ending {card end}, $40 to security.",
                "{clock} ID band checked - {pt.full}, {dob}, {mrn}.",
                "{clock} Refused {drug}. {!Teach Back} done. Will monitor.",
                "{clock} {brand} patent, output {!30 cc}.",
            ),
            4,
            7,
            "\n",
        ),
        "\n0700 Report to {nurse2.full}, bedside.",
    ),
)

HOME = Family(
    "nursing note",
    "home health visit",
    (
        "SN visit {date}, {clock}-{clock}. Pt (agency chart no. {mrn}) seen at home, {street}, {town}. ",
        Some(
            (
                "{pt.full} greeted RN at door with walker.",
                "CG is {kin.kinship} {kin.full}, ph {phone}.",
                "Wound L heel {!2.4 x 1.8 x 0.3 cm}, no odor.",
                "{vital}; {vital}; wt up since {day}.",
                "Pillbox filled through {date}.",
                "Cert period {dates}.",
                "Medicare # {mbi} on file.",
                "Gate code changed, call {phone} first.",
                "Called Dr. {doc.last} ({facility}) re {lab}; order for {drug} {dose} rec'd.",
                "Neighbor {neighbor.full} has spare key.",
                "O2 concentrator S/N {serial} by Lincare.",
                "Pt turned {age90} on {day}!",
            ),
            4,
            7,
        ),
        " Next visit {weekday} {day}. {nurse.full}, RN",
    ),
    width=68,
)

CONSULT = Family(
    "progress note",
    "inpatient consult under short headings",
    (
        "GI CONSULT  {date} {clock}\nRequested by: {doc2.full} (hospitalist)\nRe: {acronym}\nMRN: {mrn}\n\n",
        "{pt.full} is a pleasant {years} yo {pt.male} w/ ",
        ("{eponym}, ", "{acronym} and {acronym}, ", "no PMH "),
        "admitted {date}. ",
        Some(
            (
                "Last scope {month} by Dr. {doc3.last} in {town}, {!2 polyps}.",
                "EGD {date} {anatomy}.",
                "On {drug} {dose}; last dose {day}.",
                "{pt.last} denies NSAIDs. Drinks {!3-4 beers} {often}.",
                "OSH records ({facility}) say {gene} treated {year}.",
                "Fam hx: {pt.sibling} {kin.first} with {eponym}.",
                "{lab}, was {lab} on {date}.",
                "{score}. Abd soft. {vital}.",
            ),
            3,
            6,
        ),
        "\n\nRecs:\n# {drug} {dose}\n# NPO p MN for procedure {day}\n"
        "# consent with {kin.first} ({phone})\n\n",
        "Thank you. Seen with {doc.full}, MD. p{!5512}",
    ),
)

SUMMARY = Family(
    "discharge summary",
    "discharge with dotted head",
    (
        "{facility}\nDischarge Summary\n\n",
        (
            "PATIENT:      {pt.full}\nMED REC NO:   {mrn}\nBIRTHDATE:    {dob}\n"
            "ADMITTED:     {date}\nDISCHARGED:   {date}\nATTENDING:    {doc.full}, MD\n"
        ),
        ("FIN:          {visit}\n", "REFERRING:    {doc2.comma}\n", "ADDRESS:      {address}\n"),
        "\nDX: {eponym} ({code}); {acronym}\n\nCOURSE: ",
        Some(
            (
                "{pt.title} {pt.last} was brought in by {pt.his} {kin.kinship} after a fall in {town}.",
                "On {date} {pt.he} went to the OR with Dr. {doc2.last} for {brand}.",
                "By {day} {lab} had come down and {drug} was stopped.",
                "{pt.He} received {drug} {dose} {dates}.",
                "ID ({doc3.full}) advised {time} of {drug}.",
                "Course complicated by {acronym} on {date}, {vital}.",
                "{pt.first} worked with {!Physical Therapy}, {score}.",
                "Family meeting {date} with {kin.full} and {kin2.full}.",
                "{pt.last} had asked to be transferred to {facility}.",
            ),
            3,
            6,
        ),
        "\n\nFOLLOW UP: ",
        (
            "{doc3.full}, {phone}, {date}.",
            "PCP in {time}; {facility} on {date} at {clock}.",
            "Dr. {doc3.last}, {address}.",
        ),
        "\nCC: {doc2.full}, fax {fax}",
    ),
)

INSTRUCTIONS = Family(
    "discharge summary",
    "instructions for going home",
    (
        "GOING HOME: {pt.full}   MRN {mrn}\nYou were here from {dates}.\n\n",
        Some(
            (
                "Your nurse today was {nurse.first}.",
                "Your doctors: {doc.full} and {doc2.full}.",
                "Take {drug} {dose} {often}. STOP {drug}.",
                "Do not drive until you see Dr. {doc.last} on {date}.",
                "Call {phone} if your temperature is above {!100.4}, or {!911} in an emergency.",
                "A walker will be delivered to {address}.",
                "Your stitches come out {day}.",
                "Results are on {url} . Your user name is {ID=%@@##@%#}.",
                "{kin.first} has signed for your belongings.",
                "Implant card: {brand}, serial {serial}.",
                "Keep this sheet. Visit number {visit}.",
            ),
            4,
            7,
            "\n- ",
        ),
        "\n\nWe wish you well, {pt.first}!\n{facility}",
    ),
)

PEDIATRIC = Family(
    "progress note",
    "well child visit",
    (
        "{pt.first} is here with {pt.his} {mom.parent} {mom.full} for the {!4 yr} well visit, {date}. ",
        Some(
            (
                "Born {dob} at {facility}, {!39w2d}, {!7 lb 4 oz}.",
                "{pt.first}'s older {sib.sibling} {sib.first} has {acronym}.",
                "Attends pre-K in {town}; teacher Ms. {teacher.last} has no concerns.",
                "{pt.He} is a happy {pt.child}. {vital}.",
                "Shots today: {gene} #2; next due {month}.",
                "ASQ passed {date}, M-CHAT {!1/20}.",
                "Dad's number {phone}.",
                "Medicaid ID {plan}.",
                "Chart # {mrn} merged with {mrn2} on {date}.",
                "Lead {!<2} on {day}.",
                "Previously seen by Dr. {doc2.full}, {town, state}.",
                "{section} reviewed; handout given.",
            ),
            3,
            6,
        ),
        " RTC 1 yr. {doc.full} MD",
    ),
)

BEHAVIORAL = Family(
    "progress note",
    "group and crisis note",
    (
        "Crisis line contact {date} {clock}, clinician {doc.full} LCSW.\n",
        ("Client {pt.full} called from {phone}", "{pt.full} (client record {mrn}) called from {phone}"),
        (", tracing to {address}. ", ", whereabouts {town}. ", ". "),
        Some(
            (
                "Reports SI {often}, no plan, {score}.",
                "Ex-partner {ex.full} has a protective order dated {date}.",
                "Sober since {date}; sponsor is {sponsor.first}.",
                "Probation officer {po.full}, case {claim}.",
                "Prior stay at {facility} {year}.",
                "{pt.first} drives a blue Civic, plate {plate}.",
                "{drug} {dose} was stopped {day} by Dr. {doc2.last}.",
                "VA claim {ID=C##-###-###}, DoD ID {ID=1#########}.",
                "Agreed to call {!988}. {pt.last} contracted for safety.",
                "Children {kin.first} and {kin2.first} are with {pt.his} {pt.parent}.",
                "Texted from the handle @{ID=sk8er%##}.",
            ),
            3,
            6,
        ),
        "\nLevel of care: {phrase}. Supervisor {sup.short} informed.",
    ),
)

ANESTHESIA = Family(
    "nursing note",
    "procedure record in capitals",
    (
        "PRE-PROCEDURE CHECKLIST {date}\nPATIENT {pt.capsfull} DOB {dob} MRN {mrn}\n",
        Some(
            (
                "SURGEON DR {doc.lastcaps}, ANESTHESIA DR {doc2.lastcaps}",
                "NPO SINCE {clock}, {vital}",
                "CONSENT SIGNED {date} BY {kin.capsfull}",
                "ALLERGIES {drug}, LATEX",
                "RIDE HOME {kin.first} {phone}",
                "IMPLANT {brand} SN {serial}",
                "PACEMAKER UDI {udi}",
                "LAST DOSE {drug} {day}",
                "{score}, AIRWAY {!MALLAMPATI III}",
                "PHOTO OF SITE {photo} IN CHART",
                "LIVES AT {street}, {town}",
            ),
            3,
            6,
            "\n",
        ),
        "\nRN {nurse.capsfull} {clock}",
    ),
    manner="upper",
)

FAMILIES = (OFFICE, WARD, SHIFT, HOME, CONSULT, SUMMARY, INSTRUCTIONS, PEDIATRIC, BEHAVIORAL, ANESTHESIA)
