"""Speech and chat of the third part: portal messages, assistants, transcripts, dictation."""

from __future__ import annotations

from tests.clinical_text.pool import Family

FAMILIES = [
    Family(
        "message",
        "third portal refill",
        (
            ("hi dr {doc.last}, ", "Hello {doc.first}! ", "dear {nurse.first}, "),
            "this is {pt.full}. i ran out of my {drug} {dose} on {dayname} and the pharmacy by my house "
            "on {street} "
            "says they faxed you on {date}. my number changed, it's {phone} now. also my {pt.spouse} "
            "{kin.first} "
            "needs his too. thanks, ",
            ("{pt.first}", "{pt.initial}"),
        ),
        manner="chat",
    ),
    Family(
        "message",
        "third portal symptoms",
        (
            "so ive had this rash for {duration} and it started after the trip to {town, state} on "
            "{date}. my "
            "{pt.parent} {kin.full} had {eponym}. temp was {!101.2} last nite. pics are {photo} and "
            "{photo}. should i "
            "come in to {facility}?? mrn {mrn} if you need it. - {pt.first} {pt.last} ({dob})",
        ),
        manner="chat",
    ),
    Family(
        "message",
        "third portal proxy",
        (
            "im writing for my grandma {pt.full} who is ",
            ("{AGE=9%}", "{AGE=ninety four}", "gonna be {AGE=9%} soon", "{AGE=9%}yrs old"),
            " and doesnt do computers. she moved in with my cousin {kin.full} at {address}. can u change "
            "the phone "
            "to {phone} and email {email}. her medicare is {mbi}. she takes {drug} and her bp is "
            "{!150/80}. tx {c.first}",
        ),
        manner="chat",
    ),
    Family(
        "message",
        "third lower-case complaint",
        (
            "i waited {!3 hours} at {facility} with {kin.first} and nobody came. the guy at the desk, "
            "{rep.first} "
            "i think, was rude. dr {doc.last} never showed. i want a refund to my card {card}. account "
            "{account}. "
            "call me {phone}, {pt.full}",
        ),
        manner="lower",
    ),
    Family(
        "chat",
        "third assistant summary",
        (
            "User: summarise this for me. {pt.full}, {years}{pt.mf}, mrn {mrn}, admitted {date} to "
            "{facility} w/ "
            "{eponym}, {lab}, seen by {doc.full}\nAssistant: {pt.titled} is a {pt.man} with {eponym}. "
            "What else do "
            "you need?\nUser: draft a letter to {pt.his} {pt.kinship} {kin.full}, {address}\nAssistant: "
            "Dear "
            "{kin.titled}, ...",
        ),
    ),
    Family(
        "chat",
        "third assistant dosing",
        (
            "what's the renal dose of {drug} for {pt.last}? ",
            ("{AGE=9%} y/o {pt.mf}, ", "she's {AGE=9%}, ", "age {AGE=9%}, "),
            "crcl {!28}, {lab}. ",
            ("Remind me to call {kin.full} on {phone} after. ", "Her daughter {kin.first} is asking. "),
            "also pull up {doc.last}'s note from {date} and the {loinc} trend, mrn {mrn}",
        ),
    ),
    Family(
        "chat",
        "third staff chat",
        (
            "{nurse.first}: anyone seen {pt.last} in 8?\n{tech.first}: went to CT w "
            "{tr.first}\n{nurse.first}: fam is "
            "here, {kin.full}\n{doc.first}: tell them I'll come at {clock}. {lab} back?\n{tech.first}: "
            "yes {lab}, "
            "accession {accession}\n{doc.first}: ok start {drug} {dose}\n{nurse.first}: {doc2.last} wants "
            "{dept} on board. also {facility} called, {phone}, re {pt2.full}",
        ),
    ),
    Family(
        "speech",
        "third dictation",
        (
            "uh the patient is {pt.titledfull}, that's spelled like it sounds, medical record number "
            "{mrn}, "
            "um seen on {date}, ",
            (
                "{pt.he} is {AGE=ninety three} years old",
                "a {AGE=ninety-four} year old {pt.man}",
                "who is {AGE=ninety one}",
            ),
            " period new paragraph history of {eponym} comma on {drug} comma referred by doctor "
            "{doc.full} from "
            "{facility} in {town} period {vitals} period copy to {doc2.full} fax number {fax} end "
            "dictation",
        ),
    ),
    Family(
        "speech",
        "third dictated letter",
        (
            "dictating a letter to doctor {doc.last} at {street} {town} re {pt.full} date of birth {dob} "
            "new line thank "
            "you for sending {pt.first} who came with {pt.his} {pt.spouse} {kin.first} on ",
            ("{DATE=march fourteenth}", "{DATE=the third of june}", "{DATE=november twenty second}"),
            " comma {pt.his} {score} comma {lab} comma please no make that {lab} period sincerely "
            "{doc2.full}",
        ),
        manner="lower",
    ),
    Family(
        "speech",
        "third telehealth transcript",
        (
            "[{clock}] {doc.full}: Good morning, can you tell me your name and birthday?\n[{clock}] "
            "{pt.full}: "
            "{pt.first} {pt.last}, {dob}.\n[{clock}] {doc.full}: And where are you right now?\n[{clock}] "
            "{pt.full}: "
            "Home, {street} in {town}. My {pt.kinship} {kin.first} set this up.\n[{clock}] {doc.full}: "
            "How's the "
            "{drug}?\n[{clock}] {pt.full}: I take it {dayname} and {dayname}. Pressure was "
            "{!132 over 80}.\n"
            "[{clock}] {kin.first}: She fell on {date}.\nSession {uuid}, client IP {ip}, voiceprint "
            "{biometric}",
        ),
    ),
    Family(
        "speech",
        "third interpreter",
        (
            "INTERPRETER ID {ID=%#####}: She says her name is {pt.full} and she is ",
            ("{AGE=ninety}", "{AGE=ninety-six}", "over a hundred, {AGE=one hundred three}", "{AGE=9%}"),
            ".\nDR {doc.lastcaps}: Ask who lives with her.\nINTERPRETER: Her {pt.kinship}, {kin.full}, "
            "and the "
            "neighbor {nb.titled}.\nDR {doc.lastcaps}: Pain?\nINTERPRETER: {!Seven} out of ten, since "
            "{dayname}. "
            "Since she left {town} in {year}.",
        ),
    ),
    Family(
        "speech",
        "third nurse line",
        (
            "AGENT: thanks for calling {facility}, this is {rep.first}, can I get your member ID?\nCALLER: "
            "{plan}\nAGENT: and your zip?\nCALLER: {zip}, it's under {kin.full}\nAGENT: last four of the "
            "social?\n"
            "CALLER: {ssn end}\nAGENT: best number?\nCALLER: {phone}\nAGENT: and a card for the "
            "copay?\nCALLER: {card}\nAGENT: ok {pt.titled}, your reference is "
            "{claim}. take {!two} {!Tylenol} every {!6 hours}.",
        ),
    ),
    Family(
        "speech",
        "third spoken rounds",
        (
            "okay so bed four is {pt.titled}, {pt.first} {pt.last}, {AGE=ninety seven} with a hip, "
            "{doc.first} fixed it "
            "on {date}, {lab}, {lab}, {pt.his} {pt.kinship} {kin.first} wants {facility} not {facility}. "
            "bed "
            "five, {b.full}, {years}, {eponym}, on {drug}, {score}, {doc2.last} is following. bed six, "
            "that's "
            "{c.first}, {c.last}, transfer from {town}",
        ),
    ),
]
