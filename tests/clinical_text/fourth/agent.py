"""People asking an assistant about a patient, and what it answers with what its tools gave it."""

from __future__ import annotations

from tests.clinical_text.pool import Family, Some

CHART_QUESTION = (
    (
        "User: pull up {pt.full}, dob {dob}, and tell me the last a1c",
        "User: what is {pt.full}'s most recent potassium? mrn {mrn}",
        "User: Summarize the chart of {pt.comma} ({mrn}) for rounds",
    ),
    "\n[tool:chart_search] args: name={pt.full}, limit={!5}\n[tool:chart_search] result: 1 match; "
    "id={mrn}; born={dob}; pcp={doc.full}; home={town, state}; phone={phone}; plan={plan}\n",
    "[tool:labs] {lab} ({DATE=2024-0%-1%}); {lab} ({DATE=2023-0%-2%}); {loinc}\nAssistant: ",
    Some(
        (
            "{pt.first} {pt.last} last had {lab}, drawn on {date}.",
            "Dr. {doc.last} started {drug} {dose} on {date}.",
            "{pt.titled} carries diagnoses of {eponym} ({icd}) and {!hypertension}.",
            "The next visit is {date} at {facility}.",
            "Guidance of {agency} is to repeat this in {span}.",
        ),
        2,
        4,
    ),
    "\nUser: ",
    (
        "and who is the emergency contact\nAssistant: {kin.full} ({kin.kinship}), {phone}.",
        'text {pt.him} a reminder\nAssistant: Sent to {phone}: "{pt.first}, see you {date}."',
        "how old is {pt.his} {pt.parent}\nAssistant: {AGE=9%}, per the family history of {date}.",
    ),
)

INTAKE_BOT = (
    "Bot: Welcome! I can book, cancel or answer questions. If this is an emergency dial {hotline}.\n"
    "Patient: hi i need an appt\nBot: Sure. May I have your name and date of birth?\nPatient: ",
    ("{pt.lower} {dob}", "its {pt.full}, {dob}", "{pt.lowerfirst} {pt.lowerlast}. {dob}"),
    "\nBot: Thanks, {pt.first}. What phone should we use?\nPatient: ",
    ("{phone}", "{phone} or my {kin.kinship} {kin.lowerfirst} {phone}", "same as before, {phone}"),
    "\nBot: What is the reason?\nPatient: ",
    Some(
        (
            "rash {span}, pic is {photo}",
            "need refill of {drug} {dose}",
            "saw dr {doc.lowerlast} {date} for {eponym}",
            "insurance card says {plan}",
            "i moved to {street} {town} {zip}",
        ),
        2,
        3,
        " and ",
    ),
    "\nBot: Dr. {doc.last} has {date} at {clock}. Shall I book it?\nPatient: yes\n"
    "Bot: Booked, confirmation {ID=BK%#####}. Video link {url} was sent to {email}.",
)

CODE_HELP = (
    "user: my intake service crashes on some records, here is the traceback, what's wrong?\n\n"
    'Traceback (most recent call last):\n  File "/srv/app/intake.py", line {!88}, in load\n'
    '    dob = datetime.strptime(row["dob"], "{!%m/%d/%Y}")\n'
    "ValueError: time data '{DATE=1#.0%.197%}' does not match format '{!%m/%d/%Y}'\n"
    "row = {'name': '{pt.full}', 'ssn': '{ssn}', 'mrn': '{mrn}', 'tel': '{phone}', 'ip': '{ip}'}\n"
    "Python {!3.12.4}, pandas {!2.2.1}, on {version}\n\nassistant: ",
    (
        "The birth date of {pt.full} is written with dots. Parse it with {!dateutil} {!2.9.0}.",
        "Row for {pt.last} uses day first. Try {!dayfirst=True}; see {!PEP 8} as well.",
        "Line {!88} expects slashes. Also, please do not paste a real SSN ({ssn}) here.",
    ),
)

DIFFERENTIAL = (
    "{years} yo {pt.male} w/ fever after travel to {country}, hx {eponym}, on {drug} {dose}. {vital}, "
    "{vital}. {lab}, {lab}. ",
    (
        "ddx?",
        "what would you start empirically",
        "does {pt.he} need an LP?",
        "is {score} bad enough to admit",
    ),
    "\n---\nConsider {bug}, {!malaria} ({!Plasmodium falciparum}) and {!dengue}. Follow the {!2023} "
    "guidance of {agency}. Typical dose: {drug} {dose} for {span}. {trial} found a benefit, RR {!0.81} "
    "(95% CI {!0.70-0.93}).",
    (
        "\n---\nok its for {pt.lower} mrn {mrn}, put that in a note for dr {doc.lowerlast}",
        "\n---\nthanks. {kin.lowerfirst} the {kin.kinship} is calling from {phone} so i gotta go",
        "\n---\nand if {pt.he} were {AGE=9%}? the roommate {b.full} has the same thing",
        "\n---\nwrite it as a letter to {cons.full} at {facility}, dated {date}",
    ),
)

SUMMARY = (
    "system: You are a careful clinical summarizer. Keep numbers exact.\n"
    'user: Summarize for the family meeting:\n"""\n'
    "{date} {nurse.last} RN: {pt.last} slept, {vital}.\n{date} {doc.last}: {lab}, cont {drug}.\n"
    "{date} SW {sw.last}: met {kin.first} and {kin2.first}; home is {street}, {town}. "
    '{pt.parent} is {age90}.\n"""\n'
    "assistant: ",
    (
        "{pt.titled} is stable on {drug}. {kin.first} and {kin2.first} met with {sw.first} {sw.last}.",
        "Since {date}, {pt.first} has improved: {lab}. Dr. {doc.last} plans {span} more of {drug}.",
    ),
    (
        "",
        " Photo of the wound ({photo}) is attached, chart at {url}.",
        " Case {visit} will be reviewed by {payer}.",
    ),
)

TOOLS = (
    '>> list_appointments(provider="{doc.last}", day="{DATE=2025-0%-1%}")\n',
    '<< [["{clock}", "{a.full}", "{a.kinship} of {b.full}"], ["{clock}", "{c.comma}", "{!CPT 99214}"]]\n'
    '>> get_coverage(member="{plan}")\n<< holder {c.full}, group {HEALTH_PLAN=%####%}, paid by card '
    '{card}, billing ZIP {zip}\n>> verify_identity(voice="{BIOMETRIC=VP%#######}", ip="{ip}")\n'
    "<< match {!0.97}, "
    "threshold {!0.90}\n",
    (
        '>> vehicle_pass(plate="{plate}", vin="{vin}")\n<< issued, pass {ID=PK-%###%}\n',
        '>> send_mail(to="{email}", subject="{c.last} late")\n<< queued\n',
        '>> drug_check("{drug}", "{drug}")\n<< severity {!3}, {!QTc} risk, source {!FDB v4.2}\n',
    ),
    "answer: {c.first} {c.last} is seen at {clock} by Dr. {doc.last}; coverage active since {year}.",
)

FAMILIES = [
    Family("agent", "fourth chart question", CHART_QUESTION),
    Family("agent", "fourth intake bot", INTAKE_BOT),
    Family("agent", "fourth traceback", CODE_HELP),
    Family("agent", "fourth differential", DIFFERENTIAL),
    Family("agent", "fourth meeting summary", SUMMARY),
    Family("agent", "fourth tool calls", TOOLS),
]
