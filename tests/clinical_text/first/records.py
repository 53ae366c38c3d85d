"""Development templates: short-hand, statements, case reports and lists, with many ways to say one thing."""

from __future__ import annotations

from tests.clinical_text.pool import Family, Some

SHORTHAND = Family(
    "progress note",
    "dev short-hand",
    (
        (
            "{age90}yo {pt.mf} ",
            "{years}yo{pt.mf}, {pt.last}, {pt.first}, ",
            "{pt.full} {years} {pt.mf} #{mrn} ",
        ),
        "w/ {acronym}, {acronym}, s/p {!CABG} {year}. ",
        Some(
            (
                "unit no {mrn}.",
                "MR no. {mrn}.",
                "Hospital number: {mrn}.",
                "{pt.His} MRN is {mrn}.",
                "Chart {mrn} reviewed.",
                "Patient ID# {mrn}.",
                "Med Rec: {mrn}",
                "c/o pain {score}, {often}.",
                "insurance {plan}.",
                "turned {age90} last {!spring}.",
                "mother died at age {age90}.",
                "accn {accession}, visit {visit}.",
                "f/u w/ {doc.last} {day}.",
                "last {acronym} {month}.",
                "d/w Dr. {doc.last} @ {facility}.",
                "{drug} {dose} -> {dose}.",
                "{vital}; {vital}; {lab}.",
                "d/c {date}, readm {date}.",
                "PCP {doc2.full} ({town}).",
                "dtr {kin.first} {phone} (cell).",
            ),
            3,
            7,
        ),
        (" {doc.full} MD", " /s/ {doc.full}", ""),
    ),
)

STATEMENT = Family(
    "claims letter",
    "dev statement",
    (
        (
            "EXPLANATION OF BENEFITS\nThis is not a bill\n\nStatement date: {date}\n"
            "Patient name: {pt.full}\nMember ID #: {plan}\n"
        ),
        Some(
            (
                "Group no. {account}",
                "Claim no. {claim}",
                "Patient account no. {account}",
                "Provider: {facility}",
                "Provider NPI {npi}",
                "Dates of service: {dates}",
                "Procedure {code}",
                "Amount billed: {!$1,240.00}",
                "Plan paid: {!$980.15}",
                "You may owe: {!$259.85}",
                "Paid by card ending in {card end}",
                "Check mailed to {address}",
                "Subscriber: {kin.full}, born {dob}",
                "Policy number: {plan}",
                "Prior authorization number {claim}",
                "Medicaid ID {plan}",
            ),
            5,
            10,
            "\n",
        ),
        "\n\nQuestions? Call {phone}, TTY {!711}, fax {fax} or see {url}\n",
    ),
)

CASE = Family(
    "referral letter",
    "dev case report",
    (
        (
            "We report the case of {pt.short}, a {age90}-year-old {pt.man} from {town}, {!Ohio}. ",
            "{pt.titledfull}, aged {age90}, was admitted to {facility} on {date}. ",
            "The patient, {pt.full}, age {age90}, presented in {month} with fever. ",
            "A {age} {pt.man} ({pt.initial}) was seen by {doc.full} and colleagues on {date}. ",
        ),
        Some(
            (
                "{eponym} was considered, but {lab} made it unlikely.",
                "Mutation analysis for {gene} was negative.",
                "On {date}, {pt.he} was moved to {facility} in {county}.",
                "{pt.first}'s {kin.kinship}, {kin.first}, gave consent.",
                "Treatment with {drug} {dose} was begun and tapered over {time}.",
                "The {trial} had excluded such patients.",
                "{pt.last}'s condition improved; {score}.",
                "Imaging from {month} showed a lesion at {anatomy}.",
                "According to the {agency}, {code} applies.",
                "By the {!spring of 2021} {pt.he} was well and back in {town, state}.",
            ),
            3,
            6,
        ),
    ),
)

FORWARDED = Family(
    "portal message",
    "dev forwarded message",
    (
        (
            "---- Forwarded message ----\nSent: {date} {clock}\nFrom: {doc.full} <{email}>\n"
            "To: {doc2.full}\nRe: {pt.comma}, MRN {mrn}\n\n"
        ),
        "{doc2.first} -\n",
        Some(
            (
                "can you see {pt.titled} before {day}?",
                "{pt.He} called from {phone}.",
                "New address: {address}",
                "{drug} {dose} did nothing.",
                "{pt.first} is {age90} now, so no {acronym} surgery.",
                "Note {lab} on {date}.",
                "Thanks - {doc.first}",
            ),
            2,
            5,
            "\n",
        ),
    ),
)

LIST = Family(
    "table",
    "dev clinic list",
    (
        "Time;Patient;Birth date;Chart no;Phone;Reason\n",
        "{clock};{pt.full};{dob};{mrn};{phone};{drug} refill\n",
        "{clock};{pt2.full};{date};{mrn2};{phone};follow-up {acronym}\n",
        ("{clock};{pt3.full};{date};{mrn2};{phone};{eponym}\n", ""),
    ),
)

SETTINGS = Family(
    "registration form",
    "dev log lines",
    (
        Some(
            (
                "{date} INFO login user={email} ip={ip}",
                "{date} INFO patient_id={mrn} name={pt.full} dob={dob}",
                "{date} WARN member_id={plan} not eligible",
                "{date} ERROR callback to {phone} failed",
                "{date} INFO GET {url} {!200}",
                "{date} DEBUG device serial={serial} mac={mac}",
                "{date} INFO encounter={visit} provider={doc.full} npi={npi}",
                "{date} INFO ssn={ssn} matched",
                "{date} INFO zip={zip} city={town}",
            ),
            3,
            6,
            "\n",
        ),
    ),
)

FAMILIES = (SHORTHAND, STATEMENT, CASE, FORWARDED, LIST, SETTINGS)
