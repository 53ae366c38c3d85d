"""Reports of tests: imaging, pathology, microbiology, echocardiography, genetics, sleep."""

from __future__ import annotations

from tests.clinical_text.pool import Family, Some

RADIOLOGY = (
    """\
{facility}  DEPARTMENT OF RADIOLOGY

EXAM: {!CT CHEST W CONTRAST} ({!CPT 71260})
PATIENT: {pt.record}    MRN: {mrn}    ACC: {accession}
EXAM DATE: {date} {clock}
ORDERING: {doc.comma}, NP

INDICATION: {years} year old {pt.male}, """,
    ("cough for {span}.", "history of {eponym}.", "nodule seen on {date}.", "positive D-dimer."),
    """
COMPARISON: {!CT} of {date} from {facility}.
TECHNIQUE: {!Siemens Somatom Force}, {!120 kVp}, {!80 mL} {!Isovue-370}.

FINDINGS: """,
    Some(
        (
            "{!8 mm} nodule in the RUL (series {!4}, image {!112}).",
            "No pulmonary embolus to the {!subsegmental} level.",
            "Heart size is normal; {!Agatston} score {!212}.",
            "{!Kerley B lines} at the bases.",
            "Port with tip in the SVC.",
            "Small {!Bochdalek hernia}.",
            "Degenerative change at {!T8-T9}.",
        ),
        3,
        5,
    ),
    "\n\nIMPRESSION: 1. {!Fleischner} follow-up in {!6-12 months}. 2. {!Lung-RADS 3}.\n",
    (
        "Critical result phoned to Dr. {doc.last} at {phone} by {rad.last} on {date} at {clock}.\n",
        "Discussed with {nurse.full}, RN.\n",
        "",
    ),
    "Read by: {rad.full}, MD    Finalized: {date}",
)

PATHOLOGY = (
    "SURGICAL PATHOLOGY\nCase No.: {accession}\nPt: {pt.caps}   DOB: {dob}   Sex: {pt.mf}   Coll: {date}   "
    "Recd: {date}\nSubmitted by: {doc.full}, MD ({facility}; fax {fax})\n\nDIAGNOSIS\n",
    (
        "A. Breast, left, core: {!invasive ductal carcinoma}, {!Nottingham grade 2}, {!ER 95%}, {!HER2 1+}.",
        "A. Skin, back: {!malignant melanoma}, {!Breslow 1.1 mm}, {!Clark level IV}.",
        "A. Node, neck: {!classic Hodgkin lymphoma}, {!Reed-Sternberg} cells {!CD30+}.",
        "A. Duodenum: {!Marsh 3a} lesion consistent with {!celiac disease}.",
    ),
    "\nStage: {!pT1c N0 (AJCC 8th ed.)}   Ki-67 {!18%}   {gene}: not detected\nGross: labeled "
    '"{pt.last}, {mrn}", {!1.4 x 0.9 x 0.3 cm}, inked, cassettes {!A1-A4}.\n',
    (
        "Second opinion {path2.full}, {town, state}, concurs.\n",
        "Intradepartmental review: {path2.short}.\n",
        "",
    ),
    "Pathologist: {path.full}, MD, signed {date}",
)

MICRO = (
    "MICROBIOLOGY CALLBACK LOG {date}\n{clock}  {pt.comma}  {mrn}  bcx 2/2 {bug}  called to {nurse.first} "
    "{nurse.last} RN rb ok  -{tech.short}\n{clock}  {b.comma}  {mrn2}  ucx >{!100,000 CFU/mL} {bug}, R to "
    "{!ciprofloxacin} (MIC >{!16})  office {phone}\n{clock}  {c.comma}  {mrn2}  csf gram neg, {lab}  Dr "
    "{doc.last} paged x{!2}, {phone}\n{clock}  {d.comma}  {mrn2}  {!MRSA} nares PCR pos  isolation per "
    "{nurse2.last}\n",
    (
        "{clock}  reagent lot changed, QC ok, {version}\n",
        "{clock}  {!AFB} x{!3} neg to date ({e.caps}, {accession})\n",
    ),
)

ECHO = (
    "Transthoracic Echo\nStudy date: {date}\nName: {pt.full}\nAge: {years}\nBSA: {!1.92 m2}\n{vital}\n"
    "Sonographer: {tech.full}, RDCS\nSystem: {!GE Vivid E95}, asset {DEVICE=US-%####}\n"
    "Order ID: {accession}\n\nLVIDd {!4.8 cm}   LVEF ({!Simpson}) {!58%}   E/e' {!11}   RVSP {!34 mmHg}\n"
    "{!Doppler}: trace MR. {!Lambl's excrescences} on the aortic valve.\nCompared to {date}: no change.\n",
    (
        "Interpreted by {doc.full}, MD, FACC {date}",
        "Read remotely by {doc.last} from {ip} at {clock}, {date}",
    ),
    ("", "\nView images: {url}"),
)

GENETICS = (
    "MOLECULAR GENETICS REPORT\nProband: {pt.full} (DOB {dob}); pedigree {ID=F-%###}; sample {accession}, "
    "saliva, received {date}\nClinician: {doc.full}, {facility}, {phone}\nCounselor: {gc.full}, MS, CGC\n"
    "\nRESULT: {!POSITIVE}, heterozygous {!c.5266dupC} in {!BRCA1} ({!NM_007294.4}), pathogenic by {!ACMG} "
    "criteria {!PVS1, PM2, PP5}; {gene} negative.\nFAMILY: {kin.sibling} {kin.first} {kin.last} diagnosed "
    "in {year} at {!47}; ",
    (
        "grandmother lived to {age90}.",
        "grandfather well at {AGE=9%}.",
        "great-aunt died, aged {AGE=one hundred and two}.",
        "{kin2.sibling} {kin2.first}, {!38}, untested.",
    ),
    " Variant in {!ClinVar} {!17677}, {!rs80357906}, allele frequency {!0.0002}.\n"
    "Method: {!NextSeq 550}, {!GRCh38}, mean depth {!212x}. Portal: {url}\n"
    "Director: {path.full}, PhD, FACMG, CLIA license {license}",
)

SLEEP = (
    "PSG SUMMARY {pt.lastfirst} {dob} {visit}\nnight of {date}, tech {tech.first}, bed {!2}\n"
    "TST {!312 min}, AHI {!41.2}/h, nadir {!78%}, {!Epworth} {!17/24}, {!PLMI 6}\n"
    "Titrated on {!ResMed AirSense 11} to {!11 cmH2O}, unit {serial}, modem {mac}\n"
    "face shape scan {BIOMETRIC=FACE-@%####} for mask fit\nRec: {!APAP 8-14}, DME order to {facility}, fax "
    "{fax}. Avoid {drug}.\nDr {doc.full}, board cert. sleep medicine",
)

FAMILIES = [
    Family("report", "fourth chest radiology", RADIOLOGY),
    Family("report", "fourth surgical pathology", PATHOLOGY),
    Family("report", "fourth microbiology callbacks", MICRO),
    Family("report", "fourth echocardiogram", ECHO),
    Family("report", "fourth genetics", GENETICS, width=88),
    Family("report", "fourth sleep study", SLEEP),
]
