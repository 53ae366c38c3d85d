"""What looks like an identifier in the third part of the development documents and must survive."""

from __future__ import annotations

# In these, `#` and `%` are digits as in `Scene.fill`, and `_` is a percent sign.
_LISTS = {
    "vital": (
        "BP 12%/7#; 14#/9# mmHg; P 8#; RR 2#, unlabored; T 37.# C; 99.#F; SpO2 9#_ on 2L NC; sats 9#_ RA; "
        "wt 17# lb; Ht 5'%\"; BMI 4#.#; orthostatics 110/60; HR in the 110s; ABI 0.8%; FSBG 2%#"
    ),
    "dose": (
        "2.5 mg; 81 mg qd; 12.5 mg BID; 40 mg po daily; 1 g IV q8h; 0.4 mg SL prn; 875/125 mg; 1 gtt OU; "
        "15 units qHS; 50 mcg/hr patch; 2 puffs q4h; 20 mEq; 3 mL nebs; 4 mg/kg/day; 650 mg q6h"
    ),
    "score": (
        "6/10 pain; ESI 2; GCS 14 (E3V5M6); MoCA 2%/30; RASS -1; Braden 1#; 4/5 on the left; ASA 3; "
        "mRS 2; LVEF 35_; NYHA II; KPS 70; Mallampati II; HEART score 4; CURB-65 of 2; 20/60 OD; "
        "3+ reflexes; ABCD2 4; FEV1 62_"
    ),
    "lab": (
        "hgb 8.%; plt %#K; Cr 1.%; BUN 3%; K+ 5.%; A1C of 9.%; trop 0.0%; BNP 1%##; lipase 2%#; "
        "AST/ALT 5#/7#; ESR 4%; ANA 1:320; PSA 6.%; eGFR 4#; TSH <0.01; CRP 1%.#; ferritin 1#; pH 7.2%; "
        "CD4 3%#; bicarb 1#"
    ),
    "code": (
        "I10; N18.31; G47.33; M17.11; F32.A; CPT 99285; 99214-25; HCPCS G0439; LOINC 2160-0; "
        "NDC 00071-0155-23; Z51.11; K21.9; CPT 45378; SNOMED CT 38341003; S72.001A; U07.1; DRG 291"
    ),
    "trial": (
        "PARADIGM-HF; NCT0#######; ALLHAT; EMPEROR-Preserved; PMID: 2%######; ARISTOTLE; "
        "SGLT2 trials; doi 10.1056/NEJMoa19#####; CheckMate 214; RECOVERY trial"
    ),
    "year": (
        "in 2004; back in 2012; since 1997; 2017; circa 1985; late 2018; 2022-2023; the 2023 update; FY2024"
    ),
    "age": (
        "4#M; 6#F; 7# y.o.; 5# yr old; a 2#-year-old; 3# yo; 8 wk old; 16-year-old; 18 months old; "
        "8# years of age; age 4#; 62 YO"
    ),
    "time": (
        "x3 days; 5-7 days; a month; two weeks; 36 hours; 3-4 months; 45 min; 1 yr; 6 wks; ~8 h; "
        "the last 10 years; 72 hours"
    ),
    "often": (
        "3x/week; q4-6h prn; twice a day; every other day; QHS; 1-0-1; 5x a day; on days 1-21; "
        "HD 3; q 3 months; 4-5 nights a week; POD 2"
    ),
    "anatomy": (
        "L5-S1; T11-12; C6/7; pT3N1aM0; stage IIA; 1.8 cm RUL; segment VII; Le Fort II; C2; LAD 90_; "
        "BI-RADS 4; Salter-Harris II; RCA; LI-RADS 5; zone 2; 2.1 x 1.7 cm"
    ),
    "drug": (
        "atorvastatin; Entresto; Plavix; gabapentin; Trulicity; Norco; Lantus; Synthroid; Wellbutrin; "
        "Farxiga; Zofran; Dilaudid; Lexapro; Symbicort; Flomax; Bactrim; Repatha; Stelara; Abilify; "
        "Paxlovid; carvedilol; vancomycin; Zosyn; Wegovy; Dupixent; methotrexate"
    ),
    "eponym": (
        "Kawasaki disease; Huntington's disease; Lewy body dementia; Kaposi sarcoma; Takayasu arteritis; "
        "Dupuytren contracture; Tourette syndrome; Ehlers-Danlos syndrome; Meniere's disease; "
        "Colles fracture; Romberg test; Phalen test; Lachman test; McBurney's point; Virchow's node; "
        "Kernig sign; Beck Depression Inventory; Ranson criteria; Braden scale; Morse Fall Scale; "
        "Hickman line; Mohs surgery; Roux-en-Y bypass; Zollinger-Ellison syndrome; Lynch syndrome; "
        "Wolff-Parkinson-White syndrome; Henoch-Schönlein purpura; Stevens-Johnson syndrome; "
        "Epstein-Barr virus; Chiari malformation; Still's disease; Lyme disease; Bruce protocol; "
        "Merkel cell carcinoma; Ewing sarcoma; Wilms tumor; Burkitt lymphoma; Paget disease; "
        "Osgood-Schlatter disease; Duchenne muscular dystrophy; Charcot-Marie-Tooth disease"
    ),
    "agency": (
        "AHRQ; IDSA; ADA guidelines; American Academy of Pediatrics; SAMHSA; "
        "the Surgeon General; Department of Veterans Affairs; NCCN; Social Security Administration; "
        "Endocrine Society; American Cancer Society; KDIGO; Cochrane; OSHA; National Cancer Institute"
    ),
    "state": (
        "Nevada; Arizona; Washington State; New Jersey; Louisiana; West Virginia; Georgia; Maine; Puerto Rico"
    ),
    "country": "Mexico; Vietnam; Guatemala; Somalia; Canada; India; the Philippines; Haiti; Nigeria",
    "gene": (
        "BRCA2; EGFR L858R; ALK; TP53; Factor V Leiden; MTHFR C677T; RSV A/B; Influenza A H3N2; MRSA; "
        "BCR-ABL1; APOE4; C. diff; HPV 16/18; IL-6; CD20; MSI-H; H. pylori"
    ),
    "section": (
        "Interval History; Impression; Disposition; Subjective; Objective; Problem List; Home Meds; "
        "Code Status; Brief Hospital Course; Pertinent Findings; Technique; Comparison; Anticipatory Guidance"
    ),
    "acronym": (
        "AFib; CVA; PE; OSA; ESRD; HFrEF; NSTEMI; BPH; PTSD; T2DM; SBO; PNA; AKI; MDD; RA; SLE; PVD; "
        "PCOS; ADHD; AAA; HLD; CAD; TKA; GIB; IBS-D; NASH"
    ),
    "phrase": (
        "Full Code; Fall Risk; Contact Precautions; Advance Directive; Room Air; Normal Sinus Rhythm; "
        "Patient Education; Medical Necessity; Prior Authorization; Rapid Response; Regular Diet; "
        "Weight Bearing As Tolerated; Home Health; Physical Therapy; Case Management; Do Not Resuscitate; "
        "Bed Alarm; Code Stroke; Joint Camp; Comfort Care; Med Rec; Teach Back; Chest Pain; Shared Visit"
    ),
    "brand": (
        "Dexcom G7; Omnipod 5; FreeStyle Libre 3; Port-A-Cath; Jackson-Pratt drain; Watchman; Unna boot; "
        "Zio patch; Bard PICC; Hoyer lift; Wound VAC; Miami J collar; Yankauer; CPAP at 10 cm H2O"
    ),
    "money": "$1,482.50; $35.00 copay; $6,300; 80/20; $212.17; $0.00; 40_ coinsurance; $1.2 million",
}

LOOKALIKES = {slot: listed.split("; ") for slot, listed in _LISTS.items()}
