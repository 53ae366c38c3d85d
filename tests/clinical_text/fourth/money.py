"""Money: explanations of benefits, bills, prior authorisations, appeals, collections, remittance."""

from __future__ import annotations

from tests.clinical_text.pool import Family

BENEFITS = (
    """\
                    EXPLANATION OF BENEFITS
                    THIS IS NOT A BILL
{pt.capsfull}
{address lines}

Member: {pt.full}              ID: {plan}        Group: {HEALTH_PLAN=%#####}
Claim no.: {claim}             Processed: {date}
Provider: {doc.full} MD        Patient acct: {account}

Service date   Description            Billed      Allowed     You owe
{date}     {!Office visit} {cpt}   {amount}   {amount}   {amount}
{date}     {!Lab}     {cpt}        {amount}   {amount}   {amount}

""",
    (
        "Remark {!CO-45}: charge exceeds fee schedule.",
        "Remark {!PR-1}: deductible. {!$1,500.00} of {!$3,000.00} met.",
        "Remark {!N130}: see plan document.",
    ),
    " You may appeal within {!180 days}. Questions: {phone}, TTY {!711}.",
)

STATEMENT = (
    "{facility} * Patient Financial Services * {address}\nStatement Date {date}   Guarantor No. "
    "{account}\n\n{pt.titledfull}\n{address lines}\n\nVisit {visit} on {date} with Dr. {doc.full}\n"
    "Room and board {!2 days} {amount}\nPharmacy {ndc} {amount}\nAdjustment {payer} {amount}\n"
    "BALANCE DUE {amount} by {date}\n\n",
    (
        "[ ] Visa [ ] MC  Card No. {card}  Exp __/__  CVV ___  Signature ________",
        "Auto-pay: card ending {card end} will be charged on {date}.",
        "[ ] Discover [ ] Amex  Acct {card}  Zip {zip}  Name on card: {pt.full}",
        "Bank draft from {account}, routing on file. Pay at {url}",
        "Wire: IBAN {iban}",
    ),
    "\nFinancial assistance: ask for {fc.full}, {phone}. Fax proof of income to {fax}.",
)

PRIORAUTH = (
    """\
PRIOR AUTH / EXCEPTION FORM - URGENT [x]
Plan: {payer}      Member #: {plan}      Auth ref: {claim}
Patient: {pt.full}  DOB: {dob}  Ph: {phone}
Prescriber: {doc.full}  NPI: {npi}  DEA: {dea}  State lic.: {license}  Fax: {fax}
Drug requested: {drug} {dose} ({ndc})   Qty: {!30}   Refills: {!11}
Dx: {icd} {eponym}
Previous therapy: {drug} ({year}), {drug} x {span}, {drug} stopped {date} d/t rash
Labs: {lab}, {lab} drawn {date}
""",
    (
        "Patient is {!68} and stable on current regimen since {year}.",
        "Patient is {AGE=9%}; step therapy would be unsafe.",
        "Patient aged {age90}, frail, {score}.",
        "Is the patient pregnant? {!N}. Is this a {!REMS} drug? {!Y}.",
    ),
    "\nCompleted by {ma.full}, CPhT on {date}",
)

APPEAL = (
    "{date}\n{payer} Appeals\n{address lines}\n\nVIA FAX {fax}\n\n"
    "Re: Level {!2} appeal, {pt.full}, subscriber {plan}, reference {claim}\n\nTo the medical director:\n"
    "\nI treat {pt.titled} for {eponym}. Your denial of {date}, signed by {med.full}, MD, says that {drug} "
    "is experimental. ",
    (
        "The {!2021} guideline of {agency} and {trial} say otherwise.",
        "{pt.He} failed {drug} {dose} in {year} and {drug} for {span}.",
        "{pt.He} is {AGE=ninety-one} and has no other choice.",
        "Without it {pt.he} spent {!11 days} at {facility}.",
    ),
    " I ask for a peer of my specialty; call {phone} before {date}.\n\nRespectfully,\n"
    "{doc.full}, MD, license no. {license}\nEnclosures: letter of {cons.full}; {lab}; photograph {photo}",
)

COLLECTIONS = (
    "NOTICE OF PLACEMENT\nDEBTOR: {pt.caps}\nSSN: XXX-XX-{ssn end}   DOB: {dob}\n"
    "LAST KNOWN ADDR: {address}\nEMPLOYED AS: {!WELDER}   VEHICLE: {!2014 FORD F-150} VIN {vin} PLATE "
    "{plate}\nCREDITOR: {facility}   ACCT {account}   DATE OF SERVICE {date}\n"
    "AMOUNT {amount}   INTEREST {!4.5%}\n",
    (
        "SKIP TRACE: POSSIBLE PHONE {phone}, RELATIVE {kin.full}, {town}\n",
        "PAYMENT {amount} RECEIVED {date}, CARD {card}\n",
        "BANKRUPTCY CH {!7} FILED {date}, CASE NO. {ID=2#-%####}\n",
    ),
    "COLLECTOR {agent.full}, STATE LICENSE {license}, REPLY TO {phone}. {!15 USC 1692g} NOTICE ENCLOSED.",
)

REMITTANCE = (
    """\
ISA*00*          *00*          *ZZ*EMEDNY*ZZ*{ID=%########}*{DATE=24071%}*1301*^*00501
CLP*{account}*{!1}*{!250}*{!200}**{!12}*{claim}*{!11}~
NM1*QC*1*{pt.lastcaps}*{pt.first}****MI*{plan}~
NM1*82*1*{doc.lastcaps}*{doc.first}****XX*{npi}~
DTM*232*{digits date}~
SVC*{!HC:99213}*{!125}*{!100}~
CAS*{!CO*45}*{!25}~
REF*{!EA}*{mrn}~
PER*BL*{rep.capsfull}*TE*{PHONE=%##%######}~
""",
    ("N3*{pobox}~\nN4*{town}**{zip}~", "AMT*{!AU}*{!200}~", "MOA***{!MA01}~"),
)

FAMILIES = [
    Family("money", "fourth benefits", BENEFITS),
    Family("money", "fourth statement", STATEMENT),
    Family("money", "fourth prior authorization", PRIORAUTH),
    Family("money", "fourth appeal", APPEAL, width=84),
    Family("money", "fourth collections", COLLECTIONS, manner="upper"),
    Family("money", "fourth remittance", REMITTANCE),
]
