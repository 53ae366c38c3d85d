"""Development templates, third part: documents that name nobody."""

from __future__ import annotations

from tests.clinical_text.pool import Family, Some

HANDOUT = Family(
    "clean note",
    "leaflet for patients",
    (
        ("ABOUT YOUR MEDICINE: {drug}\n\n", "Living with {acronym}\n\n", "What is {eponym}?\n\n"),
        Some(
            (
                "Most adults take {dose} {often}.",
                "Call your doctor if your temperature is over {!100.4 F}.",
                "About {!1 in 20} people get a rash.",
                "Drink {!6-8 glasses} of water a day.",
                "The {!FDA} approved it {year}.",
                "If you miss a dose by {!12 hours}, skip it.",
                "Ask about {brand} and {phrase}.",
                "{agency} has more on this.",
                "Do not take it with {drug} or grapefruit.",
                "Walk {!30 minutes}, {often}.",
                "In a crisis call or text {!988}.",
                "Adults {!65 and older} need a lower dose.",
            ),
            4,
            8,
        ),
    ),
)

ABSTRACT = Family(
    "clean note",
    "abstract of a paper",
    (
        "Background: {eponym} is common in {country} and {state}. ",
        "Methods: Between {!2014} and {!2019}, {!1,204} adults (mean age {!62.4}) received {drug} {dose}. ",
        Some(
            (
                "Randomization was {!2:1}, stratified by {acronym}.",
                "Hazard ratio {!0.74 (95% CI 0.61-0.89)}, {!p<0.001}.",
                "{gene} carriers did worse.",
                "Median follow-up was {!3.2 years}.",
                "{!Kaplan-Meier} curves separated at {!6 months}.",
                "Registered as {trial}.",
                "Adverse events: {!12.1%} vs {!9.8%}.",
                "We used {!Cox} regression and the {!Charlson index}.",
                "Patients aged {!18-89} were eligible.",
            ),
            3,
            6,
        ),
        " Conclusion: {drug} reduced {acronym} over {time}.",
    ),
)

ORDERS = Family(
    "clean note",
    "order set",
    (
        "ADULT {!DKA} ORDER SET v{!3.1}\n",
        Some(
            (
                "[x] {phrase}",
                "[ ] {drug} {dose} {often}",
                "[x] Notify MD if {vital}",
                "[ ] {lab} goal",
                "[x] Diet: {!Carb Consistent}",
                "[ ] {brand} care per protocol",
                "[x] Labs {often}: BMP, {acronym} panel",
                "[ ] Consult {!Wound Care}",
                "[x] Dx {code}",
                "[ ] Isolation: {!Droplet Precautions}",
                "[x] {!D5 1/2 NS} at {!125 mL/hr}",
            ),
            5,
            9,
            "\n",
        ),
    ),
)

EXAM = Family(
    "clean note",
    "template of a note without a patient",
    (
        "{section}: ",
        Some(
            (
                "Alert, no distress. {vital}.",
                "{!Murphy's sign} absent, {!Romberg} negative.",
                "{score}; {score}.",
                "{eponym} unlikely given {lab}.",
                "Skin warm. {!Osler nodes} none.",
                "Pt is a {age} with {acronym}.",
                "Taking {drug} {dose} {often}.",
                "Stable {time}.",
                "{anatomy} tender.",
                "{!Hunter} criteria not met.",
                "{!May} shower. {!Will} follow.",
            ),
            3,
            6,
        ),
        "\n{section}: {acronym}, {code}. {drug} {dose}.\n{section}: {phrase}.",
    ),
)

BOARD = Family(
    "clean note",
    "policy of a department",
    (
        "POLICY {!4.12} - {phrase}\nRevised {!2023}, replaces {!2019}\n\n",
        Some(
            (
                "Nurses document {score} {often}.",
                "Rooms are cleaned within {!45 minutes}.",
                "The pharmacist verifies {drug} above {dose}.",
                "Call a {!Code Blue} for any arrest.",
                "Staff must know the {!SBAR} and {!RACE} acronyms.",
                "{agency} rules ({!42 CFR 482.13}) apply.",
                "{!HIPAA} training is due every {!12 months}.",
                "{!Press Ganey} scores rose to {!87%}.",
                "Restraints are reviewed every {!4 hours}.",
                "{gene} exposure: report within {!2 hours}.",
                "Use two patient identifiers before giving {drug}.",
            ),
            4,
            7,
            "\n",
        ),
    ),
)

FAMILIES = (HANDOUT, ABSTRACT, ORDERS, EXAM, BOARD)
