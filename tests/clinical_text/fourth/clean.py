"""Text about nobody: guidelines, textbooks, questions, reports of quality, releases. All of it must stay."""

from __future__ import annotations

from tests.clinical_text.pool import Family, Some

GUIDELINE = (
    Some(
        (
            "According to {agency}, {drug} {dose} is first-line therapy for adults aged {!40 to 75}.",
            "The {!2022} update replaces that of {year} and was endorsed by {!the ESC} and {agency}.",
            "Class {!I}, level {!B-R}: {drug} reduces events ({!HR 0.78, 95% CI 0.69-0.89, p<0.001}; "
            "{trial}).",
            "Repeat {lab} every {span}; refer to {ward} if {!eGFR <30 mL/min/1.73 m2}.",
            "Screening may stop at {!75}, or at {!85} in those with good function.",
            "Use the {!Wells}, {!Ranson} or {!Child-Pugh} score, not gestalt.",
            "Code {icd} with {cpt}; do not report {!99211} on the same day.",
            "For {eponym}, avoid {drug} (evidence {!moderate}, {!GRADE}).",
        ),
        4,
        6,
    ),
)

TEXTBOOK = (
    Some(
        (
            "{eponym} was described in {!1817} and named decades later.",
            "{!Virchow's triad} comprises stasis, injury and hypercoagulability.",
            "{bug} is transmitted by {!Ixodes} ticks; incubation is {!3-30 days}.",
            "Mutations in {gene} on chromosome {!17q21} raise lifetime risk to {!72%}.",
            "The {!Circle of Willis} is complete in about {!half} of adults.",
            "{drug} has a half-life of {!14 h} and is cleared by {!CYP3A4}.",
            "{sign} is present in {!60-70%} of cases; {!Koplik spots} are pathognomonic.",
            "The {!Krebs cycle} yields {!NADH}; see {!Table 12-3} and Chapter {!41}.",
            "{!Henoch-Schönlein purpura} peaks between {!4 and 6 years}.",
        ),
        4,
        7,
    ),
)

QUESTION = (
    (
        "what's the max daily dose of {drug} in {!CKD 4}, and does it interact with {drug}",
        "how many weeks after {!MI} can someone fly? flight is {!9 hours}",
        "Which is better for {eponym}: {drug} or {drug}? Cite {agency} please.",
        "explain {lab} and {lab} like i'm {!12}",
        "Is {!qSOFA 2} with {vital} enough to call {hotline}?",
        "convert {!98.6 F} to C and {!180 mg/dL} to mmol/L",
        "does {payer} generally cover {model}? what {cpt} would be billed",
        "write a sql query joining patients to labs where a1c > {!9} since {year}, postgres {!16.2}",
        "can you draft a template letter with [PATIENT NAME] and [DATE] for {!no-shows}",
        "what does {icd} mean and is it the same as {loinc}",
    ),
    (
        "",
        "\n\nAnswer: Usually {dose}, up to {!2 g} per day for {span}; check {lab} first.",
        "\n\nAnswer: See {trial}. In {state} and {country} the rules differ, so ask {agency}.",
        "\n\nAnswer: It depends. {eponym} matters more than a single {lab}.",
    ),
)

QUALITY = (
    "UNIT SCORECARD, {!Q2 2024}\nCLABSI {!0.8/1,000} line days (goal {!<1.0}); falls {!2.1}; hand hygiene "
    "{!91%}; n={!1,204}; LOS {!4.3 d}; 30-day readmission {!12.6%} ({!95% CI 10.9-14.5})\n",
    Some(
        (
            "Top diagnoses: {icd}, {icd}, {icd}. Top drugs: {drug}, {drug}.",
            "Survey by {agency} found no deficiency under {!42 CFR 482.13}.",
            "Pumps ({model}) updated to {version}.",
            "{bug} isolates resistant to {drug}: {!23%} (was {!19%} in {year}).",
            "Median door-to-needle {!38 min}; {!Press Ganey} percentile {!71}.",
            "Of {!413} admissions, {!57} were from {state}.",
        ),
        3,
        5,
        "\n",
    ),
    "\nPrepared by the quality office; no patient-level data.",
)

RELEASE = (
    "Release notes {version}\n",
    Some(
        (
            "- Fix rounding of {dose} in {!RxNorm 197361} entries.",
            "- Map {loinc} to {!UCUM mg/dL}; drop {!ICD-9}.",
            "- Support {!FHIR US Core 6.1.0} and {!SMART v2} scopes.",
            "- Upgrade {!OpenSSL 3.0.13}, {!log4j 2.23.1}; bind to {!localhost:8443}.",
            "- {!CVE-2021-44228} does not affect builds after {year}.",
            "- Timeouts raised from {!30 s} to {!90 s}; {!HTTP 429} is retried {!3 times}.",
            "- {model} driver: parse {vital} without units.",
            "- Validate {ndc} in {!5-4-2} form.",
        ),
        4,
        6,
        "\n",
    ),
)

LEAFLET = (
    "ABOUT YOUR {!COLONOSCOPY}\n",
    Some(
        (
            "Stop {drug} {!5 days} before and {drug} {!48 hours} before.",
            "Drink {!2 liters} of {!GoLYTELY} the evening before and {!1 liter} {!4 hours} before.",
            "Bring a driver {!18} or older. Plan on {!3 hours}.",
            "Bleeding happens in {!1 in 1,000}. If you feel faint call {hotline}.",
            "Bring your insurance card and a list of medicines, such as {drug} {dose}.",
            "People with {eponym} or {lab} should tell us first.",
            "If you are {!65} or older, {!Medicare} may pay {amount}.",
        ),
        4,
        6,
        "\n",
    ),
)

FAMILIES = [
    Family("clean", "fourth guideline", GUIDELINE, width=90),
    Family("clean", "fourth textbook", TEXTBOOK),
    Family("clean", "fourth general question", QUESTION),
    Family("clean", "fourth scorecard", QUALITY),
    Family("clean", "fourth release notes", RELEASE),
    Family("clean", "fourth leaflet", LEAFLET),
]
