"""Letters of the third part: referrals, certificates, e-mails, prior authorisations, faxes."""

from __future__ import annotations

from tests.clinical_text.pool import Family
from tests.clinical_text.third.places import SCHOOLS

FAMILIES = [
    Family(
        "letter",
        "third referral",
        (
            "{facility}\n{address lines}\nTel {phone}   Fax {fax}\n\n{date}\n\nRe: {pt.full}, born {dob}, "
            "{address}\n\nDear Dr. {doc2.last},\n\nThank you for seeing this pleasant {years}-year-old "
            "{!retired teacher} with {eponym}. {pt.titled} first noticed tremor in {year}. {pt.His} "
            "{pt.parent} had {eponym}. Current medication: {drug} {dose}. {lab}.\n\nKind regards,\n\n"
            "{doc.middle}, M.D.\n{!Neurology}\ncc: {doc3.full}, NP",
        ),
        width=80,
    ),
    Family(
        "letter",
        "third consultant reply",
        (
            "Dear {doc.first},\n\nI had the pleasure of meeting {pt.titledfull} with {pt.his} {pt.spouse} "
            "{kin.first} in clinic on {date}. ",
            ("At {AGE=ninety-three}", "At {AGE=91} years of age", "Having just turned {AGE=9%}"),
            " {pt.he} still drives. On examination {!Romberg} was negative, {!Babinski} downgoing. MRI on "
            "the {model} in {month} was normal. I suggest {drug} {dose} and review in {duration}.\n\n"
            "Warmly,\n{doc2.first} {doc2.last}\nSecretary: {sec.full}, {phone}, {email}",
        ),
    ),
    Family(
        "letter",
        "third work note",
        (
            "To whom it may concern:\n{pt.full} was seen in this office on {date} and may return to work "
            "on "
            "{date} without restrictions / light duty for {duration}. No lifting over {!20 lb}.\n"
            "{doc.full}, PA-C   Lic # {license}\n{facility}, {street}, {town, state}\nVerify at {phone}",
        ),
    ),
    Family(
        "letter",
        "third school note",
        (
            "Please excuse {pt.first} {pt.last} (grade {!4}, teacher {teach.titled}) from school {dates} "
            "due "
            "to {!strep throat}. {pt.He} may use an albuterol inhaler, {!2 puffs} every {!4 hours}. "
            "Parent: "
            "{kin.full}, {phone}. School nurse {nurse.last}, ",
            SCHOOLS,
            ", fax: {fax}. ",
            ("Signed {doc.short}, {date}", "Sincerely, Dr. {doc.full} ({date})"),
        ),
    ),
    Family(
        "letter",
        "third prior authorisation",
        (
            "PRIOR AUTHORIZATION REQUEST\nMember: {pt.full}\nMember ID: {plan}\nGroup #: "
            "{HEALTH_PLAN=%####-0#}\n"
            "DOB: {dob}\nPrescriber: {doc.full}, NPI {npi}, DEA {dea}\nDrug: {drug} {dose}, {ndc}\nDx: "
            "{icd}\n"
            "Tried and failed: {drug} in {year}, {drug} for {duration}.\nReference no. {claim}\nReply by "
            "fax to "
            "{fax} before {date}. Contact: {ma.first} {ma.last}, MA, {phone}",
        ),
    ),
    Family(
        "letter",
        "third appeal",
        (
            "RE: Denial of {cpt}, claim number {claim}\nSubscriber {kin.full} (policy {plan}), patient "
            "{pt.full}\n\n"
            "I am writing on behalf of {pt.titled}, ",
            ("age {age90},", "who is {AGE=ninety} years old,", "a {age90} year old,"),
            " whose {eponym} has not responded to {duration} of {drug}. Your letter dated {date} cites "
            "policy "
            "{!MP-2.04}. Peer-to-peer was held with Dr. {med.last} on {date}. Please "
            "overturn.\n\n{doc.full}, MD\n"
            "Board certified, {!Rheumatology}; license no. {license}; NPI: {npi}",
        ),
    ),
    Family(
        "fax",
        "third capitals fax",
        (
            "FAX COVER SHEET\nTO: {doc.full} III, MD  FAX {fax}\nFROM: {sec.full}  PHONE {phone}\nDATE "
            "{date}  "
            "PAGES "
            "{!3}\nRE: {pt.caps}  DOB {dob}  SSN {ssn}\nPLEASE SEND LAST OFFICE NOTE, EKG AND {lab} TO "
            "{facility}, "
            "{address}. PT SEES {doc2.titledfull} FOR {eponym}. THANK YOU\nMEDICARE NO {mbi}",
        ),
        manner="upper",
    ),
    Family(
        "fax",
        "third records release",
        (
            "AUTHORIZATION TO RELEASE INFORMATION\nI, {pt.full}, Social Security No. {ssn}, driver's "
            "license "
            "{license} ({state}), authorize {facility} to disclose my records from {dates} to {att.full}, "
            "Jr., Esq., {address}, fax no. {fax}. This expires {date}.\nSigned: {pt.full}   Witness: "
            "{wit.full}",
        ),
    ),
    Family(
        "email",
        "third signature",
        (
            "From: {doc.full} <{email}>\nTo: {doc2.full}\nCc: {sec.comma}\nDate: {weekday}, {date} "
            "{clock}\nSubject: {pt.last} follow up\n\nHi {doc2.first},\n\nAny chance you could squeeze "
            "{pt.titled} in next {dayname}? {lab} last week, on {drug} {dose}. MRN is {mrn}.\n\nThanks\n"
            "{doc.first}\n--\n{doc.middle}, MD PhD\n{dept}\n{facility} | {street} | {town, state} "
            "{zip}\no: {phone} "
            "| c: {phone} | f: {fax}\n{url}",
        ),
    ),
    Family(
        "email",
        "third forwarded chain",
        (
            "fyi see below, {nurse.first}\n\n> On {date}, {sec.full} wrote:\n> {pt.full} called again re "
            "the bill on "
            "acct {account}.\n>> On {date}, {kin.full} <{email}> wrote:\n>> my {pt.parent} {pt.first} is "
            "{AGE=9%} and can't wait on hold. Her address is {street}, {town}. Ring me on {phone}.\n"
            ">> {kin.first}",
        ),
    ),
    Family(
        "letter",
        "third condolence",
        (
            "Dear {kin.full},\n\nAll of us at {facility} were saddened by the death of your {pt.parent}, "
            "{pt.first}, "
            "on {date}. {pt.He} was ",
            ("{AGE=ninety-seven}", "{AGE=9%}", "{AGE=one hundred and one}", "{AGE=101} years young"),
            " and told us wonderful stories about {town}. {chap.full}, our chaplain, and {nurse.first} "
            "would be "
            "glad to hear from you at {phone}.\n\nWith sympathy,\n{doc.full}",
        ),
    ),
    Family(
        "letter",
        "third jury duty",
        (
            "{date}\nClerk of Court, {county}\nJuror no. {ID=%#####-%##}\n{pt.titledfull} of {address} is "
            "under my "
            "care for {eponym} and cannot serve from {date}. ",
            ("{pt.He} is {AGE=9%} years old.", "{pt.He} uses a {!Hoyer} lift."),
            "\n{doc.full}, D.O., state medical license {license}\n{phone}",
        ),
    ),
]
