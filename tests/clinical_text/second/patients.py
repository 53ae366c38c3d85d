"""Development templates, third part: what patients and their families write and say."""

from __future__ import annotations

from tests.clinical_text.pool import Family, Some

WORRIED = Family(
    "portal message",
    "worried parent",
    (
        ("Hello Dr {doc.last}", "hi there", "Hey {nurse.first}", "Good afternoon"),
        (", this is {kin.full}, {pt.first}'s {mom.parent}. ", ", {pt.full}'s {mom.parent} here!! "),
        Some(
            (
                "{pt.He} has been throwing up since {date} and {pt.his} temp was {!102.3}.",
                "we gave {drug} {dose} like you said on {day}",
                "{pt.first} was born {dob} if you need it",
                "can you call in {drug} to the pharmacy on {street}?",
                "My cell is {phone}, my husbands is {phone}",
                "The school nurse, Mrs. {teacher.last}, sent {pt.him} home.",
                "we're staying with my mom in {town} till {day}",
                "our insurance changed, new # is {plan}",
                "is this {acronym}??",
                "{pt.He} weighs {!41 lbs} now",
                "Should we go to {facility} or wait?",
                "it hurts {score} {pt.he} says",
            ),
            3,
            6,
        ),
        ("  Thanks so much, {kin.first}", " xx {kin.initial}", ""),
    ),
)

TYPED = Family(
    "portal message",
    "message typed on a telephone",
    (
        Some(
            (
                "its {pt.lower} from yesterday",
                "dob is {dob} mrn i think {mrn}",
                "dr {doc.last} never called me back about {lab}",
                "pls send {drug} to the walgreens on {street}",
                "call {phone} not the other one",
                "i moved, its {address}",
                "{doc2.lower} was my old doctor at {facility}",
                "my son {kin.lowerfirst} can pick it up",
                "been {time} on {drug} no change",
                "bp was {!150 over 95} this am",
                "medicare {mbi}",
                "the bill says acct {account}",
                "last visit {day}",
                "user name is {email}",
                "ssn ends {ssn end}",
                "i turn {age90} next month can u believe it",
                "im allergic to {drug} remember",
                "ty, {pt.lowerfirst}",
            ),
            4,
            7,
            "\n",
        ),
    ),
    manner="chat",
)

REFILL = Family(
    "portal message",
    "refill request",
    (
        "Subject: refill\n\n",
        Some(
            (
                "Rx number {rx}",
                "{drug} {dose}, {!90 day supply}",
                "I go by {pt.first} but the bottle says {pt.full}",
                "Prescribed by {doc.full} on {date}",
                "Mail to {address}",
                "Charge card {card}",
                "Member number {plan}",
                "DOB {dob}",
                "Out of pills by {date}!",
                "My old phone is disconnected, new one is {phone}",
            ),
            3,
            6,
            ". ",
        ),
        ".\n\n{pt.full}",
    ),
)

SYMPTOMS = Family(
    "patient chat",
    "symptom checker",
    (
        "Bot: Hi, I'm Ada. What brings you here today?\n",
        (
            "Me: hi im {pt.lowerfirst}, {years} {pt.male}\n",
            "Me: {pt.full} here\n",
            "Me: stomach pain {score}\n",
        ),
        Some(
            (
                "Bot: How long has this been going on?\nMe: since {date}",
                "Bot: Any medicines?\nMe: {drug} {dose} and {drug}",
                "Bot: Where do you live?\nMe: {town}, zip {zip}",
                "Bot: Who is your doctor?\nMe: {doc.full} at {facility}",
                "Bot: Any conditions?\nMe: {acronym}, and my {pt.sibling} {kin.first} has {eponym}",
                "Bot: Temperature?\nMe: {!100.9}",
                "Bot: Phone number for a callback?\nMe: {phone}",
                "Bot: Your e-mail?\nMe: {email}",
                "Bot: Date of birth?\nMe: {dob}",
                "Bot: Have you travelled?\nMe: {country} {year}",
            ),
            3,
            6,
            "\n",
        ),
        "\nBot: Thank you. This sounds like {acronym}. Please seek care within {!24 hours}.",
    ),
)

SUPPORT = Family(
    "patient chat",
    "log of the help desk",
    (
        "### ticket {claim} | opened {date} | ip {ip}\n",
        (
            "{pt.first} {pt.last} ({clock}): I can't log in to {url}\n",
            "{pt.first} ({clock}): it says {email} is not known\n",
        ),
        Some(
            (
                "Agent {rep.first} ({clock}): Could you confirm your address?\n{pt.first}: {address}",
                "Agent {rep.first}: and the number on the back of the card?\n{pt.first}: {plan}",
                "{pt.first}: my SSN is {ssn} why do you need it",
                "{pt.first}: phone {phone}",
                "system: reset link sent to {email} from {ip}",
                "system: device {mac} trusted",
                "system: session {uuid} closed",
                "{pt.first}: the card {card} was charged {money} twice",
                "{pt.first}: my mother {kin.full}, born {date}, uses the same account",
                "Agent {rep.first}: version {!12.4.0} fixes that, see {url}",
                "{pt.first}: selfie attached {photo}",
            ),
            4,
            7,
            "\n",
        ),
        "\nAgent {rep.first}: Anything else, {pt.titled}?",
    ),
)

ROOM = Family(
    "patient chat",
    "support group",
    (
        Some(
            (
                "{pt.first}: day {!3} of {drug}, feeling rough",
                "{pt2.first}: hugs {pt.first}! I was on {dose} for {time}",
                "moderator {mod.first}: please no doctor names",
                "{pt2.first}: well {doc.full} in {town} saved my life",
                "{pt.first}: surgery is {date} at {facility}, scared",
                "{pt3.full}: msg me {email} or {phone}",
                "{pt3.first}: my story is on {url}",
                "{pt.first}: dx {eponym} {year}",
                "{pt2.first}: my {pt2.spouse} {kin4.first} drives me to {town} {often}",
                "{pt3.first}: anyone else with {gene}?",
                "{pt.first}: im {years} and my mom is {age90} lol",
            ),
            4,
            8,
            "\n",
        ),
    ),
)

HOTLINE = Family(
    "call transcript",
    "nurse line",
    (
        "NURSE: Nurse line, my name is {nurse.first}. Who's calling?\n",
        (
            "PATIENT: Yeah, this is {pt.full}.\n",
            "PATIENT: {pt.first}. {pt.first} {pt.last}.\n",
            "CALLER: I'm {kin.full}, I call for my {pt.parent}, {pt.full}.\n",
        ),
        "NURSE: OK. Date of birth, please?\nPATIENT: Uh, {dob}.\n",
        Some(
            (
                "NURSE: Best number?\nPATIENT: {phone}.",
                "PATIENT: It started, like, {date}? No, {weekday}.",
                "PATIENT: I take {drug}, {dose}, {often}.",
                "NURSE: Who prescribed it?\nPATIENT: Dr. {doc.last}, over at {facility}.",
                "NURSE: What's your pressure now?\nPATIENT: {!138 over 82}.",
                "NURSE: And where are you right now?\nPATIENT: At home, {street}, in {town}.",
                "NURSE: Any {acronym}, any {eponym}?\nPATIENT: No ma'am.",
                "NURSE: Okay {pt.first}, I want you to hang up and dial {!911}.",
                "PATIENT: My {kin.kinship} {kin.first} is here with me.",
            ),
            4,
            7,
            "\n",
        ),
        "\nNURSE: I'll let Dr. {doc.last} know. Take care, {pt.titled}.",
    ),
)

SPOKEN = Family(
    "call transcript",
    "insurer's call with time codes",
    (
        "00:00:02 Speaker 1  Thank you for calling, you're speaking with {rep.full}.\n",
        "00:00:09 Speaker 2  Hi {rep.first}, my name's {pt.full}, I'm calling about a denial.\n",
        Some(
            (
                "00:00:21 Speaker 1  Can I get the member ID?\n00:00:25 Speaker 2  {plan}.",
                "00:00:40 Speaker 1  And your social?\n00:00:44 Speaker 2  {ssn}.",
                "00:00:58 Speaker 2  The date of service was {date}.",
                "00:01:12 Speaker 1  I see claim {claim} for {money}.",
                "00:01:30 Speaker 2  You can send it to {address}.",
                "00:01:47 Speaker 2  Fax it to my doctor, {doc.full}, at {fax}.",
                "00:02:05 Speaker 1  My direct line is {phone}.",
                "00:02:20 Speaker 2  I paid with card number {card}.",
                "00:02:41 Speaker 1  The policy covers {drug} after {time}.",
                "00:02:58 Speaker 2  My e-mail? It's {email}.",
            ),
            4,
            7,
            "\n",
        ),
        "\n00:03:30 Speaker 1  All set, {pt.titled}. Have a good one.",
    ),
)

VISIT = Family(
    "call transcript",
    "ambient recording of a visit",
    (
        "Doctor: Good to see you, {pt.titled}. How's {kin.first}?\n",
        Some(
            (
                "Patient: {kin.first}'s fine, moved to {town} in {DATE=August}.",
                "Doctor: I got the letter from Dr. {doc2.last}, from {date}.",
                "Patient: The folks at {facility} said it's {eponym}.",
                "Doctor: So the {drug}, you're on {dose}?",
                "Patient: {often}, when I remember.",
                "Doctor: Your labs: {lab}, {lab}.",
                "Patient: My mother made it to {age90}, you know.",
                "Doctor: Let's see you again on {date}.",
                "Patient: {!Well}, I'm {years} now, doc.",
                "Doctor: {nurse.first} will draw your blood.",
                "Patient: Can you text me? {phone}.",
                "Doctor: We'll do {brand} in {time}.",
            ),
            5,
            8,
            "\n",
        ),
        "\nDoctor: Take it easy, {pt.first}.",
    ),
)

COMPLAINT = Family(
    "portal message",
    "complaint by e-mail",
    (
        "From: {pt.full} <{email}>\nSent: {date}\nTo: Patient Relations\nSubject: My stay at {facility}\n\n",
        Some(
            (
                "I was in your hospital {dates}, room 412.",
                "A nurse called {nurse.full} was wonderful, Dr. {doc.last} was not.",
                "My roommate, a Mr. {roommate.last}, could hear everything.",
                "I asked for {drug} and waited {time}.",
                "Then I got a bill for {money} on account {account}.",
                "Security took my car, plate {plate}.",
                "Your web site shows my records to my {pt.spouse} {kin.first}: {url}",
                "I want an answer at {address}, or by phone, {phone}.",
                "My chart number is {mrn}.",
                "I'm {years} years old and have never been treated like this.",
            ),
            4,
            6,
        ),
        "\n\n{pt.full}",
    ),
)

FAMILIES = (
    WORRIED,
    TYPED,
    REFILL,
    SYMPTOMS,
    SUPPORT,
    ROOM,
    HOTLINE,
    SPOKEN,
    VISIT,
    COMPLAINT,
)
