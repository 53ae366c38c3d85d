"""Papers from the United Kingdom, Canada, Australia, India and Latin America."""

from __future__ import annotations

from tests.clinical_text.fourth.style import ABROAD, ABROAD_BIRTHS
from tests.clinical_text.pool import Family, Some

BRITAIN = (
    "{LOCATION=Hartwell Surgery}, {ADDRESS=1% Tannery Row}, ",
    (
        "{LOCATION=Hebden Bridge} {ZIP=HX% %@@}",
        "{LOCATION=Llandeilo} {ZIP=SA1% %@@}",
        "{LOCATION=Peterhead} {ZIP=AB4% %@@}",
        "{LOCATION=Ballymena} {ZIP=BT4% %@@}",
    ),
    "\nTel {PHONE=01%## %#####}\n\nRe: {pt.full}, DOB ",
    ABROAD_BIRTHS,
    ", NHS No. {MRN=4%# ### ####}\n\nDear {!Colleague},\n\nThank you for seeing this pleasant {pt.man}, "
    "who rang {!111} at the weekend with {span} of haematuria. ",
    Some(
        (
            "{pt.He} takes {drug} {dose} and was diagnosed with {eponym} in {year}.",
            "{pt.His} {kin.kinship} {kin.first} came along.",
            "{lab}; {vital}. Urine grew {bug}.",
            "Dr {gp2.full} had treated {pt.him} with trimethoprim {!200 mg bd}.",
            "{pt.His} mother, aged {AGE=9%}, is well.",
        ),
        2,
        4,
    ),
    "\n\nSeen ",
    ABROAD,
    " under the {!2-week-wait} pathway ({!NG12}).\n\nYours sincerely,\n"
    "Dr {doc.full}, {!MRCGP}, GMC {LICENSE=7%#####}",
)

CANADA = (
    "Clinique / Clinic note, ",
    (
        "{LOCATION=Moncton}, NB  {ZIP=E%@ %@%}",
        "{LOCATION=Medicine Hat}, AB  {ZIP=T%@ %@%}",
        "{LOCATION=Rimouski}, QC  {ZIP=G%@ %@%}",
        "{LOCATION=Thunder Bay}, ON  {ZIP=P%@ %@%}",
    ),
    "\n{pt.lastfirst}, health card {HEALTH_PLAN=%###-###-###-@@}, born ",
    ABROAD_BIRTHS,
    ", tel. {phone}\nFamily MD: {doc.full}, CPSO {LICENSE=%#####}\n",
    Some(
        (
            "HbA1c {!7.2%}, LDL {!1.8 mmol/L}, on {drug} {dose}.",
            "Flu shot given {date}, clinic at {town}.",
            "Referred to {cons.full} ({ward}), wait {span}.",
            "Hydro worker, WSIB claim {claim}, fell on ice {date}.",
            "Spoke with {kin.kinship} {kin.first} in French. {pain}.",
            "Drives plate {plate}; {!MTO} form sent re {!epilepsy}.",
            "Weight {!81 kg}, temp {!36.8}, outdoors {!-22 C}.",
        ),
        4,
        5,
        "\n",
    ),
    "\nSigned {nurse.full}, NP",
)

AUSTRALIA = (
    "Royal Flying Doctor clinic, ",
    (
        "{LOCATION=Coober Pedy} SA",
        "{LOCATION=Katherine} NT",
        "{LOCATION=Longreach} QLD",
        "{LOCATION=Kalgoorlie} WA",
    ),
    ", ",
    ABROAD,
    "\n{pt.full}, Medicare {HEALTH_PLAN=2%## %#### %}, mob {PHONE=04%# %## %##}, next of kin {kin.full}\n",
    Some(
        (
            "Snakebite {!40 min} ago, {!PIB} on, no coagulopathy, {lab}.",
            "Arvo review: {vital}, {pain}, tetanus up to date from {year}.",
            "Panadeine and {drug} {dose} given by {nurse.first}.",
            "BSL {!14.2 mmol/L}, ketones {!0.6}.",
            "Works at the mine near {LOCATION=Roxby Downs}, ute rego {VEHICLE=S%#%@@@}.",
            "Pop is {AGE=9%} and still on the station.",
        ),
        3,
        5,
    ),
    " Plan: evac to Dr {doc.last}, call {PHONE=08 8%## ####} or {!000}. {rn.full}, RN, {!AHPRA} "
    "{LICENSE=NMW000%######}",
)

INDIA = (
    "OPD CARD\n{LOCATION=Shanti Nursing Home}, ",
    (
        "{LOCATION=Nagercoil} - {ZIP=62900%}",
        "{LOCATION=Bilaspur} - {ZIP=49500%}",
        "{LOCATION=Guntur} - {ZIP=52200%}",
    ),
    "\nUHID: {mrn}   Name: {pt.full}   S/o, D/o, W/o: {kin.full}\n"
    "Age/Sex: {years}/{pt.mf}   Mob: {PHONE=+91 98%## #####}   Aadhaar: {ID=%### #### ####}\nDate: ",
    ABROAD,
    "\nc/o fever x {span}, loose motions {!4/day}. O/E {vital}. {!Widal} {!1:160}, {!dengue NS1} "
    "negative.\nRx Tab. {!Paracetamol} {!650 mg} {!1-1-1} x {!5 days}; Inj. {drug} {dose}; ORS SOS\n",
    (
        "Review after {!3 days} with {lab}.",
        "Adv. USG abdomen at {facility}.",
        "Ref: Dr. {cons.full}, {!MD (Gen Med)}.",
        "Grand{gran.parent} {gran.first} ({AGE=9%}) also has cough.",
    ),
    "\nDr. {doc.full}, {!MBBS, DNB}, Reg. No. {LICENSE=%#####}   Bill {amount} paid, receipt {ID=R-%####}",
)

SPANISH = (
    "Resumen / summary for interpreter\nPaciente: {pt.double}   Fecha de nacimiento: ",
    ABROAD_BIRTHS,
    "   CURP/DNI: {ID=%#.%##.%##}\nDomicilio: {ADDRESS=Calle % Nº %##}, {LOCATION=San Cristóbal}, "
    "{country}; now at {address}\nTeléfono: {PHONE=+52 961 %## ####}\nMotivo: dolor abdominal, {span}. ",
    Some(
        (
            "Alergia a {drug}.",
            "Toma {drug} {dose} cada {!12 horas}.",
            "{!Chagas} serology positive in {year}.",
            "Contacto {kin.full}; abuela de {AGE=9%} años.",
            "Presión: {vital}. {lab}.",
            "Atiende Dr. {doc.full} en {facility}.",
        ),
        3,
        5,
    ),
    "\nIntérprete: {interp.full}, ID {ID=INT-%###}. Cita: {date}, {clock}.",
)

FAMILIES = [
    Family("abroad", "fourth British letter", BRITAIN, width=88),
    Family("abroad", "fourth Canadian note", CANADA),
    Family("abroad", "fourth outback clinic", AUSTRALIA),
    Family("abroad", "fourth Indian card", INDIA),
    Family("abroad", "fourth Spanish summary", SPANISH),
]
