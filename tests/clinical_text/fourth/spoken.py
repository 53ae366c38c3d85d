"""What was said: dictation, scribes, telehealth, call centres, voice assistants and voicemail."""

from __future__ import annotations

from tests.clinical_text.fourth.style import SPOKEN
from tests.clinical_text.pool import Family, Some

DICTATION = (
    "this is dr {doc.lower} dictating a clinic note on patient {pt.lower} spelled out in the chart medical "
    "record number {mrn} date of service ",
    SPOKEN,
    " period new paragraph ",
    Some(
        (
            "the patient is {!seventy four years old} and comes in with {pt.his} {kin.kinship} "
            "{kin.lowerfirst} period",
            "{pt.he} takes {drug} {dose} twice a day comma {drug} at night period",
            "blood pressure is {!one forty two over eighty} pulse {!sixty eight} period",
            "{pt.he} lives in {town} and used to work at the mill period",
            "we saw {pt.him} last on {date} for {eponym} period",
            "hemoglobin a one c came back at {!seven point nine percent} period",
            "{pt.his} {pt.parent} died at {AGE=ninety eight} period",
            "dr {cons.lowerlast} in {ward} will see {pt.him} in {!two weeks} period",
        ),
        4,
        6,
    ),
    " new paragraph ",
    (
        "send a copy to {pcp.lower} at fax number {fax} period end of dictation",
        "please mail this to {pt.him} at {street} {town} zip code {zip} period thank you",
        "job number {ID=%######} period end dictation",
    ),
)

SCRIBE = (
    "I, {scribe.full}, am scribing for and in the presence of {doc.full}, MD on {date} at {clock}.\n\n"
    "HPI: This is {pt.first} {pt.last}, {years}-year-old {pt.male} with PMHx of {eponym} and {!HTN} "
    "presenting with ",
    ("left flank pain", "dizziness", "a fall from standing", "palpitations"),
    " x {span}. ",
    Some(
        (
            "Pt reports {pt.he} was seen at {facility} on {date} and given {drug} {dose}.",
            "Per EMS, {vital} en route.",
            "{pt.He} denies fever, vomiting or travel outside {state}.",
            "{kin.first} ({kin.kinship}) adds that {pt.first} has missed doses.",
            "Tried {drug} without relief. Symptoms began in {year}.",
            "Neurologist is Dr. {cons.full}, {phone}.",
        ),
        3,
        5,
    ),
    "\nExam: {sign} negative, {score}. MDM: {lab}, {lab}.\n\nProvider attestation: I have reviewed the "
    "scribe's note. {doc.last}, {date}",
)

TELEHEALTH = (
    "[auto-transcript, visit {visit}, joined from {ip}]\n00:04 Clinician: Hi, can you hear me? Can you "
    "tell me your full name and birthday?\n00:11 Patient: Yeah, {pt.full}, {dob}.\n"
    "00:19 Clinician: Great, I'm Dr. {doc.last}. And where are you right now, in case we lose the line?\n",
    (
        "00:27 Patient: At my {kin.kinship} {kin.first}'s in {town, state}. Number here's {phone}.\n",
        "00:27 Patient: Home, {street}, {town}.\n",
        "00:27 Patient: In the truck, {plate} if you need to find me, parked outside {facility}.\n",
    ),
    "00:40 Clinician: And how's the {drug} going, still {dose}?\n",
    Some(
        (
            "01:02 Patient: Cut it in half since {date}, made me sick.",
            "01:15 Patient: My meter said {!212} this morning and {!188} after lunch.",
            "01:33 Patient: I sent you the picture, {photo}, did you get it?",
            "01:40 Patient: Mom turned {AGE=9%} and she moves better than me.",
            "01:52 Patient: If it's bad I'd call {hotline}, I know.",
        ),
        2,
        4,
        "\n",
    ),
    "\n02:10 Clinician: OK {pt.first}. I'll message {ma.first} to book {ward} for {date}.\n[recording {url}]",
)

CALLCENTRE = (
    "CALL REF {ID=CR%######}  AGENT {agent.full} (ext 4471)  {date} {clock}\n"
    "Caller: {kin.full}, {kin.kinship} of member. Verified: member name {pt.full}, DOB {dob}, last four of "
    "social {ssn end}, ZIP {zip}.\n",
    Some(
        (
            "Caller upset re claim {claim}, denied as not medically necessary ({icd}, {cpt}).",
            "Says {pt.first} was told by Dr. {doc.last}'s office that {payer} covers it.",
            "Updated address to {address}.",
            "Updated phone to {phone}, removed {phone}.",
            "Took payment of {amount} on card {card}.",
            "Voiceprint enrolled, ref {BIOMETRIC=VP%#######}.",
            "Reset portal login, sent {url} to {email}.",
            "Offered callback within {!48 hours}; caller asked for supervisor {sup.full}.",
            "Member ID {plan} verified against card.",
        ),
        4,
        6,
        "\n",
    ),
    "\nDisposition: {!Resolved}. Handle time {!00:14:22}.",
)

VOICE = (
    "[wake word {clock}]\nuser: text {kin.lowerfirst} that i took my {drug}\n",
    'assistant: Sending "Took my pill" to {kin.full}, {phone}.\n',
    (
        'user: when do i see doctor {doc.lowerlast}\nassistant: You have "Dr. {doc.full}, {facility}" on '
        "{date} at {clock}.\n",
        "user: what was my sugar at lunch\nassistant: Your {!Dexcom G7} read {!164} at {clock}.\n",
        "user: directions to {doc.lowerlast}s office\nassistant: {street}, {town}. {!14 minutes}.\n",
    ),
    (
        "user: remind me {span} from now to refill {drug}\nassistant: OK, {pt.first}.\n",
        "user: whats the dose of tylenol for an adult\nassistant: Often {!650 mg} every {!4 to 6 hours}, "
        "no more than {!3 g} a day.\n",
        "user: call the nurse line\nassistant: Calling {phone}.\n",
    ),
    "[device {serial}, profile voice id {BIOMETRIC=VP%#######}, account {email}]",
)

VOICEMAIL = (
    "VOICEMAIL TO TEXT  from {phone}  {date}\n",
    (
        "Hi this message is for {pt.first} this is {nurse.first} calling from Dr. {doc.last}'s office",
        "Uh yes hi my name is {kin.full} I'm calling about my {pt.parent} {pt.full} date of birth {dob}",
        "Good morning, {pt.titledfull}, it's {clerk.first} at {facility}",
    ),
    ", ",
    (
        "your {lab} came back and we'd like to see you {date}",
        "we need the prior auth number it's {claim} before {date}",
        "the insurance says {amount} is owed on account {account}",
        "the card on file ending in {card end} was declined on {date}",
        "the pharmacy only has {drug} in {dose} so we have to change it",
    ),
    ", you can reach me at {phone}",
    (" or the back line {phone}.", ", extension 2204.", ", thanks bye.", ". Again that's {phone}."),
)

FAMILIES = [
    Family("spoken", "fourth dictation", DICTATION, manner="lower"),
    Family("spoken", "fourth scribe", SCRIBE, width=100),
    Family("spoken", "fourth telehealth transcript", TELEHEALTH),
    Family("spoken", "fourth call centre", CALLCENTRE),
    Family("spoken", "fourth voice assistant", VOICE),
    Family("spoken", "fourth voicemail", VOICEMAIL),
]
