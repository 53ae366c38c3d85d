"""Development templates, third part: letters of clinics, insurers, lawyers and patients."""

from __future__ import annotations

from tests.clinical_text.pool import Family, Some

REFERRAL = Family(
    "referral letter",
    "referral between practices",
    (
        "{facility}\n{address lines}\nTel {phone}  Fax {fax}\n\n{date}\n\n",
        ("RE: {pt.full}, DOB {dob}\n\n", "RE: {pt.comma}, our record no. {mrn}\n\n"),
        "Dear {doc2.first},\n\n",
        Some(
            (
                "Would you kindly see this {age} gentleman or lady with {eponym}?",
                "{pt.title} {pt.last} first came to us on {date}.",
                "{pt.He} grew up in {country} and has been in {town} {year}.",
                "Current medication is {drug} {dose} {often}.",
                "An MRI ({date}, {facility}) showed changes at {anatomy}.",
                "Dr. {doc3.full} had suggested {brand}.",
                "{pt.His} {pt.spouse}, {kin.first}, will come along.",
                "{pt.He} prefers to be called on {phone}.",
                "Bloods: {lab}, {lab}.",
                "{pt.last} is insured under member no. {plan}.",
            ),
            4,
            7,
        ),
        "\n\nYours,\n{doc.full}, MD",
    ),
)

THANKS = Family(
    "referral letter",
    "specialist's answer",
    (
        "Dear Dr. {doc2.last}:\n\nThank you for asking me to see {pt.full}",
        (" (MRN {mrn}). ", ", whom I met on {date}. ", ", born {dob}. "),
        Some(
            (
                "As you know, {pt.first} had {eponym} diagnosed {year} in {town}.",
                "At {age90} {pt.he} is remarkably fit.",
                "{score}, {vital}, and the {!Lachman test} was negative.",
                "I reviewed films from {facility} dated {date}.",
                "{pt.title} {pt.last} wants to wait until {pt.his} {kin.kinship}'s wedding on {date}.",
                "{!Frank} hematuria was absent.",
                "I have started {drug} {dose}.",
                "My nurse {nurse.first} will call {pt.him} in {time}.",
                "{agency} supports this ({trial}).",
                "I will see {pt.him} again in {DATE=September}.",
            ),
            3,
            6,
        ),
        "\n\nSincerely,\n\n{doc.full}, MD\nDictated {date}, transcribed {date} by {typist.initial}",
    ),
    width=72,
)

DENIAL = Family(
    "claims letter",
    "notice of denial",
    (
        "{date}\n\n{pt.capsfull}\n{street}\n{town, state} {zip}\n\n",
        "Re: Notice of Adverse Benefit Determination\nMember: {pt.full}   ID: {plan}   Case: {claim}\n\n",
        "Dear {pt.full}:\n\n",
        Some(
            (
                "We reviewed the request of {doc.full}, MD, received {date}, for {drug} {dose}.",
                "It does not meet our policy on {code}.",
                "You may appeal until {date}.",
                "Fax {fax} or write to {pobox}, {town, state} {zip}.",
                "A copy went to {facility}.",
                "Your share so far in {!2024} is {money}.",
                "Call {phone} (TTY {!711}).",
                "Sign in at {url} with your member number.",
                "Our reviewer, {rev.full}, PharmD, is licensed in {state}.",
            ),
            4,
            7,
        ),
        "\n\n{rep.full}\nUtilization Management",
    ),
)

APPEAL = Family(
    "claims letter",
    "patient's own appeal",
    (
        "{pt.full}\n{address lines}\n{phone}\n{email}\n\n{date}\n\n",
        "Second level appeal, claim no. {claim}\n\nTo the Grievance Department,\n\n",
        Some(
            (
                "I am writing about my {kin.kinship} {kin.first}, who is covered under my policy, {plan}.",
                "On {date} you refused {drug}, although Dr. {doc.full} of {facility} ordered it.",
                "{kin.first} was hospitalized {dates}.",
                "We paid {money} with our Visa, {card}.",
                "I spoke with a {rep.first} on {date}, reference {claim}.",
                "The bill names account {account}.",
                "My neighbor in {county} got it approved {year}.",
                "Even {agency} says {drug} is first line for {eponym}.",
                "My own date of birth is {dob}.",
                "If you need my social, it is {ssn}.",
            ),
            4,
            7,
        ),
        "\n\nI look forward to your decision.\n\n{pt.full}",
    ),
)

COLLECTION = Family(
    "claims letter",
    "bill with a payment slip",
    (
        "PATIENT STATEMENT                       Page 1 of 2\n"
        "Guarantor: {pt.full}\nAccount number: {account}\n"
        "Statement date: {date}\n\n",
        Some(
            (
                "{date}  Office visit {code}  Dr {doc.last}      {money}",
                "{date}  Lab, {facility}                      {money}",
                "{date}  Insurance payment                   {!-$88.10}",
                "{date}  Card payment, card ending in {card end}  {!-$40.00}",
                "Auto-pay card: {card}",
                "Bank draft IBAN {iban}",
                "Bank account no. {ACCOUNT=%#########}, routing no. {ACCOUNT=0%#######}",
                "Patient: {kin.full} (dependent)",
            ),
            3,
            6,
            "\n",
        ),
        "\n\nPay at {url} or call {phone}.\nMail to: {facility}, {pobox}, {town, state} {zip}\n",
        ("[ ] Visa [ ] Amex  Card no. {card}  Exp {month}\n", "Charge my card {card}, signed {pt.full}\n"),
    ),
)

LAWYER = Family(
    "claims letter",
    "request for records",
    (
        "LAW OFFICES\n{date}\n\nBy facsimile to {fax}\n\nRecords Custodian\n{facility}\n{address}\n\n",
        "Our client: {pt.full}\nD/O/B: {dob}\nSSN: {ssn}\nYour MRN: {mrn}\nDate of loss: {date}\n\n",
        Some(
            (
                "{pt.title} {pt.last} was struck by a truck (tag {plate}, VIN {vin}) in {town}.",
                "The other driver, {driver.full}, held license no. {license}.",
                "Please send records for {dates}.",
                "Police report no. {ID=%#-#######}.",
                "Include films and photographs such as {photo}.",
                "Treating: {doc.full}, {doc2.full}.",
                "Direct questions to {para.full}, {email}, {phone}.",
                "Claim {claim} is with the insurer.",
                "{pt.His} vehicle was a 2018 Ford, VIN {vin}.",
                "HIPAA authorization of {date} is enclosed.",
            ),
            4,
            7,
        ),
        "\n\nVery truly yours,\n{attorney.full}",
    ),
)

WORK = Family(
    "referral letter",
    "return to work slip",
    (
        (
            "To whom it may concern: {pt.full} (DOB {dob}) was under my care ",
            "This is to certify that {pt.titledfull} was seen at {facility} ",
            "EXCUSE SLIP - {pt.comma} - was treated ",
        ),
        ("on {date}. ", "{dates}. ", "since {date}. "),
        Some(
            (
                "May return on {date} with no lifting over {!20 lb}.",
                "Light duty {time}.",
                "Questions: {phone}.",
                "Employee no. {ID=E%####}.",
                "Form faxed to {fax} on {day}.",
                "{pt.last} should avoid heights while on {drug}.",
                "Next check {weekday}, {date}.",
            ),
            1,
            4,
        ),
        "\n{doc.full}, MD, lic. {license}",
    ),
)

SURVEY = Family(
    "appointment reminder",
    "reminder by text",
    (
        ("{facility}: ", "Reminder! ", "Hola {pt.first}! "),
        (
            "{pt.first}, see you {weekday} {day} @{clock} w/ {doc.short}. ",
            "{pt.initial} appt {date} {clock}, Dr {doc.last}. ",
            "Your {!Chest Pain} clinic visit moved from {date} to {date}. ",
        ),
        ("Y=confirm N=cancel or ph {phone}", "Check in: {url}", "Reply STOP to opt out. Qs? {phone}"),
        (" {street}, {town}.", " Hold {drug} {time} before.", ""),
    ),
)

MAILED = Family(
    "appointment reminder",
    "reminder card",
    (
        "{pt.full}\n{address lines}\n\n",
        "It has been a year since your last mammogram ({month}). ",
        Some(
            (
                "{doc.full}, NP, would like to see you before {date}.",
                "Your slot: {date}, {clock}, {facility}.",
                "If you have moved, write to {email}.",
                "To change it dial {phone}.",
                "Bring your card (ID {plan}) and {money}.",
                "{agency} recommends it from age {!40}.",
                "Parking is at {street}.",
            ),
            3,
            5,
        ),
        "\n\nYour team at {facility}",
    ),
)

RECALL = Family(
    "appointment reminder",
    "call list with scripts",
    (
        'AUTO-DIALER SCRIPT {date}\n"This is {facility} calling for {pt.first} {pt.last}."\n',
        (
            '"You are due on {date} at {clock} with {doc.full}. Press 1 to keep it."\n',
            '"Your refill of {drug} is ready as of {day}. Rx {rx}."\n',
        ),
        (
            "Dialed {phone}: voicemail, {date} {clock}\n",
            "Dialed {phone}: spoke w {kin.first}\n",
            "SMS to {phone}, e-mail to {email}\n",
        ),
        "Log id {uuid}\n",
    ),
)

FAMILIES = (REFERRAL, THANKS, DENIAL, APPEAL, COLLECTION, LAWYER, WORK, SURVEY, MAILED, RECALL)
