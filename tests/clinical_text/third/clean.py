"""Texts of the third part that tell of nobody: all that stands in them must survive."""

from __future__ import annotations

from tests.clinical_text.pool import Family, Some

_REMARKS = Some(
    (
        "A {years}-year-old with {eponym} was given {drug} {dose} for {duration}.",
        "{lab}, {lab}, {lab}; {vitals}.",
        "Codes: {icd}, {icd}, {cpt}, {cpt}.",
        "{dept} rounds on {dayname} and {dayname}.",
        "The {model} is down for maintenance.",
        "Guidance changed in {year} and again in {year}.",
        "Trial enrolment in {state} and {state} ended in {year}.",
        "Order set maps to {loinc} and {ndc}.",
        "{score} at admission, {score} later.",
        "{!Ringer's lactate} at {dose}.",
    ),
    4,
    7,
)

FAMILIES = [
    Family("clean", "third remarks", (_REMARKS,)),
    Family("clean", "third remarks wrapped", (_REMARKS, "\n", _REMARKS), width=64),
    Family("clean", "third remarks in capitals", (_REMARKS,), manner="upper"),
    Family("clean", "third remarks in chat", (_REMARKS,), manner="chat"),
    Family(
        "clean",
        "third dosing question",
        (
            "what is the max daily dose of {drug} in a {years} year old with crcl {!28} and {lab}? "
            "currently on {dose} "
            "{!BID} for {duration}, {icd}. does {drug} interact?",
        ),
    ),
    Family(
        "clean",
        "third eponyms",
        (
            "Differential: {eponym}, {eponym}, {eponym}. Note the {named} and the {named}. Signs: "
            "{!Kernig}, {!Brudzinski}, {!Lhermitte}, "
            "{!Tinel} and "
            "{!Phalen}. Place a {!Foley} or a {!Coude} catheter; keep the {!Hickman} line. {!Whipple} "
            "versus "
            "{!Roux-en-Y}. {!Wong-Baker} faces scale, {!Norton} score {!14}, {!Ranson} criteria {!3}.",
        ),
    ),
    Family(
        "clean",
        "third code table",
        (
            "code,description\n{icd},{eponym}\n{icd},hypertension\n{cpt},office "
            "visit\n{loinc},lab\n{ndc},{drug}\n"
            "{!MS-DRG 291},{!heart failure}\n{!ICD-10-PCS 0SRD0J9},knee\n{!CVX 208},vaccine\n{!RxNorm "
            "860975},"
            "metformin",
        ),
    ),
    Family(
        "clean",
        "third research abstract",
        (
            "Methods: from {year} to {year} we randomised {!1,204} adults aged {!65 to 89} (median "
            "{years}) in {state} to "
            "{drug} {dose} or placebo for {duration}. Results: {!HR 0.82} ({!95% CI 0.71-0.94}, "
            "{!p=0.003}). "
            "Mean {!HbA1c} fell by {!0.9%}. {!Kaplan-Meier} curves and {!Cox} regression were used; "
            "{!Mann-Whitney} and {!Fisher} tests where apt.",
        ),
    ),
    Family(
        "clean",
        "third scanner protocol",
        (
            "Protocol {!4B}: {model}, slice {!0.625 mm}, {!120 kVp}, {!250 mAs}, pitch {!1.375}. Contrast "
            "{!Omnipaque 350} "
            "{!100 mL} at {!4 mL/s}. {!T2 FLAIR} TR {!9000} TE {!125}. Reconstruct in {!Hounsfield} units; "
            "software version {!VB20A_HF04}. Applies {dayname} to {dayname}.",
        ),
    ),
    Family(
        "clean",
        "third policy",
        (
            "Policy {!NUR-114}, section {!3.2.1}. Restraints are reviewed every {!2 hours}. "
            "{!45 CFR 164.514} and "
            "{!Title 22} apply in {state}. {!Section 8} of the {!Joint Commission} manual, {year} edition. "
            "Ages {!18} to {!89}. {dept} must answer within {duration}. Retain for {!7 years}.",
        ),
    ),
    Family(
        "clean",
        "third vital sign table",
        (
            "time  bp  hr  spo2\n{!0800}  {!128/74}  {!88}  {!97%}\n{!1200}  {!131/80}  {!92}  "
            "{!96%}\n{!1600}  {!119/66}  "
            "{!79}  {!98%}\nI/O {!2150}/{!1875}  wt {!81.4}  {lab}\n{score}\nvent {!AC 14/480/5/40%}\n"
            "ABG {!7.36/44/88/24}",
        ),
    ),
    Family(
        "clean",
        "third teaching sheet",
        (
            "Take {drug} {dose} on {dayname}, {dayname} and {dayname}, {!30 minutes} before breakfast. "
            "Call if your "
            "temperature is above {!101.5 F} or your weight goes up {!3 lb} in {!2 days}. People with "
            "{eponym} should "
            "not drive for {duration}. {!May} cause drowsiness; you {!will} feel better. Ask in {dept}.",
        ),
    ),
    Family(
        "clean",
        "third blood bank inventory",
        (
            "Stock: {!O neg} {!14} units, {!AB pos} {!3} units. {!Kell}, {!Duffy}, {!Kidd} and {!Lewis} "
            "antigens typed. "
            "Platelets {!6}, cryo {!10} pools. Fridge {!4.1 C}. Reagent for {!Coombs} test reordered, "
            "{!Wright-Giemsa} stain {!500 mL}. Next count {dayname}.",
        ),
    ),
    Family(
        "clean",
        "third ages and stages",
        (
            "Screening starts at age {!45} and ends at {!75}; {!Prevnar 20} from {!65}; RSV vaccine at "
            "{!60 to 74}. A "
            "{years} y/o in {state} with {!20 pack-years} qualifies. Life expectancy {!10 years}. "
            "{!Tanner} stage "
            "{!3}. {!Denver} milestones at {!18 months}. {!G2P1} at {!38 weeks}. Stage {!IIIB}, {!T2N1M0}.",
        ),
    ),
]
