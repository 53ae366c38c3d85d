"""Development templates: what people write and say to each other."""

from __future__ import annotations

from tests.clinical_text.pool import Family, Some

QUERY = Family(
    "clinician query",
    "dev query",
    (
        Some(
            (
                "What is the recommended dose of {drug} for {pt.full}, a {age} {pt.man} with {eponym}?",
                "Summarize the chart of {pt.full} (MRN {mrn}, DOB {dob}).",
                "My patient {pt.initial} was admitted to {facility} on {date}. Is {drug} safe?",
                "Draft a letter to {pt.titledfull}, {address}.",
                "Compare {drug} and {drug} in a {age} with {acronym}, per the {trial}.",
                "Does {agency} recommend {gene} testing for a patient seen in {town, state} on {date}?",
                (
                    "Patient {pt.comma}, SSN {ssn}, insurance ID {plan}: is prior authorization "
                    "needed for {drug}?"
                ),
                "Email {email} that the result of {date} is normal.",
                "She is {age90} years old; does the {eponym} score still apply?",
                "Interpret {lab}, {lab} and {vital} in {eponym}.",
                "Dr. {doc.full} at {facility} asked about {drug} {dose}.",
            ),
            1,
            2,
        ),
    ),
)

PORTAL = Family(
    "portal message",
    "dev portal",
    (
        ("hi dr {doc.last}, ", "hello, ", "good morning doctor {doc.last} "),
        Some(
            (
                "this is {pt.lower} my date of birth is {dob}",
                "i was in on {day} and {nurse.first} said to take {drug} {dose}",
                "can you call me at {phone} after {clock}",
                "my email is {email} if thats easier",
                "my new address is {address}",
                "my insurance card says member id {plan}",
                "my husband {kin.first} gave me {drug} but it didnt help",
                "my mrn is {mrn}",
                "insurance number is {plan}",
                "my ins is {plan} and it was fine before",
                "last 4 of my ssn {ssn end}",
                "reference number {claim}",
                "my mom is {age90}",
                "seen {day} and again {day}",
                "i have been dizzy for {time} and my {vital}",
                "i am {age} and worried about {eponym}",
                "pain is {score} today",
            ),
            2,
            5,
            ". ",
        ),
        (". thanks {pt.lowerfirst}", ". thank you, {pt.lower}", ""),
    ),
    manner="chat",
)

CHAT = Family(
    "patient chat",
    "dev chat",
    (
        "Agent: Hello, thank you for contacting {facility}. Who am I speaking with?\n",
        ("User: {pt.full}\n", "User: it's {pt.lower}\n", "User: My name is {pt.full}.\n"),
        "Agent: Thanks {pt.first}. Can you verify your date of birth?\n",
        ("User: {dob}\n", "User: its {dob}\n", "User: born {dob}\n"),
        (
            "Agent: And the last four of your social?\nUser: {ssn end}\n",
            "Agent: Your phone number?\nUser: {phone}\n",
            "Agent: And your zip code?\nUser: zip code {zip}\n",
        ),
        Some(
            (
                "User: I need a refill of {drug} {dose}.",
                "User: The card on file ends in {card end}.",
                "User: You can email me at {email}.",
                "User: Please charge {card}.",
                "User: Rx number {rx}.",
                "User: I saw Dr. {doc.last} on {date}.",
                "User: My IP was {ip} when the portal locked me out.",
                "User: I was on {url} and it failed.",
                "Agent: Your appointment is on {date} at {clock}.",
            ),
            2,
            4,
            "\n",
        ),
    ),
)

CALL = Family(
    "call transcript",
    "dev call",
    (
        (
            "[{clock}] REP: Member services, this is {rep.first}, may I have your member ID?\n"
            "[{clock}] CALLER: Sure, it's {plan}.\n"
        ),
        "[{clock}] REP: And your full name and address?\n[{clock}] CALLER: {pt.full}, {address}.\n",
        (
            "[{clock}] CALLER: I'm calling about claim {claim} from {date}.\n",
            "[{clock}] CALLER: I'm calling for my {kin.kinship}, {kin.full}, born {dob}.\n",
            "[{clock}] CALLER: Medicare number is {mbi}.\n",
            "[{clock}] CALLER: Account number {account}, please.\n",
        ),
        (
            "[{clock}] REP: I will fax the form to {fax}.\n",
            "[{clock}] REP: Call back at {phone}, reference {claim}.\n",
            "",
        ),
        "[{clock}] REP: Is there anything else?\n",
    ),
)

REMINDER = Family(
    "appointment reminder",
    "dev reminder",
    (
        ("Hi {pt.first}, ", "Dear {pt.full}, ", "Reminder for {pt.titled}: "),
        (
            "you have an appointment with Dr. {doc.last} on {date} at {clock}. ",
            "your visit at {facility} is on {weekday}, {date}. ",
        ),
        ("Call {phone} to reschedule. ", "Manage it at {url} . ", "Reply YES to confirm. "),
        ("{facility}, {address}", "Bring your insurance card.", "Please arrive {!15 minutes} early."),
    ),
)

CLAIM = Family(
    "claims letter",
    "dev claim",
    (
        "{date}\n\n{pt.full}\n{address lines}\n\n",
        (
            "Member: {pt.full}\nMember ID: {plan}\nGroup number: {account}\nClaim number: {claim}\n"
            "Date of service: {date}\nProvider: {doc.full}, MD (NPI {npi})\n\n"
        ),
        Some(
            (
                "Your claim for {code} was denied under section {!4.2}.",
                "The service {code} on {date} needs prior authorization.",
                "Medicare beneficiary identifier: {mbi}.",
                "Payment was made to bank account {iban}.",
                "Questions: call {phone} or visit {url} .",
                "Your policy number {plan} ends on {date}.",
                "Payment card {card} was charged.",
            ),
            2,
            4,
        ),
    ),
)

FAMILIES = (QUERY, PORTAL, CHAT, CALL, REMINDER, CLAIM)
