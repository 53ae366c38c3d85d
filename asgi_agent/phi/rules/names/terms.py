"""The words around names, by what they say of the name beside them."""

from __future__ import annotations

TITLES = """
    dr prof professor nurse rev reverend sir madam capt captain sgt sergeant lt col lieutenant colonel
    miss rabbi ofc imam pastor judge señor señora sr. sra srta herr frau mme mlle monsieur madame doctor hon
    dra mister missus deacon deaconess archbishop monsignor sheikh mullah swami constable senator
"""

COURTESY = "mr mrs ms mx master"

PLURAL_TITLES = "drs messrs doctors profs"

ROLES = """
    patient patients pt pts client member beneficiary subscriber guarantor policyholder insured
    applicant claimant resident child baby infant parent guardian caregiver carer attending physician
    provider contact team kin next-of-kin nok poa hcp dpoa proxy phlebotomist boy girl surgeon
    anesthesiologist anaesthetist pcp gp cardiologist oncologist neurologist psychiatrist psychologist
    pediatrician paediatrician dermatologist urologist nephrologist pulmonologist hematologist
    rheumatologist endocrinologist gastroenterologist ophthalmologist radiologist pathologist
    gynecologist obstetrician hospitalist intensivist intern therapist counselor coordinator director
    caller manager assistant dentist midwife pharmacist technician interpreter witness author clinician
    practitioner prescriber hygienist podiatrist optometrist chiropractor technologist scribe supervisor
    secretary clerk employee employer victim donor recipient veteran student teacher user customer
    sender pte paciente madre padre sponsor roommate coworker colleague boss landlord classmate lawyer
    attorney driver probation fellow officer counsellor nanny babysitter aide circulator endoscopist
    bystander crew medic paramedic emt transporter dietitian dietician nutritionist chaplain plaintiff
    defendant decedent informant historian examiner investigator tech sitter perfusionist sonographer
    audiologist optician orderly porter dispatcher receptionist registrar houseman trainee preceptor
    principal professor prosector coroner notary petitioner respondent appellant landlady stepdad stepmom
    survivor mentor tutor neighbour sergeant deputy detective trooper firefighter passenger participant
    cardholder payee circ anes asst sub-i referring scrub roomer rider pedestrian occupant tenant
    worker caseworker attg collector proband abstractor inmate doula translator custodian verifier
    signatory detainee atty
"""

# With a capital only: an agent is a drug as well, and a coach a chair.
CAPITAL_ROLES = """
    Agent Representative Moderator Operator Speaker Reviewer Coach BB BG SW EMT-P ATT PI RPh
    RT CM
    Enrollee ENROLLEE Dependent DEPENDENT Prov PROV Attg ATTG Subscr SUBSCR Guar GUAR Emp EMP
    Adjuster ADJUSTER Addressee Ordering ORDERING Authorizing AUTHORIZING Rendering Leader Recorder Worker
    HUC PSR MOA LNA CCMA RMA Security Circulating Authors AUTHORS Author AUTHOR Signatures SIGNATURES RDH
"""

IN_LAWS = "MIL FIL SIL DIL"

# With a capital only: "gen" is cut short for more than a general.
CAPITAL_TITLES = "Big Atty Inv Det Cpl Maj Gen Gov Rep Fr Bro Supt Cmdr Pvt Pfc Spc Ssg Sfc Msg Chief Sheriff"

FAMILIES = """
    children parents sons daughters kids brothers sisters twins siblings grandchildren grandparents
    grandsons granddaughters parents-in-law mothers fathers moms dads aunts uncles cousins nieces nephews
    husbands wives dependents stepsons stepdaughters stepchildren godparents in-laws caregivers guardians
    roommates coworkers babies nurses aides therapists volunteers neighbors neighbours friends
"""

RELATIONS = """
    mother father mom mum dad son daughter wife husband spouse partner brother sister grandmother
    grandfather grandma grandpa granddaughter grandson niece nephew aunt uncle cousin fiance fiancee
    girlfriend boyfriend nana ex-wife ex-husband ex-partner stepbrother stepsister stepson stepdaughter
    stepmother stepfather sibling twin friend neighbor neighbour dtr dau gf bf hubby sis bro
    auntie aunty granny godmother godfather godson goddaughter housemate stepparent grandparent fiancé fiancée
    gramma granddad abuela abuelo mother-in-law father-in-law sister-in-law brother-in-law son-in-law
    daughter-in-law
"""

NAMING = """
    name names named surname lastname firstname forename fullname alias aka née nee signature signed
    dictated transcribed reviewed verified cosigned authenticated approved dictator requester requestor
    addressee nombre apellido nom nickname nick signed-off uid username userid usr logname
"""

SUBJECTS = "ref re cc attn attention regarding subject fwd fw bcc"

# Before a name, what tells that there is none.
ARTICLES = """
    an the of using via utilizing under between inside these those some no each another any every over
    underneath through
"""

# What a form calls the parts of a name.
PARTS = """
    Last First Middle Given Family Maiden Preferred Legal Initials Initial Lname Fname Mname LAST FIRST
    MIDDLE GIVEN FAMILY MAIDEN PREFERRED LEGAL INITIALS INITIAL LNAME FNAME MNAME last first middle
    lname fname mname maiden initials initial legal legally
"""

# Creatures and things of nature that surnames of two words end with: "Kicking Bear".
CREATURES = """
    Bear Bears Bull Bulls Crow Elk Eagle Eagles Horse Horses Wolf Hawk Hawks Owl Feather Feathers Shield
    Arrow Goat Goats Buffalo Buffaloes Bonnet Thunder Lightning Dog Dogs Antelope Hoop Hoops Strikes
    Moccasin Tomahawk Coyote Lance Whirlwind Otter Badger Rabbit Warrior
"""

# What their makers call by names like people's: "Hologic Selenia".
MAKERS = """
    siemens philips hologic olympus stryker medtronic abbott bard biotronik fresenius draeger dräger getinge
    masimo nellcor storz toshiba fujifilm hitachi samsung mindray sonosite zeiss alcon roche beckman sysmex
    qiagen illumina dexcom insulet omron garmin fitbit resmed respironics invacare hillrom zoll natus livanova
    oticon phonak widex starkey signia covidien ethicon teleflex smiths carefusion arthrex biomet synthes
    intuitive pfizer novartis sanofi genentech janssen astrazeneca glaxosmithkline boehringer novo
"""

GOING_BY = "goes known prefers answers"

BEDS = "bed room rm bay cubicle chair bassinet isolette"

# What takes messages about somebody.
QUEUES = "pool inbox basket queue inbasket in-basket"

THIS = "this it that I"

CALLING = "called nicknamed"

BY = "by per"

MEETING = """
    spoke met talked spoken talking meeting discussed emailed phoned saw seeing ask asks asked asking
    tell tells told call contacted notify notified inform informed remind reminded texted thanked
    invited helped paged updated consulted messaged let adding looping text ring texting paging seen reached
    excuse escorted sees see
    relieved introduced
"""

TO = "to from for"

GREETINGS = """
    hi hello dear thank thanks regards sincerely cheers hey respectfully yours best
    thx ty tysm thnx tnx xx xo xoxo love hola bonjour okay morning afternoon evening welcome sorry bye
    wishes congratulations congrats
"""

MY = "my his her their your our patient's pt's whose"

IS = "is was am es"

I_AM = "i'm im"

WITH = "w with"

ITS = "its"

THINGS_WITH_NAMES = """
    drug brand generic trade file facility hospital clinic test medication medicine product plan company
    study trial device host event tool pharmacy practice group organization school employer insurance
    payer ins carrier coverage domain procedure lab department project model species gene scientific common
    display code street city state county country node
"""

SAYING = """
     speaking reports reported denies states stated says endorses complains verbalizes verbalized insists
     recalls admits mentions mentioned describes expressed declines consented thinks believes complained
     says said wants wanted hopes phoned agrees agreed lives resides walked slept ate stood sat
     ambulated ambulates smokes drinks works retired wrote writes drives drove refuses verbalizes asks
     asked signed underwent gave gives prescribed prescribes recommends recommended ordered orders noticed
     notices drove took takes fixed wrote writes thinks knew knows told tells helped helps brought brings
     picked dropped played plays loves loved feels examined examines explained explains suggested suggests
     confirmed confirms advised advises taught educated counseled assisted assists performed performs
     operated attended attends joined joins stayed stays slept sleeps eats drinks cried cries laughed
     laughs smiled smiles fell vomited vomits screamed yelled swore threatened promised promises forgot
     forgets remembers remembered remarried married divorced died retired volunteers volunteered enjoys
     enjoyed hates hated worries worried understands understood answered answers rang replied
     replies responded apologized apologised insisted prefers preferred opened logged viewed accessed
     documented documents charted charts faxed mailed sends sent forgot paid pays owes graduated enlisted
     flying driving coming going visiting living served serves emigrated immigrated studied studies cooks
     cooked cleans cleaned babysits babysat cares dictating
"""

AFTER_NAME = """
    reports reported presents presented presenting denies denied states stated called calls calling
    phoned says said complains complained notes endorses endorsed continues continued returns returned
    arrived arrives underwent tolerated feels felt requests requested wants wanted needs agreed agrees
    lives resides moved visited visits came comes went signed writes wrote describes described admits
    admitted appears appeared takes took has had was is will who whose verbalized verbalizes ambulated
    remains remained refused refuses declined declines expressed consented brought accompanied mentions
    mentioned hopes wishes would can could should does did sat stood walked slept ate here speaking aware
"""

OWNED = """
    chart charts notes note case office appointment appointments appt meds medication medications
    results labs lab visit visits insurance mother father mom dad wife husband daughter son sister
    brother family care record records birthday address phone number email mrn dob file history symptoms
    condition pain bp blood recovery discharge admission surgery treatment team clinic practice
    prescription prescriptions request message messages question questions refill refills referral
    referrals data information info name age weight temperature mood home house room account bill claim
    claims coverage copay recommendation recommendations assessment opinion patients patient nurse
    assistant schedule consent caregiver spouse parents child children baby
"""

DEGREES = """
    MD DO RN NP PA PhD DDS DMD LPN LVN CNA LCSW MSW DPT OTR PharmD RPh MBBS FACC FACS FACP CRNA CNM APRN
    ARNP DNP FNP BSN MSN PsyD LMFT LPC DPM OD MPH MBA RD RDN CCC-SLP SLP FNP-C FNP-BC PA-C NP-C AGNP ANP
    FRCP FRCS MRCP MBChB EdD Esq JD MSc PGY
    CCM CPC CPNP CCRN RHIA RHIT CWOCN CDCES LICSW LMSW LCPC LMHC CADC RDMS RVT CPhT AEMT COTA BCBA FAAP
    FACOG FAAFP WHNP PMHNP AGACNP
"""

# Of these, what stands before a name as well.
LEADING_DEGREES = "MD NP RN LPN LVN CNA CRNA CNM LCSW APRN PharmD FNP"

# What they are in hurried notes, and nothing else there.
LOWER_DEGREES = "md rn lpn lvn cna crna aprn rph pharmd"

# What the second part of a given name is in Korean and Chinese: "Jae-won", "Mei-ling".
SYLLABLES = """
    a ah ae an bae beom bin bok bong bum byung chan chang chen cheng chi chih ching chol chong choon chul chun
    chung dae dan do dong eun fang fen feng fu gang geun gi gil guk gun guo gwang ha hae hai han hao he hee ho
    hong hoo hoon hsiang hsien hua huan huang hui hun hwa hwan hye hyeok hyeon hyuk hyun hyung ik il in ja jae
    jen jeong ji jia jian jie jin jing jong joo joon ju juan jun jung kang ki kook ku kuang kuk kun kwan kwang
    kwon kyu kyun kyung lan lei li lian liang lien lin ling ling mei mi min ming mo mun myung na nam ok ping
    pyo qi qing ran ri rim rin rong ryul san sang seo seok seon seong seop seung shan shi shik shin shu sik
    sil sol song soo sook soon su sub suk sun sung tae taek tao ting tsai un wan wei wen won woo wook xia
    xiang xin xing xiu xue yan yang ye yeol yeon yeong yi yin ying yong yoo yoon you young yu yuan yuk yul
    yun yung zhen zhong
"""

# Surnames that are particles and verbs as well.
SHORT_SURNAMES = "Do Le Oh Endo Ho Hu Ly Vo"

# Given names that are words, and that fewer people bear than mean the word.
NICKNAMES = """
    skip chip dot bud rusty sparky sonny dusty rocky tex buzz butch chuck gus sissy bunny birdie kitty
    prudence verity winnie trixie mickey biff slim woody hank dolly
    ed doc cal dev dil geo lev min mo nat prem reg geri max val ang param ute thor viet mam peg comfort
    moose tiny peaches skeeter pops pookie nugget smokey tater spud stubby
"""

# Surnames that the rules of word forms take for forms of words.
SURNAMES = "teles villiers goodnight gosling wheelwright moor"

# Surnames that are words first: foster care.
SURNAMES_TOO = "foster"

# Surnames that are better known from signs.
SIGNS = """
    kerley willis lambl gehrig hurthle lofgren kobner koebner schonlein dejerine bohler bronsted schuffner
    munchhausen turk godel kienbock fehling coombs
"""

SUFFIXES = "Jr Sr II III IV jr sr"

IDENTIFIERS = "mrn dob ssn mbi npi dod d.o.b acct"

AGES = "yo y/o Y/O YO yr yrs year years yoa age aged born"

PARTICLES = """
    de del la las los van von der den di da do dos das du le bin bint ibn al el abu ben dela della lo
    ter ten zu zum zur af av ap mac y e op und auf ó ní nic uí des
"""

# After these a name is a disease's, a sign's, an instrument's.
EPONYMOUS = """
    disease diseases syndrome syndromes sign signs reflex reflexes score scores lymphoma palsy tumor
    tumors tumour sarcoma angina esophagus oesophagus thyroiditis struma contracture gangrene phenomenon
    anomaly murmur chorea ataxia dystrophy nephropathy shunt deformity neuroma cerclage criteria
    criterion classification staging maneuver manoeuvre syndrome/disease triad tetrad pentad
    fundoplication incision clamp forceps retractor esophagitis arthropathy encephalopathy aphasia
    lymphadenitis nodules ring rings spots spot duct gland canal ligament fascia pouch fossa law laws
    effect equation formula index nomogram regimen anastomosis fistula diverticulum granulomatosis
    purpura vasculitis arteritis amyloidosis adenoma pupil pupils traction splint osteotomy arthroplasty
    amputation airway agglutinin agglutination mottling scissors silk capsulotomy clamps algorithm wart
    worts wort lactate triangle test-positive malformation spasm scale
    questionnaire inventory checklist excrescences
"""

# After these, too, if the name is a single word.
OFTEN_EPONYMOUS = """
    test tests testing type exam examination assessment screen screening guideline guidelines response
    tool device technique therapy treatment view views projection grades stages system
    series report vaccine strain factor dilator speculum balloon valve ventilator suture sutures medium
    agar stool chair bed boot boots collar brace hospital clinic center centre medical health university
    institute memorial general healthcare foundation pharmacy county street st avenue ave road rd drive
    dr lane blvd court city township park ulcer anemia anaemia cyst foot catheter tube stain virus
    fracture dislocation procedure operation dementia psychosis breathing respiration respirations nodes
    node bodies body lines line cells cell muscle space curve trial study studies cohort
    protocol diet exercises exercise bypass repair hernia tear tears ulcers carcinoma melanoma leukemia
    hepatitis paralysis position wires wire pump drain bag mask needle block monitor antibody antigen
    toxin fever rash pulse pulses nails joint joints drains stage grade grading method approach
    modification risk probability rule rules stent graft cream solution light lamp chart drops lock
    locks ear elbow knee finger thumb neck gait point tendon approximation estimate estimator survival
    model epilepsy seizure seizures apnea plot plots analysis coefficient correlation milestones developmental
    sump cannula hook tongs rongeur curette osteotome snare sheath introducer guidewire dilators pessary rod
    rods cage stem screw screws regression antigens rats mice flap patch cast splints fixation resection
    reconstruction infarct notch notches plane planes pits stripe stripes cleft clefts facies hump tunnel
    angle granules granule corpuscle corpuscles tubercle tubercles hiatus plexus ganglion bundle striae
    chancre paradox hypothesis postulates principle quotient islets trigone melanosis septum apparatus
"""


# Common words of notes that the word list does not have, and names of products, payers and bodies.
NO_NAMES = """
    medicare medicaid humana aetna cigna tricare kaiser anthem epic cerner covid sars mrsa xray labcorp
    quest walgreens walmart costco publix kroger google apple amazon zoom microsoft android iphone
    facebook whatsapp excel fitbit dexcom medtronic abbott roche pfizer merck novartis moderna
    astrazeneca bayer sanofi genentech janssen amgen biogen regeneron teva sandoz stryker siemens
    philips tylenol advil motrin aleve lipitor crestor zocor norvasc lasix plavix eliquis xarelto
    coumadin pradaxa humira enbrel remicade stelara cosentyx keytruda opdivo herceptin avastin rituxan
    zoloft prozac paxil lexapro celexa cymbalta effexor wellbutrin abilify seroquel zyprexa risperdal
    haldol ativan xanax valium klonopin ambien lunesta adderall ritalin vyvanse concerta strattera
    neurontin lyrica topamax lamictal keppra depakote dilantin tegretol januvia jardiance farxiga
    invokana ozempic wegovy trulicity victoza mounjaro lantus humalog novolog levemir tresiba glucophage
    amaryl synthroid cytomel prilosec nexium protonix prevacid pepcid zantac zofran reglan phenergan
    allegra claritin zyrtec benadryl singulair flonase nasonex advair symbicort spiriva ventolin proair
    dulera breo anoro augmentin zithromax levaquin cipro bactrim keflex rocephin vancocin zosyn flagyl
    diflucan valtrex tamiflu truvada descovy biktarvy genvoya paxlovid lovenox entresto coreg toprol
    lopressor tenormin diovan cozaar benicar micardis avapro zestril prinivil altace vasotec accupril
    lotensin cardizem procardia aldactone bumex demadex viagra cialis levitra flomax proscar avodart
    fosamax boniva actonel prolia reclast evista premarin estrace provera mirena nexplanon percocet
    vicodin norco oxycontin dilaudid suboxone narcan ultram toradol celebrex mobic voltaren naprosyn
    flexeril zanaflex robaxin skelaxin botox restylane aureus difficile pylori coli pneumoniae pyogenes
    albicans faecalis influenzae meningitidis gonorrhoeae trachomatis jejuni enterica botulinum
    perfringens tetani anthracis burgdorferi african hispanic latino latina caucasian jewish muslim
    catholic vietnamese filipino mexican spanish english french german italian russian arabic mandarin
    cantonese portuguese hindi street avenue road drive boulevard parkway highway court fahrenheit
    celsius doppler velcro tegaderm dermabond vicryl prolene monocryl bovie hemovac med rec soc sec vin
    apgars internet email online website username login fax tel mrn dob ssn npi dea npo prn bid tid qid
    qhs stat hx dx rx tx fx ct mri ekg ecg eeg emg icu snf telehealth televisit followup preop postop
    unremarkable wnl nad perrla eomi bengal bili fib flutter dimer aeruginosa cereus faecium cloacae
    marcescens maltophilia baumannii epidermidis saprophyticus mirabilis vulgaris catarrhalis fragilis
    neoformans jirovecii gondii falciparum vivax gerd nash hipaa phi faxed emailed texted inpatient
    outpatient bedside hmo ppo cochrane yankauer hoyer unna hgb hct plt wt ht cr tm tmax abd resp pulm ppx
    dispo neuro psych heme onc trop alb bicarb li-rads bi-rads ti-rads pi-rads o-rads salter-harris
    gustilo-anderson kellgren-lawrence charcot-leyden wolff-chaikoff frank-starling repatha dupixent
    mann-whitney kruskal-wallis kolmogorov-smirnov shapiro-wilk cronbach kappa leiden denver north south
    east ki-67 mondays tuesdays wednesdays thursdays fridays saturdays sundays coags afebrile normocephalic
    nontender nondistended anicteric normotensive crystalloid sclerae conjunctivae enterococcus coude
    cysto hemo endo sig temp ortho callback na mg reamer gurney vaseline dacron ioban kling coban telfa
    hypafix case co yeah yep yup nope nah hmm med-surg spelled admin
    sysadmin superuser hem-o-lok checkmate gen um main staples alt good ok precepted papaw mamaw meemaw
    mawmaw pawpaw pepaw nonna nonno
    dieulafoy boerhaave gianotti-crosti synacthen mayer-rokitansky brandt-andrews b-lynch shirodkar
    zavanelli naegele holliday-segar rumack-matthew montgomery-asberg bush-francis simpson-angus
    yale-brown constant-murley harvey-bradshaw delphian ghon turcot womac bentall jatene bloom-richardson
    bot chatbot hm howdy oops np fyi parinaud
"""
