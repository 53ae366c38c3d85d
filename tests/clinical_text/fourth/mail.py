"""Written between people: e-mail threads, text messages, portal and team messages, faxes, notes at home."""

from __future__ import annotations

from tests.clinical_text.pool import Family, Some

THREAD = (
    "From: {nurse.full}\nSent: {weekday}, {date} {clock}\nTo: {doc.full}; {ma.full}\n"
    "Subject: RE: RE: {pt.last} - {drug}\n\nDr. {doc.last},\n\n",
    (
        "{kin.first} says {pt.first} is still dizzy on {dose}. {vital} at home.",
        "Refill went to the wrong {!Walgreens}; they want it in {town}.",
        "{pt.titled} can't do {date}, only {weekday}s. OK to double book?",
        "{lab} today, was fine in {year}. Repeat?",
    ),
    " MRN {mrn}. Best number {phone}.\n\n{nurse.first} {nurse.last}, RN\n{ward} | {facility}\n"
    "{phone} | fax {fax}\n\n________________________________\nFrom: {doc.full}\nSent: {date}\n"
    "To: {nurse.full}\n\n{nurse.first},\nCan you call {pt.him} and see how the {drug} is going? Dx {icd}. "
    "Thx\n{doc.first}\n\nOn {date}, {pt.full} <{email}> wrote:\n"
    "> Hi, I feel worse since the new pill. {pt.first}\n",
    "> my page: {url}\n",
    ("", "\nCONFIDENTIALITY NOTICE: protected under {!45 CFR Part 164}."),
)

TEXTS = (
    Some(
        (
            "{kin.lowerfirst}: hey, dads at {facility} rm 6. they think {eponym}",
            "me: omg. did dr {doc.lowerlast} come by yet",
            "{kin.lowerfirst}: yea he said {lab} and gave him {drug}. bp {!88/50}",
            "me: tell him cousin {aunt.lowerfirst} is praying. turns {AGE=9%} this year and still driving "
            "lol",
            "{kin.lowerfirst}: they need his soc its {ssn} right?",
            "{kin.lowerfirst}: new phone, its {phone} now",
            "me: ya. his card is in the truck plate {plate}",
            "{kin.lowerfirst}: surgery moved to {day} at {clock}",
            "me: ill fly in {date}. can u get me at {clock}",
            "{kin.lowerfirst}: door code same. {street} in {town}",
            "me: use my card {card} for the hotel",
            "{kin.lowerfirst}: made a page {url} pls share",
            "me: sending pic of his pill bottle {photo}",
        ),
        6,
        9,
        "\n",
    ),
)

PORTAL = (
    "Subject: {drug} side effects??\nFrom: {pt.full}\nTo: {doc.full}, MD care team\nSent {date} {clock}\n"
    "\nhello ",
    ("dr {doc.lowerlast}", "dr. {doc.lowerlast} and {nurse.lowerfirst}", "there"),
    " ",
    Some(
        (
            "i started {drug} {dose} like you said and now my feet are sweling.",
            "my {kin.kinship} {kin.lowerfirst} took my pressure, {vital}.",
            "i was seen at {facility} on {date} and they did a {!ct}.",
            "please send it to the pharmacy in {town} not the mail order.",
            "i go out of town {date} so need it before then.",
            "my insurance changed, new id is {plan}.",
            "never had this before, not even in {year}.",
            "call my work {phone} before {!5 pm}.",
            "charge the copay to {card} please.",
        ),
        4,
        6,
    ),
    " thank you, {pt.lower} dob {dob}",
)

TEAMCHAT = (
    "#4west-huddle\n{a.first} {a.last}  {clock}\n@{b.full} did {pt.last} in bed 3 get {pt.his} {drug}?\n"
    "{b.first} {b.last}  {clock}\nyes {dose} at {clock}, {pain} after\n",
    Some(
        (
            "{doc.full}  {clock}\nwhat's {pt.his} mrn again",
            "{a.first} {a.last}  {clock}\n{mrn}. {kin.kinship} {kin.first} wants a call, {phone}",
            "{b.first} {b.last}  {clock}\ndc on {date} if {lab} ok",
            "{doc.full}  {clock}\nstarted {!apixaban} per {trial}",
            "{a.first} {a.last}  {clock}\nbox is {facility} {ward}, tube 214",
            "{b.first} {b.last}  {clock}\nnew pump sn {serial}, old one to biomed",
        ),
        3,
        5,
        "\n",
    ),
    "\n{doc.full}  {clock}\nthx {a.first}",
)

FAX = (
    """\
*** FAX ***   {date} {clock}   FROM: {fax}   P.001/{!004}
TO:   {facility}, HIM / RELEASE OF INFORMATION      FAX: {fax}
ATTN: {clerk.full}
FROM: OFFICE OF {doc.capsfull}, MD      TEL: {phone}
RE:   {pt.caps}   DOB: {dob}   YOUR MRN: {mrn}

PLEASE SEND:  [X] DISCHARGE SUMMARY OF {date}   [X] {!EKG}   [ ] {!CBC}, {!CMP}
PT SEEN HERE FOR {eponym}, NOW ON {drug} {dose}.
""",
    (
        "PT SSN {ssn} PER OUR RECORDS.",
        "PT ALSO KNOWN AS {aka.caps}.",
        "ACCOUNT {account}. MEDICARE {mbi}.",
    ),
    "\nIF RECEIVED IN ERROR CALL {phone}. PAGES INCL. COVER: {!4}",
)

RELATIVE = (
    "{date}\n\nDear {kin.first},\n\nI wanted to write before the {!chemo} starts. Dr. {doc.last} says "
    "{pt.first} has a good chance, {!80 percent}, and the {gene} test was negative. ",
    Some(
        (
            "Grand{gran.parent} {gran.first} would have been {AGE=10%} this year.",
            "Your cousin {unc.first} turns {age90} on {date}.",
            "We drove down to {town} to see {friend.full}, who had the same thing in {year}.",
            "The nurses, {nurse.first} and {nurse2.first}, are angels.",
            "They take {drug} out and put {drug} in, I can't keep up.",
            "Send the pictures to {email}, not the old address.",
            "The house on {street} is finally sold.",
        ),
        4,
        6,
    ),
    "\n\nAll my best,\n{aunt.first}\n{address lines}",
)

FAMILIES = [
    Family("mail", "fourth e-mail thread", THREAD),
    Family("mail", "fourth text messages", TEXTS, manner="chat"),
    Family("mail", "fourth portal complaint", PORTAL, manner="chat"),
    Family("mail", "fourth team chat", TEAMCHAT),
    Family("mail", "fourth records fax", FAX),
    Family("mail", "fourth family letter", RELATIVE, width=70),
]
