"""What must survive in the fourth part: a percent sign is a digit, an underscore a percent sign."""

from __future__ import annotations


def _each(values: str) -> tuple[str, ...]:
    return tuple(values.split("; "))


LOOKALIKES = {
    "drug": _each(
        "atorvastatin; Plavix; gabapentin; Tresiba; sertraline; Bactrim DS; Farxiga; semaglutide; "
        "hydrochlorothiazide; Lovenox; Entresto; cefepime; Percocet; Wegovy; tamsulosin; "
        "Dilantin; Symbicort; duloxetine; Premarin; Ativan; ceftriaxone; Stelara"
    ),
    "dose": _each("%0 mg; %00 mg; 1%5 mcg; %.5 mg; %5 mg; 0.%5 mg; 1 g; %5 units; 12.5 mg; 1,%00 mg; 7%5 mg"),
    "lab": _each(
        "Hgb 1%.%; WBC %.%; Na 13%; K 3.%; Cr 1.%; A1c 7.%_; INR 1.%; trop <0.01; BUN 2#; plt "
        "1##; lactate 2.%; TSH 3.##; ALT 5#; CRP 1#.%; D-dimer 0.%#; PSA 4.%; eGFR 5#; glucose "
        "1##"
    ),
    "vital": _each(
        "BP 1%%/7%; HR 8%; SpO2 9%_ RA; T 37.%; RR 1%; BP 1##/6# HR 7#; T 99.% F; MAP 7#; "
        "FSBS 1##; O2 9%_ on 2L; P 9#; temp 100.%; BP 9#/5#"
    ),
    "score": _each(
        "GCS 1%; qSOFA 1; ASA 3; RASS -2; Norton 1%; CURB-65 2; EF 4#_; ECOG 2; KPS 70; SOFA "
        "%; Wells 4.5; Braden 1%; MELD 1#; NYHA III"
    ),
    "icd": _each(
        "I10; E78.5; Z00.00; F33.1; J18.9; N39.0; M17.11; K21.9; G47.33; O80; T81.4XXA; S52.501A; C34.11; R55"
    ),
    "cpt": _each("CPT 99213; CPT 93000; CPT 36415; CPT 66984; HCPCS E0601; CPT 97110; CPT 43239-59"),
    "loinc": _each("LOINC 6690-2; LOINC 2160-0; LOINC 8480-6; LOINC 94500-6; SNOMED CT 38341003"),
    "ndc": _each("NDC 0071-0155-23; NDC 63323-262-01; NDC 65862-0%8-90; NDC 49281-0421-50"),
    "eponym": _each(
        "Crohn's disease; Sjögren's syndrome; Kawasaki disease; Ménière's disease; Parkinson's "
        "disease; Raynaud's phenomenon; Lewy body dementia; Ehlers-Danlos syndrome; Burkitt "
        "lymphoma; Peyronie's disease; Legg-Calvé-Perthes disease; Huntington's chorea; Tourette "
        "syndrome; Paget disease of bone; Meckel's diverticulum; Wolff-Parkinson-White syndrome; Lou "
        "Gehrig's disease; de Quervain tenosynovitis"
    ),
    "sign": _each(
        "Hoffmann sign; McMurray test; Phalen's test; Lachman; Spurling maneuver; Dix-Hallpike; "
        "Kernig and Brudzinski signs; Trendelenburg gait; Trousseau sign; Rinne and Weber; "
        "McBurney's point"
    ),
    "tool": _each(
        "Hemovac drain; Salem sump; Hickman catheter; Blake drain; Foley catheter; "
        "Jackson-Pratt drain; Dobhoff tube; Groshong catheter; Penrose drain; Quinton catheter"
    ),
    "model": _each(
        "Siemens Somatom Force; GE Logiq E10; Philips Azurion 7; Medtronic Azure XT; Abbott "
        "FreeStyle Libre 3; Dexcom G7; Dräger Perseus A500; Boston Scientific Emblem S-ICD; "
        "Alaris 8015; Zimmer Biomet Persona; ResMed AirSense 11; Omnipod 5; Cochlear Nucleus 7; "
        "Zoll R Series"
    ),
    "bug": _each(
        "Staphylococcus aureus; E. coli; Klebsiella pneumoniae; Clostridioides difficile; Candida "
        "albicans; Salmonella Typhimurium; Borrelia burgdorferi; Bartonella henselae; Listeria "
        "monocytogenes"
    ),
    "gene": _each("BRCA2; EGFR L858R; TP53; MLH1; HLA-DQ2; FMR1; CFTR F508del; APOE e4; MTHFR"),
    "agency": _each(
        "the FDA; the CDC; the Joint Commission; the USPSTF; NICE; the WHO; CMS; the NIH; "
        "the AAP; ACOG; the American College of Surgeons; the American Thoracic Society"
    ),
    "payer": _each("Aetna; UnitedHealthcare; Cigna; Humana; Blue Cross Blue Shield; Tricare; Molina"),
    "state": _each("Idaho; Louisiana; Wyoming; North Dakota; Georgia; West Virginia; Maine; Utah"),
    "country": _each("Guatemala; Nepal; Ukraine; Jordan; Chad; Haiti; Turkey; Vietnam; Kenya"),
    "year": _each("1979; 1994; 2002; 2007; 2011; 2016; 2018; 2020; 2022"),
    "span": _each("3 weeks; 72 hours; 5 days; 4-6 weeks; 12 months; 10 days; 90 days; 2 yrs; 48 hrs"),
    "ward": _each(
        "Cardiac Cath Lab; Nephrology; Med-Surg; Wound Care; Mother-Baby; Outpatient Infusion; "
        "Radiation Oncology; Respiratory Therapy; Pain Management; Endocrinology; Stroke Neurology"
    ),
    "hotline": _each("911; 988"),
    "version": _each("v4.2.1; build 20.0.13; v11.3; 3.12.0-rc2; v2024.1; 7.0.4"),
    "amount": _each("$1,2##.00; $%5.00; $%##.%#; $0.00; $2,%##; $%0"),
    "trial": _each("NCT0%######; PARADIGM-HF; PMID 2#######; KEYNOTE-522; Checkmate 227; GISSI-2"),
    "pain": _each("pain %/10; %/10 pain; FLACC %; pain score %; rates it %/10; VAS %"),
    "mood": _each("PHQ-9 1%; GAD-7 of %; PCL-5 4#; AUDIT-C %; MoCA 2%/30; EPDS 1%"),
}
