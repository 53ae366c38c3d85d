"""Development templates, third part: what clinicians ask a language model."""

from __future__ import annotations

from tests.clinical_text.pool import Family, Some

SIGN_OUT = Family(
    "clinician query",
    "pasted note with an instruction",
    (
        (
            "tl;dr this for sign-out, 3 bullets max:\n\n",
            "Turn the following into an I-PASS handoff.\n---\n",
            "Shorten. Keep the numbers.\n\n",
        ),
        "{pt.lastcaps} {pt.first}, {years}{pt.mf}, MRN {mrn}, bed 12B, {phrase}. ",
        Some(
            (
                "Came in {date} w/ {acronym} exacerbation, on {drug} {dose}.",
                "Overnight: {vital}, {lab}, got {drug} x1 at {clock}.",
                "Cards (Dr. {doc.last}) following, echo {day}.",
                "{pt.spouse} {kin.first} is HCP, cell {phone}.",
                "Dispo likely {facility} by {weekday}.",
                "Hx {eponym}, {acronym}, {acronym}.",
                "Was at {facility} {dates}.",
                "Pending: {gene}, {lab} in am.",
                "To do - call {kin.full} back; consent for {brand}.",
            ),
            3,
            6,
        ),
        ("\n\ncovering: {doc2.full}", "", "\n---"),
    ),
)

DIFFERENTIAL = Family(
    "clinician query",
    "vignette with a question",
    (
        (
            "Got a {pt.male} named {pt.full} here, {age}, ",
            "I have {pt.titled} in room 6 - {age}, medical record {mrn}, ",
            "Hi! One of my patients ({pt.full}, chart {mrn}) is a {age} ",
            "So {pt.titledfull} came back today. ",
        ),
        "known {eponym} on {drug}, now {lab} and {vital}. ",
        Some(
            (
                "Symptoms began on {date}, right after a trip to {country}.",
                "{pt.first} works nights in {town} and lives with two dogs.",
                "CT done {date} at {facility} was read as normal by {doc.full}.",
                "{pt.His} {pt.sibling} {kin.first} had the same thing {year}.",
                "{pt.last} has failed {drug} and {drug}.",
                "{acronym} ruled out already, {gene} pending.",
                "No fever, {score}, {vital}.",
                "{pt.He} will be {age90} in {DATE=November}.",
            ),
            2,
            4,
        ),
        (
            " What am I missing?",
            " Top five on the differential?",
            " Is this {eponym} or {acronym}? Cite {agency} if you can.",
            " Would {trial} apply to {pt.him}?",
        ),
    ),
)

HURRIED = Family(
    "clinician query",
    "hurried and in lower case",
    (
        (
            "pt {pt.lower} {years}{pt.mf} ",
            "quick q on {pt.lower}, {age} ",
            "re: {pt.lowerlast}, {pt.lowerfirst} mrn {mrn} ",
        ),
        Some(
            (
                "on {drug} {dose} for {acronym}",
                "crcl 34, {lab}",
                "seen by {doc.last} on {day}",
                "last a1c was {date}",
                "allergic to {drug}",
                "dob {dob}",
                "transferred from {facility}",
                "{pt.his} {kin.kinship} {kin.first} called from {phone}",
                "lives in {town}",
                "med list faxed to {fax} {date}",
            ),
            2,
            4,
            ", ",
        ),
        (
            " - max dose of {drug}?",
            " ok to add {drug} or too much qt",
            " whats next step per {agency}",
            " can i stop {drug} before {brand}",
        ),
    ),
    manner="lower",
)

DICTATED = Family(
    "clinician query",
    "dictated without punctuation",
    (
        "make this a proper clinic note please ",
        (
            "patient is {pt.full} date of birth {dob} seen {date} ",
            "this is doctor {doc.full} dictating on {pt.full} medical record number {mrn} ",
            "follow up visit for {pt.title} {pt.last} on {date} at {facility} ",
        ),
        Some(
            (
                "chief complaint is knee pain {score}",
                "past history of {eponym} and {acronym}",
                "takes {drug} {dose} {often}",
                "blood work from {date} showed {lab}",
                "I spoke with {pt.his} {pt.parent} {kin.first} by phone at {phone}",
                "referred by doctor {doc2.last} from {town}",
                "plan is {drug} {dose} and recheck in {time}",
                "exam {vital} {score}",
                "imaging of {anatomy} at {facility}",
            ),
            3,
            5,
            " new line ",
        ),
        (" end of dictation", " period send a copy to doctor {doc3.last} fax {fax}", ""),
    ),
)

CONVERSATION = Family(
    "clinician query",
    "conversation of several turns",
    (
        (
            "User: Can you calculate the dose of {drug} for a {age} patient, {vital}?\n",
            "User: {pt.comma} again (the one with {eponym}).\n",
            "User: remember the case from before? {pt.full}, mrn {mrn}\n",
        ),
        (
            "Assistant: For {drug}, usual dosing is {dose}. Any renal impairment?\n",
            "Assistant: Yes. Based on {lab}, {agency} would suggest {drug}. Shall I draft the order?\n",
        ),
        Some(
            (
                "User: {lab} on {date}.",
                "User: {pt.He} has an appointment with {doc.full} on {date}, before that nothing.",
                "User: address the letter to {kin.full}, {address}",
                "User: also her insurance, id {plan}, wants the {code} code",
                "Assistant: Noted. {drug} {dose} {often} is reasonable in {acronym}.",
                "User: she used to go to {facility} in {town}.",
                "User: e-mail it to {email}",
                "Assistant: Is {pt.first} still taking {drug}?",
                "User: {pt.title} {pt.last} says no.",
            ),
            3,
            6,
            "\n",
        ),
    ),
)

AUTHORIZATION = Family(
    "clinician query",
    "draft of a prior authorization",
    (
        (
            "Draft a PA request for {drug}. Details below.\n",
            "Need a letter of {!Medical Necessity} for {drug} {dose}, one page. Use:\n",
        ),
        Some(
            (
                "* pt - {pt.full}, b. {dob}",
                "* dx - {eponym} ({code})",
                "* tried - {drug} ({dates}), {drug} ({year})",
                "* payer id - {plan}",
                "* Medicare ID {mbi}",
                "* prescriber - {doc.full}, NPI {npi}, DEA {dea}",
                "* clinic - {facility}, {address}",
                "* call back {phone} / fax {fax}",
                "* labs - {lab}, {lab}",
                "* reference from the denial: {claim}",
                "* evidence - {trial}, {agency}",
                "* weight {!84 kg}, BSA {!1.9}",
            ),
            5,
            9,
            "\n",
        ),
        ("\nSign as {doc.full}, MD.", "\nTone: firm.", ""),
    ),
)

EXTRACT = Family(
    "clinician query",
    "extraction of fields",
    (
        (
            "Return JSON with keys name, dob, meds, codes. Text:\n",
            "List every ICD-10 code supported by this documentation:\n",
            "Build a timeline from this, oldest first:\n",
        ),
        ('"""', '"""Patient MRN: {mrn}. ', '"""{pt.comma}, med rec number {mrn}. '),
        Some(
            (
                "{date}: {pt.titledfull} seen in clinic, {vital}.",
                "{date}: admitted to {facility}, {acronym}.",
                "{date} - cath by Dr {doc.full}, stent to {anatomy}.",
                "{day} ED visit, {lab}, sent home on {drug} {dose}.",
                "{month}: moved to {town, state}.",
                "{DATE=June} - lost to follow up.",
                "{date}: ICD interrogation, device {serial}.",
                "{date} phone call from {kin.full} ({pt.spouse}).",
                "{year} {eponym} diagnosed.",
                "{date}: PCP changed to {doc2.full}, {phone}.",
            ),
            4,
            7,
            " ",
        ),
        '"""',
    ),
)

LETTER = Family(
    "clinician query",
    "reply to a patient",
    (
        (
            "Write a kind reply to this message at a 6th grade level. From {pt.full}: ",
            "Translate into Spanish and keep the drug names: ",
            "Please answer {pt.titled} for me, warm but short. The message was ",
        ),
        '"',
        Some(
            (
                "Dr. {doc.last}, I still have pain {score} since the surgery on {date}.",
                "Is it ok to fly to {country} on {date}?",
                "{doc2.first} at the desk told me to stop {drug}.",
                "My {pt.sibling} {kin.first} can drive me.",
                "You can reach me at {phone} or {email}.",
                "We are at {address} now.",
                "I take {drug} {dose} {often} and {drug}.",
                "The form says {mrn} for my medical record number, is that me?",
            ),
            2,
            4,
        ),
        '" ',
        ("Sign: {doc.full}.", "Mention the visit on {date}.", "Say that {lab} is fine."),
    ),
)

COLLEAGUE = Family(
    "clinician query",
    "mail to a colleague to be polished",
    (
        "Fix the grammar in my e-mail:\n\n",
        ("{doc2.first}, ", "Hey {doc2.first} - ", "Dear Dr {doc2.last}, "),
        Some(
            (
                "thx for seeing {pt.full} ({dob}) so fast.",
                "Is {pt.last} a candidate for {brand}?",
                "{pt.He} had {eponym} worked up at {facility}, report of {date} is on {url}",
                "I am off {dates}, {doc3.full} covers.",
                "Call my cell, {phone}, or page {doc3.first}.",
                "The family ({kin.first} and {kin2.first} {kin2.last}) wants {!Comfort Care}.",
                "{drug} {dose} made {pt.his} {lab} worse.",
                "Path number {accession} is final: {anatomy}, {gene}.",
                "{pt.He} is on the {trial} arm, subject {subject}.",
            ),
            3,
            5,
        ),
        "\n\n{doc.first}",
    ),
)

BILLING = Family(
    "clinician query",
    "coding and billing question",
    (
        (
            "What E/M level is this? ",
            "Is {code} payable with {code} on the same day? ",
            "The claim was kicked back, why? ",
        ),
        Some(
            (
                "Pt {pt.comma}, DOS {date}, {time} total.",
                "{pt.full}, acct {account}, payer wants modifier 25.",
                "Claim # {claim} for {pt.titled}, {code}, {money}.",
                "Subscriber is {pt.his} {pt.spouse} {kin.full}, ID {plan}.",
                "Rendering: {doc.full}, NPI {npi}.",
                "Seen at {facility} on {date}, {phrase} discussed.",
                "MBI {mbi}, secondary is {plan}.",
                "{drug} {dose} given, {brand} placed.",
                "Visit no. {visit}.",
            ),
            2,
            4,
        ),
    ),
)

KNOWLEDGE = Family(
    "clinician query",
    "question of knowledge alone",
    (
        Some(
            (
                "What's the conversion from {drug} to {drug}?",
                "How long after {drug} {dose} can I start {drug}?",
                "First line for {eponym} in pregnancy?",
                "Does {agency} still recommend {drug} for {acronym}?",
                "Sensitivity of {!Romberg test} vs {eponym}?",
                "Summarize {trial} in two lines.",
                "A {age} with {lab} and {vital}: admit?",
                "Give me a table of {gene} inhibitors approved {year}.",
                "Which of {code} and {code} fits {acronym} with {eponym}?",
                "Explain {anatomy} to a medical student.",
                "{!Bill} for {code} or not in {state}?",
                "Is {brand} MRI safe at {!3 T}?",
                "Why is {!Normal Sinus Rhythm} called that?",
                "Do patients from {country} need screening for {gene} at age {!45}?",
            ),
            1,
            4,
        ),
    ),
)

SCHEDULE = Family(
    "clinician query",
    "orders and tasks for an agent",
    (
        (
            "Find the last three {lab} results of {pt.full} (id {mrn}). ",
            "Pull up {pt.comma}. ",
            "open chart {mrn} {pt.full} ",
        ),
        Some(
            (
                "Then book {pt.him} with {doc.full} the week of {date}.",
                "Order {drug} {dose}, dispense {!#30}, {!2 refills}.",
                "Cancel {weekday} {day} and tell {pt.first}.",
                "Set the pharmacy to the one on {street} in {town}.",
                "Send results to {email}, cc {doc2.full}.",
                "Update the home number to {phone}.",
                "Flag as {phrase}.",
                "Scan is under accession {accession}.",
                "Encounter {visit} needs a diagnosis, use {code}.",
                "Verify with the last four of {pt.his} SSN, {ssn end}.",
                "Her session came from {ip}, is that the clinic?",
            ),
            2,
            4,
        ),
    ),
)

FAMILIES = (
    SIGN_OUT,
    DIFFERENTIAL,
    HURRIED,
    DICTATED,
    CONVERSATION,
    AUTHORIZATION,
    EXTRACT,
    LETTER,
    COLLEAGUE,
    BILLING,
    KNOWLEDGE,
    SCHEDULE,
)
