"""What the third part has from telephones and counters: calls, pharmacies, bills."""

from __future__ import annotations

from tests.clinical_text.pool import Family
from tests.clinical_text.third.places import PHARMACIES

FAMILIES = [
    Family(
        "call",
        "third telephone encounter",
        (
            "TELEPHONE ENCOUNTER {date} {clock}\nCaller: {kin.full} ({pt.spouse})\nCallback: "
            "{phone}\nPatient "
            "{pt.comma}, {mrn}, reports {!dizziness} x {duration} after starting {drug}. {vitals} at "
            "home. Advised "
            "to hold {dose}. Routed to {doc.last} pool. {nurse.full}, RN",
        ),
    ),
    Family(
        "call",
        "third voicemail",
        (
            ("vm from {day} {clock}: ", "VOICEMAIL TRANSCRIPT: ", "Missed call, message reads: "),
            "hi this is {kin.full} calling about my {pt.parent} {pt.full}, date of birth {dob}, we are at "
            "{phone}, again that's {phone}, {pt.he} fell on {dayname} and we're wondering if Dr "
            "{doc.last} can "
            "see {pt.him}, oh and the insurance number is {plan}, thanks bye",
        ),
    ),
    Family(
        "call",
        "third pharmacy call",
        (
            "Pharmacist {rx.first} from ",
            PHARMACIES,
            " ({phone}) called: Rx {rx} for {pt.full}, {dob}, {drug} "
            "{dose} "
            "#{!90}, {ndc}, needs new script. DEA of prescriber {dea}, Dr. {doc.full}. Plan BIN {!610014} "
            "PCN "
            "{!MEDDPRIME}, ID {plan}. Last fill {date}. Delivered to {street}.",
        ),
    ),
    Family(
        "call",
        "third controlled refill",
        (
            "PDMP reviewed {date}. Pt {pt.last}, {pt.first} {dob} fills at ",
            PHARMACIES,
            ": {!oxycodone} "
            "{!5 mg} #{!60} on "
            "{date} by {doc.short} (DEA# {dea}); #{!60} on {date} by {doc2.full} (DEA {dea}, NPI {npi}). "
            "Rx numbers "
            "{rx}, {rx}. UDS {date} consistent. {!Narcan} prescribed. {score}.",
        ),
    ),
    Family(
        "bill",
        "third billing dispute",
        (
            "I am disputing the charge on account {account}, statement date {date}. I paid with my card "
            "{card} on "
            "{date}; guarantor is {kin.full}. {cpt} was billed twice as {cpt}. Total {!$1,482.50}. Visit "
            "{visit}. You can reach me at {phone} or {email}.\n{pt.full}\n{address lines}",
        ),
    ),
    Family(
        "bill",
        "third payment plan",
        (
            "Acct # {account} / {pt.caps}\n{date} pt called, set up autopay {!$75}/mo on Visa {card} exp "
            "09/27 "
            "cvv not stored\n{date} ACH from routing {ACCOUNT=%########} acct {ACCOUNT=%#########} "
            "returned NSF\n"
            "{date} spoke w/ {kin.first}, ok to debit card ending {card end}\nrep {rep.short}",
        ),
    ),
    Family(
        "bill",
        "third explanation of benefits",
        (
            "EXPLANATION OF BENEFITS - THIS IS NOT A BILL\nSubscriber: {kin.full}   Subscriber ID: {plan}\n"
            "Patient: {pt.full}   Claim: {claim}\nProvider: {doc.comma}  NPI {npi}\nDate of service "
            "{date}   {cpt}   "
            "Billed {!$310.00}   Allowed {!$182.44}   {icd}\nMail appeals to {pobox}, {town, state} {zip}",
        ),
    ),
    Family(
        "bill",
        "third foreign insurer",
        (
            "International patient {pt.full}, passport {ID=@%#######}, guarantor wire from IBAN {iban}. "
            "Deposit "
            "{!$5,000} received {date}, receipt no. {ID=RC-%#####}. Embassy liaison {lia.full} {phone}. "
            "Hotel: "
            "{address}. Card on file {card}.",
        ),
    ),
    Family(
        "form",
        "third registration",
        (
            "REGISTRATION\nLast: {pt.last}   First: {pt.first}   MI: {NAME=@}\nDOB {dob}   SSN {ssn}   "
            "Sex {pt.mf}\n"
            "Street {street}\nCity {town}   State OH   Zip {zip}\nHome ph {phone}   Work {phone}\nE-mail "
            "{email}\nDriver's lic. no. {license}\nInsurance: Medicare {mbi}; secondary {plan}\nGuarantor: "
            "{kin.full}, relationship {!spouse}, SSN {ssn bare}\nCopay card on file {card}\nPalm vein "
            "enrolment {biometric}\nEmployer: {!school district}\nPCP {doc.full}",
        ),
    ),
    Family(
        "form",
        "third identity check",
        (
            "Verified caller w/ 3 identifiers: {pt.full} / {dob} / last four of social {ssn end}. Zip on "
            "file "
            "{zip}. Old zip {zip}. MBI {mbi}. ",
            (
                "Paid copay with Mastercard {card}. Parked in lot C, tag {plate}.",
                "Vehicle: silver sedan, license plate {plate}.",
            ),
            " Fingerprint enrolment {biometric}. Photo on chart: {photo}. Portal reset link sent to "
            "{email} from IP "
            "{ip}.",
        ),
    ),
    Family(
        "form",
        "third accident claim",
        (
            "MVA CLAIM. Claimant {pt.full}, {AGE=9%}, driver; passenger {kin.full}, {years}. Date of loss "
            "{date}, "
            "{street}, {town}. Vehicle VIN {vin}, plate {plate} ({state}). Other vehicle: tag # {plate}, "
            "driver {other.last} Jr., {other.first}, D.L. {license}. Claim no. {claim}, policy "
            "{ID=PP%######}. Adjuster {adj.full} "
            "{phone} fax {fax}. Dx {icd}.",
        ),
    ),
    Family(
        "form",
        "third appointment list",
        (
            "CLINIC SCHEDULE {date} - {doc.last}\n0800 {a.caps} {mrn2} new\n0830 {b.comma} {MRN=%######} "
            "f/u {eponym}\n"
            "0900 {c.full} ({AGE=9%}) {phone} needs interpreter\n0930 OPEN\n1000 {d.lastcaps}, {d.first} "
            "- tele - "
            "{email}\n1030 {e.titled} MWV {cpt}\n1100 {f.short} no-show {date}",
        ),
    ),
    Family(
        "form",
        "third Medicare desk",
        (
            "Paid with card no. {card}. Medicare card copied: {pt.capsfull}, {mbi}, Part A "
            "{DATE=0%-01-200#}. Health insurance claim no. matches. "
            "Spouse {kin.full}: MBI is {mbi}. Supplement policy number {plan}. Residence {address}. "
            "County: {county}. "
            "Turned {!65} in {!2019}; {pt.parent} on the same plan is {AGE=9%}.",
        ),
    ),
]
