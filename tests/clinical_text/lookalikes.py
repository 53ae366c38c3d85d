"""What looks like an identifier in development documents and must survive.

That is what 45 CFR 164.514(b)(2)(i) does not name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.clinical_text.scene import Scene


def _each(values: str) -> Sequence[str]:
    return values.split("; ")


# In these, `#` and `%` are digits as in `Scene.fill`, and `_` is a percent sign.
SHAPES = {
    "vital": _each(
        "BP 1##/%#; HR 1#%; HR %#; T 98.# F; SpO2 9#_; RR 1#; pulse 9#; temp 101.#; MAP 6#; BP "
        "13#/8#; 98.6°F; weight 8#.# kg; BMI 3#.#"
    ),
    "dose": _each(
        "%0 mg; %00 mg BID; 0.5 mL; %.5 mg/kg; 1-2 tablets; %0 units; 1000 mcg daily; q6h; every 4-6 "
        "hours; %0/25 mg; 2 x 500 mg; 5,000 units SQ"
    ),
    "score": _each(
        "pain 7/10; GCS 15; MMSE 2#/30; 5/5 strength; NIHSS %; CHA2DS2-VASc %; Apgars 8/9; PHQ-9 of "
        "1%; MELD 1#; 20/40 vision; ECOG 1; 2/6 murmur; EF 55-60%_; NYHA class III; Child-Pugh B; "
        "4+/5"
    ),
    "lab": _each(
        "A1c 7.#_; Na 13#; K 4.#; WBC 1%.#; Hgb 1#.#; creatinine 1.%#; TSH 2.%#; INR 2.#; LDL 1%#; "
        "1:80; 3.5-5.0; platelets 2##,000; troponin <0.0#; lactate 2.#; glucose 1##"
    ),
    "code": _each(
        "E11.9; I25.10; J45.909; CPT 99214; LOINC 4548-4; NDC 0093-1048-01; SNOMED 44054006; RxNorm "
        "860975; ICD-10 M54.50; HCPCS J1885; DRG 470; Z79.4; C50.911; CPT 27447"
    ),
    "trial": _each(
        "NCT0%######; PMID 3#######; DAPA-HF; SPRINT trial; KEYNOTE-189; EMPA-REG OUTCOME; ISRCTN%#######"
    ),
    "year": _each(
        "in 2016; since 2009; in 1998; during 2021; 2019 guidelines; early 2020; from 2014 to 2018"
    ),
    "age": _each(
        "3#-year-old; 5# y/o; age 5#; aged 6#; 7#yo; 4# years old; 8#-year-old; 3 months old; "
        "89-year-old; 67-year-old"
    ),
    "time": _each(
        "6-8 weeks; 3 days; 10-14 days; 10 minutes; 48 hours; 2 weeks; 1/2 hour; 5 years; %# hours"
    ),
    "often": _each("2-3 times daily; every 12 hours; 24/7; q2-3h; x 10 days; POD %; 2 weeks ago; on HD %"),
    "anatomy": _each("L4-L5; C5-C6; T2N1M0; Stage IIIB; 3.2 x 4.1 cm; T12; S1; CN II-XII; V1-V4"),
}

WORDS = {
    "drug": _each(
        "Lisinopril; Eliquis; Metformin; Keytruda; Lasix; Zoloft; Humira; Coumadin; Jardiance; "
        "Tylenol; Xarelto; Ozempic; Amoxicillin; Levothyroxine; Seroquel; Prednisone; Augmentin; "
        "Allegra; Benadryl"
    ),
    "eponym": _each(
        "Parkinson disease; Crohn's disease; Framingham Risk Score; Hodgkin lymphoma; Alzheimer's "
        "dementia; Bell's palsy; Babinski sign; Foley catheter; Glasgow Coma Scale; Cushing syndrome; "
        "Wilson disease; Marfan syndrome; Sjögren syndrome; Guillain-Barré syndrome; Murphy sign; "
        "Hashimoto thyroiditis; Kaplan-Meier curve; Addison disease; Graves disease; Barrett "
        "esophagus; Ludwig angina; Baker cyst; Homans sign; Apgar scores; Raynaud phenomenon; Whipple "
        "procedure; Swan-Ganz catheter; Turner syndrome; Down syndrome; Mallory-Weiss tear; Kussmaul "
        "breathing; Charcot joint; Nissen fundoplication; Wernicke encephalopathy"
    ),
    "agency": _each(
        "FDA; CDC; NIH; Medicare; Medicaid; World Health Organization; American Heart Association; "
        "CMS; HIPAA; American Diabetes Association; Joint Commission; USPSTF; American College of "
        "Cardiology; NICE; ACOG"
    ),
    "state": _each("Ohio; Texas; California; New Mexico; North Carolina; Massachusetts; Oregon; Florida"),
    "gene": _each(
        "BRCA1; HER2; KRAS G12C; BRAF V600E; HLA-B27; CYP2C19; JAK2; PD-L1; COVID-19; SARS-CoV-2; H1N1"
    ),
    "section": _each(
        "Assessment and Plan; History of Present Illness; Review of Systems; Past Medical History; "
        "Chief Complaint; Physical Exam; Family History; Social History; Allergies; Medications; "
        "Vital Signs; Hospital Course"
    ),
    "acronym": _each("COPD; CHF; GERD; DVT; MRI; EKG; ICU; DNR; TIA; CKD; STEMI; HTN; DM2; UTI; CABG"),
}

LOOKALIKES = {**SHAPES, **WORDS}


def text(kind: str, scene: Scene) -> str:
    """A look-alike of this kind, out of those of the scene's pool."""
    return scene.fill(scene.rng.choice(scene.pool.lookalikes[kind])).replace("_", "%")
