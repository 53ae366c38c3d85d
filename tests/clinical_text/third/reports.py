"""Reports of the third part: imaging, laboratory, pathology, procedures, research."""

from __future__ import annotations

from tests.clinical_text.pool import Family

FAMILIES = [
    Family(
        "report",
        "third chest CT",
        (
            "EXAM: CT CHEST WITH CONTRAST\nPATIENT NAME: {pt.caps}\nMRN: {mrn}   ACCESSION #: {accession}\n"
            "EXAM DATE: {date}\nREFERRING: {doc.full} MD, fax {fax}\n\nTECHNIQUE: {model}, {!Omnipaque} "
            "100 mL, "
            "CTDIvol {!8.2 mGy}.\nCOMPARISON: {date}\nFINDINGS: 7 mm nodule (series {!4}, image {!112}). "
            "{!Fleischner} criteria apply. {!Hounsfield} units -{!12}.\nIMPRESSION: Stable. Follow-up in "
            "{duration}.\n\nResult called to {nurse.full}, RN at {clock} on {date} by {rad.short}.",
        ),
    ),
    Family(
        "report",
        "third mammogram",
        (
            "{facility} Breast Center\nDear {pt.titled},\nYour mammogram of {date} on our {model} unit is "
            "{!BI-RADS 2}. Prior films from {facility} dated {date} were reviewed by {rad.full}, MD. "
            "Please "
            "call {phone} to book your next screening in {duration}.\nAccession {accession}",
        ),
    ),
    Family(
        "report",
        "third surgical pathology",
        (
            "SURGICAL PATHOLOGY REPORT\nCase: {accession}\nPatient: {pt.record}   DOB: {dob}   "
            "Age/Sex: {age90} {pt.mf}\nMed. Rec. #: {mrn}\nCollected: {date}  Received: {date}\n"
            "Submitting physician: {doc.comma}\n\nDIAGNOSIS: Prostate, core biopsy: adenocarcinoma, "
            "{!Gleason 3+4=7}, grade group {!2}. {!Ki-67} 15%. {!H&E} and {!Congo red} stains.\n"
            "Reported by {path.full}, M.D. (state lic. {license})\n***Electronically signed {date}***",
        ),
    ),
    Family(
        "report",
        "third microbiology",
        (
            "LAB: {facility}, {street}, {town, state} {zip}\nSpecimen ID: {accession}\nName: {pt.full}\n"
            "Chart #: {mrn}\nDrawn {date} {clock}\nUrine culture: >{!100,000} CFU/mL E. coli. "
            "Gram stain: {!Gram-negative} rods. {loinc}. MIC cipro {!<=0.25}. Critical value read back by "
            "{nurse.first} {nurse.last} ({phone}).",
        ),
    ),
    Family(
        "report",
        "third chemistry panel",
        (
            "{pt.caps} | {pt.mf} | {dob} | {mrn}\nOrdered by {doc.last}, {doc.first} (NPI {npi})\n"
            "{lab} | {loinc}\n{lab} | {loinc}\n{lab} H\n{lab}\neGFR {!58}\nCollected {date}\nBilling dx: "
            "{icd}, "
            "{icd}\nPerforming lab director {path.full}; CLIA {ID=%#D#######}",
        ),
    ),
    Family(
        "report",
        "third echocardiogram",
        (
            "Transthoracic echo for {pt.full}, {age90}-year-old {pt.man}, {date}.\nStudy UID "
            "{ID=1.2.840.113619.2.%##.%########.%###}. LVEF {!55-60%}, E/e' {!12}, RVSP {!38 mmHg}. "
            "{!Doppler} shows mild MR; {!Simpson} biplane used. Sonographer: {tech.first} {tech.last}, "
            "RDCS. "
            "Read by {doc.full}. Probe {!X5-1}, scanner serial {serial}.",
        ),
    ),
    Family(
        "report",
        "third device clinic",
        (
            "DEVICE CHECK {date}. {pt.comma}, {years}{pt.mf}. ICD implanted {month} at {facility} by "
            "{doc.short}. Model {!DVBB1D4}; serial number {serial}. Home monitor S/N {serial}, wi-fi MAC "
            "{mac}. RV threshold {!0.75 V} @ {!0.4 ms}. Battery {!7.2 years}. No shocks since {date}. "
            "Uploads from {ip}. {!Brugada} pattern absent. Device nurse {nurse.full}, {email}",
        ),
    ),
    Family(
        "report",
        "third colonoscopy",
        (
            "GI LAB  {facility}\n{pt.lastcaps} {pt.first}  {mrn}\nDOS {date}\nEndoscopist {doc.last}\n"
            "Scope {model} serial {serial}\nPrep {!Boston} score {!8}. Two polyps removed by cold snare, "
            "photos {photo} and {photo} filed. {cpt}. {icd}. Discharged with {kin.full}, {pt.his} "
            "{pt.kinship}, driving plate {plate}.",
        ),
    ),
    Family(
        "report",
        "third sleep study",
        (
            "Polysomnogram {dates}\n{pt.full} ({dob})\nAHI {!34.2}/h, nadir SpO2 {!81%}, {!Epworth} {!15}. "
            "CPAP set {!10 cmH2O}, device SN {serial}, modem IMEI {DEVICE=352099001761481}.\nDME order "
            "sent "
            "to {facility}, fax {fax}. Interpreted by {doc.full}, ABSM, {date}.",
        ),
    ),
    Family(
        "log",
        "third screening log",
        (
            "PROTOCOL {!NCT04191499}  SITE {!014}\nsubj id | initials | screened | outcome\n"
            "{subject} | {NAME=@@@} | {date} | enrolled, arm {!B}\n{subject} | {NAME=@-@} | {date} | "
            "screen fail, "
            "{lab}\nPI {doc.full}; coordinator {crc.full} {phone} {email}\nConsent v{!3.1} signed {date}. "
            "Randomisation no. {ID=R-%####}. Kit {ID=K%#####}. Source MRN {mrn2}. Iris code {biometric}, "
            "thumbprint {biometric}.",
        ),
    ),
    Family(
        "log",
        "third registry row",
        (
            "record_id,first,last,dob,zip,mrn,enroll_dt,icd10\n"
            "{subject},{pt.first},{pt.last},{dob},{zip},{mrn},{date},{icd}\n"
            "{subject},{b.first},{b.last},{DATE=19%#-0%-1#},{zip},{mrn2},{date},{icd}\n"
            "{subject},{c.first},{c.last},{DATE=19%#-1#-0%},{zip},{mrn2},{date},{icd}\n",
        ),
    ),
    Family(
        "report",
        "third autopsy",
        (
            "OFFICE OF THE MEDICAL EXAMINER, {county}\nCase no. {ID=ME2#-%###}\nDecedent: {pt.full}, "
            "{AGE=ninety-six} years\nFound {date} at {address lines}\nIdentified by {kin.full} "
            "({pt.kinship}) "
            "and by fingerprint record {biometric}; dental chart {ID=D-%####}; SSN {ssn}\nHeart {!420 g}, "
            "liver "
            "{!1510 g}. {!Virchow} triad discussed. Tox: ethanol {!0.08} g/dL.\nVehicle at scene {plate}, "
            "VIN {vin}.\n{doc.full}, MD, Deputy Coroner, {date}",
        ),
    ),
]
