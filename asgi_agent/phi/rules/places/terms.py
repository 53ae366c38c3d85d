"""The words that places are made of, and those around them."""

from __future__ import annotations

# What a facility's name ends with, whatever stands before.
FACILITIES = """
    hospital hospitals hosp clinic clinics center centers centre centres ctr infirmary hospice
    sanatorium sanitarium institute pavilion polyclinic asylum facility pharmacy branch campus apothecary
    drugstore courthouse tribe rancheria ymca ywca mortuary crematory crematorium preschool daycare
"""

# What one ends with if a proper name stands before.
WEAK_FACILITIES = """
    medicine health healthcare care system systems group associates partners physicians practice
    pediatrics paediatrics orthopedics orthopaedics dermatology cardiology oncology radiology imaging
    dental dentistry surgery rehab rehabilitation living home homes house manor lodge network foundation
    services specialists university college school schools academy snf alf ltac ltach irf cboc
    elementary church parish prison jail
    correctional shelter laboratory laboratories labs lab diagnostics dialysis med surgicenter
    hospitalists gardens village wellness residence residences retirement convalescent commons towers
    apartments apts estates ranch reservation airport barracks chapel cemetery synagogue mosque cathedral
    ame cogic nation eldercare monastery convent kindergarten library hotel motel inn
    ortho ent endocrine endocrinology rheumatology pulmonary pulmonology gastroenterology neurology
    neurosurgery urology nephrology hematology ophthalmology otolaryngology psychiatry podiatry optometry
    obgyn orthodontics periodontics endodontics audiology peds derm eyecare chiropractic acupuncture midwifery
"""

# In lower case, after a name: "our Chicago office".
LOWER_FACILITIES = """
    hospital clinic center centre office branch campus location downtown facility hospice shelter school
    daycare area hosp schools reservation rez
"""

LOWER_WORKPLACES = """
    plant warehouse store terminal depot factory shipyard refinery mill mine quarry cannery foundry smelter
    sawmill brewery hatchery
"""

# "One Hospital Drive".
NUMBERS = "One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve"

# What names of facilities are made of beside proper names, and makes one with a head alone.
NAMING = """
    general memorial community regional county central university children childrens veterans va women
    womens men gen mem univ ihs
"""

# In lower case, "at big sky rehab": what the name ends with, and what names have beside words of their own.
LOWER_HEADS = """
    rehab rehabilitation medicine health healthcare care system group associates partners physicians
    practice pediatrics orthopedics orthopaedics dermatology cardiology oncology radiology imaging dental
    dialysis living home manor lodge village hospice school elementary academy university college pharmacy
    apothecary wellness surgicenter snf jail prison shelter infirmary institute lab church urgent-care
    hospital hospitals clinics centers residence pavilion elem daycare preschool childcare montessori peds
    derm obgyn jhs
"""
LOWER_NEUTRAL = """
    general memorial community regional county central university childrens children's children women womens
    women's veterans va medical cancer heart eye sleep pain wound memory breast infusion renal kidney
    surgery surgical outpatient ambulatory urgent emergency primary family internal specialty nursing
    skilled assisted senior adult day behavioral mental psychiatric addiction recovery treatment detox
    therapy physical transplant cardiac pediatric maternity birthing birth allergy vaccination vaccine covid
    flu anticoagulation coumadin warfarin diabetes weight travel walk-in research clinical training teaching
    academic national state city public private federal military army naval free rural local tertiary
    quaternary acute long-term subacute inpatient rehabilitative advanced integrated health preop postop
    pre-op post-op device pacemaker chemo resident residents student students faculty hand foot spine lipid
    methadone suboxone fracture cast refugee mobile satellite specialist neurology urology nephrology
    pulmonary hematology endocrine endocrinology rheumatology gi ob gyn obgyn ent hiv std sti tb stroke
    trauma burn call shopping fitness data poison control crisis convention detention correctional
    distribution fulfillment testing screening donation blood plasma
"""
LOWER_STATES = """
    ks ca wa tx fl ny nj nc az ut va wi tn ky ct ga il mn mt nd nh nm nv ri sc sd vt wv wy ak ar ia mi mo
"""
# What is part of no such name.
LOWER_STOPS = """
    least most best worst once first last next night noon midnight times time home work school hospital
    discharge admission baseline rest risk bedside follow follow-up followup up least one two three any each
    every all both some many most several multiple various other another outside different same new old
    current previous prior main nearby nearest closest large small big major busy single specific certain
    participating designated for with without and or but if that which who where when while as than then so
    not no is are was were be been being has have had do does did will would can could should may might must
    i we he she they it you me him them us about after before during until since because due via per by on
    off over under between among out into onto upon high low higher lower increased decreased reduced normal
    abnormal mild moderate severe stable good bad poor better worse more less only also just even still
    again now later today tomorrow yesterday month months week weeks day days year years hour hours minute
    minutes visit visits appointment appointments
"""

# What the name of a school or a shop ends with, where something else says what it is.
BARE_HEADS = "high middle elementary elem hs jhs drug drugs rx"

# "FM 1960": between numbers, a road.
ROADS = "FM SR CR TR SH"

OF_CITIES = frozenset({"based", "born", "area", "raised", "bred", "trained", "bound", "native"})

DENOMINATIONS = """
    Mount Fort Methodist Baptist Mercy Presbyterian Lutheran Adventist Episcopal Sacred Trinity Mayo
    Bronx
"""

# What names of facilities have, and what does not make one: there is one everywhere.
NEUTRAL = """
    medical med health healthcare cancer heart eye ear nose throat spine pain sleep stroke trauma burn
    birth birthing wound memory breast infusion dialysis renal kidney liver lung brain bone joint vein
    foot ankle hand hip knee skin fertility travel walk-in fracture headache diabetes obesity weight
    surgical surgery surgicare outpatient inpatient ambulatory urgent emergency primary family internal
    medicine specialty speciality rehab rehabilitation nursing skilled assisted senior adult day care
    behavioral behavioural mental psychiatric addiction recovery treatment detox substance therapy
    physical occupational speech imaging radiology mri laboratory lab blood donor transplant vascular
    thoracic cardiac cardiovascular orthopedic orthopaedic pediatric paediatric neonatal maternity
    obstetric dental vision hearing allergy asthma immunization vaccination vaccine anticoagulation
    coumadin lipid hypertension research clinical education simulation oncology hematology cardiology
    neurology urology nephrology pulmonology dermatology endocrinology rheumatology gastroenterology
    gynecology ophthalmology otolaryngology psychiatry psychology plastic colorectal infectious critical
    student employee adolescent geriatric palliative interventional diagnostic nuclear reconstructive
    cosmetic invasive maternal fetal sports child developmental bariatric maxillofacial oral radiation
    gynecologic molecular anatomic global population correctional aesthetic regenerative
    pathology anesthesia orthopedics
    pediatrics podiatry reproductive endocrine digestive gi ent ob gyn hiv std tb teaching acute
    long-term tertiary academic national international american federal state public comprehensive
    advanced integrated home control disease prevention quality excellence call data information service
    services department division management wellness fitness nutrition counseling crisis poison command
    operations testing test screening retail telehealth virtual free rural local surg cards neuro heme hem
    onc uro rheum preop pre-op postop post-op gyn pulm nephro endo psych ophtho optho vasc plastics hep
    hepatology transplant bmt coag anticoag neurosurg nsgy nsg anesth pmr im fm id med primary resident
    continuity same-day injection shot lung thyroid movement memory spasticity gait ms als
    cf sickle hf chf afib ep device icd pacemaker pft echo stress vein ostomy continence pelvic
"""

SUFFIXES = """
    street avenue ave av road boulevard blvd lane drive court ct circle cir place pl terrace ter way
    parkway pkwy highway hwy route rte trail trl square sq plaza alley aly crescent cres
    row loop grove mews gardens turnpike tpke expressway expy freeway fwy causeway pike run crossing xing
    landing ridge hill hills park heights hts bend cove creek glen hollow knoll meadow meadows
    vista quay wharf esplanade rt broadway str rd ln st interstate concourse embarcadero
        alameda promenade strand bnd tpke cswy trce lndg holw hvn rdg mdws gdns spgs vlg mnr hbr gtwy grv
    orch rnch
"""

# Of the list of the US Postal Service, what is something else more often: only after a number and a name.
RARE_SUFFIXES = """
    path close walk extension bypass view mhp
    annex arcade bayou beach bluff bluffs bottom bridge brook brooks burg camp canyon cape cliff cliffs
    club common corner corners course courts crest crossroad curve dale dam divide drives estate estates
    falls ferry field flat flats ford forest forge forges fork forks fort garden gateway glens green
    greens groves harbor harbors haven highlands hollow inlet island islands isle junction junctions key
    keys knolls lake lakes land lock locks lodge loaf mall manor manors meadows mews mill mills mission
    motorway mount mountain mountains neck orchard oval overpass parks parkways pass passage pine pines
    plain plains plazas point points port ports prairie radial ramp ranch rapid rapids rest ridges river
    road roads shoal shoals shore shores skyway spring springs spur spurs squares station stravenue
    stream streets summit throughway trace track tunnel underpass union unions valley valleys via
    viaduct views village villages ville vistas walks wall ways well wells cyn crk blf blfs brg frk jct fld
    flds knl knls mtn vly shr shrs pne pnes pln plns
"""

PLACE_BEGINNINGS = " new lake port san santa los las el bad nueva sankt sint upper lower east north saint"

DIRECTIONS = "n s e w ne nw se sw north south east west northeast northwest southeast southwest"

# Abroad, what a street begins with, and what it ends with, in one word or as a word.
LEADING_STREETS = """
    rue calle via viale avenida rua plaza piazza corso strada ulica ul carrer carrera paseo camino
    chemin allée allee quai impasse travessa largo vicolo cours passage jalan jl callejon privada
"""

UNITS = """
        apt apartment suite ste unit floor fl bldg building lot trailer trlr room rm flat no # box space
    spc hngr bsmt
    lbby penthouse
"""

COUNTIES = "county city parish borough township twp prefecture municipality"

ACRONYMS = """
    AirMed LifeFlight LifeNet CareFlite MedFlight UNM UW UVM UNLV UAB UMass LSU VCU UTSA UCSF UCLA UCSD
    JCPS FCPS MCPS PGCPS LCPS DCPS BCPS MNPS SLPS KCPS SPPS OCPS HCPS CCPS PWCS WCPSS
    UCI UPMC NYU OHSU UTMB UTSW MSKCC BIDMC VUMC UWMC MUSC UAMS UNMC VAMC KUMC NYP MGH
    BWH CHOP CHLA NYPH HUP MDACC DFCI UABMC UCHealth UTHealth USC UNC UVA UMMC URMC UIC SUNY MCW UCD
    CPMC
"""

IN = "in across near around outside inside within toward towards serving behind beside past opposite"
FROM = "from leaving"
TO = "to into"
AT = "at @"

# What streets go with: "on Elm St", "off Hwy 29".
ALONG = "on off along past"
# "The pharmacy on Brookhurst".
PREMISES = """
    pharmacy drugstore shop salon deli diner church grill cafe bakery barbershop laundromat bodega nails
    apartments
    dealership
"""
OF = "of"
FOR = "for by via"
THE = "the our a an their his her my your this that"

LIVING = """
    live lives living lived reside resides residing resided resident native originally moved moving
    relocated born raised travels traveled travelled traveling travelling visiting hometown based drove
    flew commutes driving flying commuting
"""

ADDRESS = "address addr residence street mailing hometown town"

SITE = "facility location site creditor agency venue firm atty pharm dme supplier vendor"

EMPLOYER = "employer employers emp workplace"

ZIP = "zip zipcode zip-code postcode postal"

# As programs write it.
ZIP_KEYS = "ZipCode zipCode PostalCode postalCode postalcode zipcode"

# States as newspapers shorten them, where that is no other word.
SHORT_STATES = (
    "Ala Ariz Calif Colo Conn Fla Kans Mich Minn Neb Nev Okla Penn Penna Tenn Wisc Wis Wyo NSW QLD Qld TAS"
)

VISITING = """
    seen treated admitted evaluated diagnosed assessed followed hospitalized hospitalised transferred
    referred presented presents presenting visited visit operated consulted monitored reviewed discharged
    received performed underwent done care appointment surgery procedure checked brought taken transported
    dc dcd dc'd tx'd txfr shipped ship accepting headed delivered readmitted examined managed enrolled
    attends attended observed
    stayed staying rehab scheduled sent cared arrived back session sessions scan report notes biopsy imaging
    labs lab records clinic dialysis chemotherapy chemo radiation therapy treatment transplant goes going
    replacement
    ablation study studying studies went trip drove flew rec'd xfer xferred transfer transfers admit admits
    dispo disposition placed placement accepted flown airlifted diverted
"""

WORKING = "retired ret works working worked work employed job drives employee thru through hired "
OCCUPATIONS = """
    cashier barista welder clerk cook chef waitress waiter mechanic guard picker packer stocker janitor
    custodian manager supervisor engineer electrician plumber carpenter machinist operator foreman laborer
    receptionist accountant teacher professor coach firefighter dispatcher technician trucker bartender
    housekeeper landscaper pilot driver deckhand miner roofer programmer analyst
"""

# Units that everybody is admitted to.
UNIT_ACRONYMS = """
    SQ NICE ICU MICU SICU CCU CVICU NICU PICU CTICU TICU ED ER OR PACU OSH PCP CT MRI
    OT IR ID NP PA RN MD DO US USA UK AM PM ASAP TBD NPO PRN BID TID QID QHS HD POD ECOG
    NYHA GCS BMI BP HR DOB MRN SSN ASCO ACC AHA ADA FDA CDC NIH WHO CMS ACOG AAP USPSTF HIPAA COPD CHF
    CAD CKD ESRD AKI DVT PE MI TIA CVA HTN HLD DM AF AFIB NASH NAFLD GERD ARDS PTSD ADHD BPH OSA SLE
"""

# What place names are given to: criteria, classifications, studies, viruses.
GIVEN_TO = """
    point points score scores criteria criterion classification grade grading staging study studies
    trial disease virus syndrome fever scale index heart encephalitis rating consensus declaration
    system protocol pox spotted equine tick raccoon questionnaire sleepiness guideline guidelines
    definition stage coma model equation shoulder catheter milestones developmental sump naming
"""

# With a capital, what begins no name and is part of none.
NO_PLACES = """
    left right upper bilateral the a an of for by with and or but patient patients pt pts she he his her
    their our my your it this that these those who when what which how why where if is was were are be
    has have had not no yes dr mr mrs ms prof nurse md do rn np phd dob mrn ssn january february march
    april may june july august september october november december jan feb mar apr jun jul aug sep sept
    oct nov dec monday tuesday wednesday thursday friday saturday sunday prior previous previously
    admission admitted discharge discharged outside referring hospital-day course please call contact
    name date time age sex gender phone fax email account number id history diagnosis assessment plan
    impression findings recommendation follow follow-up status note notes report medication medications
    allergies allergy procedure indication dear re subject attn sincerely regards provider physician
    attending surgeon department dept unit room ward bed updated latest best current guidelines even
    management recommended recommendations brief current initial long short entire acute chronic
    routine standard annual basic total complete proper daily regular usual continued same next last first
    second third final recent nearby local well poor better quality
    retired unemployed disabled self homemaker declined none unknown same
    medicare medicaid covid fda cdc nih appeals claims grievance grievances billing payments mg mcg ml meq iu
    units tab tabs
"""
