"""Development templates, second part: letters, messages and conversations."""

from __future__ import annotations

from tests.clinical_text.pool import Family, Some

ASSISTANT = Family(
    "clinician query",
    "assistant request",
    (
        (
            "Can you write an appeal for {pt.full}? ",
            "pls summarise: ",
            "I'm seeing {pt.titledfull} tomorrow. ",
            "Quick question re {pt.full} ({mrn} is the MRN). ",
        ),
        Some(
            (
                "{pt.He} was born {dob} and lives in {town, state}.",
                "{age} {pt.man}, {eponym}, on {drug} {dose} since {date}.",
                "Transferred from {facility} on {date} under Dr. {doc.full}.",
                "{pt.His} insurer ({plan} is the member number) refused {drug}.",
                "Reply to {email} or {phone}.",
                "Would the {agency} advise {gene} testing?",
                "Labs {lab}, {lab}; vitals {vital}, {vital}.",
                "Social is {ssn}, in case the form wants it.",
                "{pt.He} turns {age90} this year.",
                "Is {score} relevant given {acronym}, {code}?",
                "The {!Wells score} and {!2021 guidelines} disagree.",
                "{pt.last} also sees {doc2.full} for {eponym}.",
            ),
            2,
            4,
        ),
    ),
)

SMS = Family(
    "portal message",
    "text thread",
    (
        (
            "hey its {pt.lower} ",
            "{pt.lowerfirst} here, ",
            "good evening this is {kin.lower}, {pt.lower} is my mom ",
        ),
        Some(
            (
                "dob {dob}",
                "u can txt me {phone}",
                "we moved to {address}",
                "saw dr {doc.last} {day} and still sick",
                "took {drug} {dose} like {nurse.first} told me",
                "fever {!101.4} for {time}",
                "record number is {mrn}",
                "my login is {email} and it says wrong password",
                "im {years} not {!45} lol",
                "insurance is {plan} i think",
                "they said {eponym} but google says {acronym}",
                "appt was {date} right?",
                "social {ssn}",
                "paid w card {card}",
                "{drug} makes me dizzy, bp was {!142/91}",
            ),
            2,
            5,
            " ... ",
        ),
        ("", " thx {pt.lowerfirst}", " - {pt.lower}"),
    ),
    manner="chat",
)

MAIL = Family(
    "portal message",
    "e-mail with headers",
    (
        "From: {pt.full} <{email}>\nDate: {weekday}, {date}\n",
        ("Subject: results\n\n", "Subject: bill of {date}\n\n", "Subject: question about {drug}\n\n"),
        ("To whom it may concern,\n\n", "Dear {nurse.first},\n\n", "Dr. {doc.last},\n\n"),
        Some(
            (
                "I was a patient of {doc.full} at {facility} between {dates}.",
                "My date of birth is {dob} and my medical record number is {mrn}.",
                "Please send everything to {address}.",
                "My wife {kin.first} may pick it up.",
                "You charged my card ending {card end} twice.",
                "The statement shows account {account}.",
                "My lawyer, {lawyer.full}, needs it by {date}.",
                "Fax is fine as well: {fax}.",
                "The link {url} is broken.",
                "I still take {drug} {dose} {often}.",
                "My sugar is {lab} these days.",
            ),
            3,
            6,
        ),
        "\n\nRegards,\n{pt.full}\n",
        ("{phone}\n", "{street}\n{town, state} {zip}\n", ""),
    ),
)

PHARMACY = Family(
    "call transcript",
    "pharmacy call",
    (
        "Pharmacist: Pharmacy, {rep.first} speaking.\n",
        (
            "Caller: Hi, this is {pt.full}, calling about prescription {rx}.\n"
            "Pharmacist: Date of birth?\nCaller: {dob}.\n"
        ),
        Some(
            (
                "Caller: Dr. {doc.full} sent it on {date}.",
                "Pharmacist: I have {drug} {dose}, is that right?",
                "Caller: My number is {phone}.",
                "Pharmacist: Still at {address}?",
                "Caller: The new insurance card says ID {plan}.",
                "Pharmacist: The prescriber's DEA is {dea}.",
                "Caller: {kin.full} will collect it, she's my {kin.kinship}.",
                "Pharmacist: Ready in {time}, {pt.first}.",
                "Caller: My Medicare number? It's {mbi}.",
                "Pharmacist: Take it {often}.",
            ),
            3,
            6,
            "\n",
        ),
        "\nPharmacist: Thank you, {pt.titled}. Goodbye.",
    ),
)

BOT = Family(
    "patient chat",
    "support bot log",
    (
        "[{date}] visitor {ip} opened {url}\n",
        "bot> Please type your name.\nvisitor> {pt.full}\nbot> Hello {pt.first}! What can I do for you?\n",
        Some(
            (
                "visitor> cancel my visit on {date} with {doc.full}",
                "visitor> my number changed to {phone}",
                "visitor> mail me at {email}",
                "visitor> MRN is {mrn}",
                "visitor> card {card} was declined",
                "visitor> is {drug} {dose} ok with {drug}?",
                "visitor> member ID {plan}",
                "bot> Your case number is {claim}.",
                "bot> {facility} is open until {clock}.",
                "visitor> SSN {ssn}",
                "visitor> my address is {address}",
            ),
            3,
            6,
            "\n",
        ),
    ),
)

NOTICE = Family(
    "appointment reminder",
    "voicemail script",
    (
        "Hello, this message is for {pt.full}. This is {rep.first} from {facility}. ",
        (
            "We have you down for {weekday}, {date}, at {clock} with {doc.full}. ",
            "We moved your {date} visit to {date}. ",
        ),
        ("To confirm, call {phone}. ", "Details are at {url} . ", "You can write to {email}. "),
        ("We are at {address}. ", "Please fast for {!12 hours}. ", "Bring {drug} with you. "),
        "Goodbye, {pt.titled}.",
    ),
)

APPEAL = Family(
    "claims letter",
    "insurer appeal",
    (
        "VIA FACSIMILE {fax}\n{date}\n\nAppeals Unit\n{pobox}\n{town, state} {zip}\n\n",
        "Subscriber: {pt.full} / ID {plan} / Claim {claim} / Born {dob}\n\n",
        (
            "To the reviewer:\n\nI write on behalf of {pt.titledfull}, whom I have treated since "
            "{date} for {eponym}. "
        ),
        Some(
            (
                "On {date} you denied {drug} {dose}.",
                "The {agency} lists it for {code}.",
                "The {trial} showed benefit in {!68%} of patients.",
                "{pt.He} has failed {drug} and {drug} {year}.",
                "{pt.last} was hospitalized at {facility} from {dates}.",
                "Bills were sent to {address} under account {account}.",
                "Medicare number {mbi} is secondary.",
                "My direct line is {phone}.",
            ),
            3,
            6,
        ),
        "\n\nRespectfully,\n\n{doc.full}, MD\nNPI {npi}, license {license}\n",
    ),
)

FAX = Family(
    "referral letter",
    "fax cover",
    (
        (
            "FAX\nTO: {doc.full}   FAX NO: {fax}\nFROM: {doc2.full}   PHONE: {phone}\n"
            "DATE: {date}   PAGES: {!4}\nREGARDING: {pt.full}\n\n"
        ),
        "{doc.first}, grateful for your opinion on this {age} {pt.man} from {town}. ",
        Some(
            (
                "{pt.He} was found to have {lab} on {date}.",
                "{drug} {dose} helped for {time}.",
                "{pt.His} {kin.kinship} {kin.first} has the same {eponym}.",
                "Address: {address}.",
                "Medical record {mrn}, insurance {plan}.",
                "Exam {score}; {vital}.",
            ),
            2,
            4,
        ),
        "\n\nWith thanks, {doc2.first}",
    ),
)

LABORATORY = Family(
    "lab report",
    "laboratory print-out",
    (
        (
            "{facility} LABORATORY   CLIA director {doc.full} MD\nPT: {pt.record}      MR#: {mrn}\n"
            "COLL: {date}      REC'D: {date}\nORD BY: {doc2.comma}\n\n"
        ),
        (
            "GLU      {!104}  mg/dL   {!70-99}   H\nNA       {!138}  mmol/L  {!135-145}\n"
            "HGBA1C   {!7.1}  %       {!4.0-5.6}  H\n"
        ),
        ("* {lab} called to Dr. {doc2.last} {clock} on {date}\n", "* LOINC {!2345-7}, {!4548-4}\n", ""),
    ),
)

FAMILIES = (ASSISTANT, SMS, MAIL, PHARMACY, BOT, NOTICE, APPEAL, FAX, LABORATORY)
