"""Words of notes that no list of common words has: results, findings, organisms, products."""

from __future__ import annotations

_MEDICAL = """
    acetabular acidotic adjudicated afebrile agonal akinesia albuminocytologic aldolase aldosterone alginate
    alogia amenorrheic ampullary anasarca androstenedione anergia anesthetized angiogram anhedonic anicteric
    ankyloglossia anosmia anosognosia anovulatory antalgic antegrade anterolateral anteroposterior
    anticardiolipin anticentromere anticoagulated anticoagulation anticonvulsant antihistamine antihistamines
    antihistone antimitochondrial antiplatelet antipsychotic antisynthetase anuric aphthous apneic areflexia
    arteriogram arthrocentesis aspergillus asplenic asterixis asystole atelectasis atelectatic auscultation
    auspitz avascular avulsed bacteremic ballotable balneotherapy bedbound bedrest benzodiazepine bezoar
    bifascicular bigeminy bilirubinuria biobrane biosimilar blanchable bloating borborygmi borderline
    bradycardic bradykinesia bradypnea bradypneic bristol-myers bronchodilator bronchodilators brunnstrom
    bullae cachectic cadexomer calcaneal calcidiol calprotectin calretinin cannulated cannulation caput
    carboxyhemoglobin cardiolipin cavilon cavitary cellulitic cephalad cephalgia ceruloplasmin chaperone chem
    cholangiogram cholestatic chondral choreiform chromogranin claudicant clavicular clonus coagulase
    coagulopathic cobalamin coccygeal cologuard comatose comedo comedonal comfeel comorbid conjunctivae
    constipated corticosteroids cosignature costochondral costochondritis costovertebral creatinine crepitant
    crepitations crepitus cribriform cricoid cryoglobulin cryoglobulins cushingoid cyanotic cytokeratin
    datacenter deauville debrided debulking decannulated decannulation decompensated decompensation
    deconditioned deductible defervesced defervescence defibrillated dehisced deidentification deidentified
    demographics derealization dermatomal dermatome desaturated desaturating desmin desquamation dialysate
    dialyzed diaphoresis diaphoretic diaphysis diarrheal diathesis diff dilapan discectomy disconjugate
    disimpacted disimpaction disinhibited disoriented dispo distention distractibility diurese diuresed
    diverticula docusate dorsiflexion dorsum dotphrase downtime durie-salmon dysarthric dyscrasia
    dysdiadochokinesia dyslipidemia dysmetria dysmotility dysphagic dyspneic dysregulation dysthymia
    dystrophic dysuric ecchymotic echocardiogram echogenicity ectatic ectopy edematous egophony elastase
    elastography electrophysiology emaciated embolized emesis encephalopathic endometrioma enrollee enrollees
    enterococcal enterocutaneous epicondylar epigastrium epileptiform epithelialized epithelializing
    erythropoietin eschar esophagogastroduodenoscopy euglycemic euphoric eupneic euthymic euvolemia euvolemic
    eversion exophytic exostosis extracapsular extrauterine extravasated extubate extubated exudate
    facetectomy failover falciform fatigability faxes femoropopliteal fenestrated ferritin fiberoptic
    fibrillary fibrinogen flowsheet fluctuance fontanelle foraminal formulary fractionated fremitus
    funduscopic fungitell fusiform galactomannan gavage glabellar glaucomatous glottic glucocorticoid
    glucometer glucosuria gluteus glycemia granulating gravida guaiac habitus hallucinated hallucinating
    haptoglobin haptoglobins hematochezia hemianopia hemiblock hemicolectomy hemidiaphragm hemiparetic
    hemiplegic hemithorax hemoccult hemolyzed hemorrhoid hemorrhoidal hemosiderin heparinized hepatology
    hepcidin herpetiform heterogenous heterophile heterozygous hilar hilum histoplasma homocysteine
    homogenous homozygous hospitalist hostname hurthle hydrofera hydrosalpinx hydroureteronephrosis hygroma
    hyoid hyperdense hyperemic hyperintense hyperreflexia hypersegmented hypodense hypointense hypomania
    hypopnea icteric ileal ileocolic iliofemoral iliopsoas inattention incoordination indurated inferolateral
    infiltrative infundibular inhibin inotrope inotropes inotropic insufflated intercurrent interdigital
    interestingly interictal interosseous interstitium interventricular intraop intraparenchymal introitus
    intubate intubated involucrum iodoform ipsilateral ischial isodense isoechoic isointense kegels keratotic
    ketonuria ketotic kinesio koebner kratom kyphotic lability labral lactoferrin laminotomy lansinoh
    laryngoscope laryngospasm laterally legionella leptomeningeal leptomeninges levoscoliosis lichenification
    lichenified lingula lingular lipemic lipohypertrophy listhesis lithotomy lobulated lochia locoregional
    loculated loculation loculations lordotic lucencies lucency lugano lymphadenectomy lymphangitic
    lymphovascular lysed lytes macrocephaly macrolide macule macules mainstem malaligned malleolar
    malnourished malrotation malunion mandibulectomy manubrium marsupialization mastalgia medihoney
    megaureter melasma meningismus meningitic meniscal menometrorrhagia metamyelocytes metanephrines
    metaphyseal metaphysis metaplastic methemoglobin methylmalonic microalbumin midaxillary midclavicular
    middleware midshaft midsternal midtrimester migrainous milia miotic monoarticular monocytosis monospot
    monotherapy morbilliform mottled mottling multilobar multiloculated multiorgan multipara multiparous
    multivessel mydriatic myelocytes myelodysplasia myelogram myelomalacia myelomeningocele myelopathic
    myeloperoxidase myelosuppression myelosuppressive myoglobin myometrial myometritis myopathic myringotomy
    myxomatous namespace nasogastric nasojejunal nasolabial nebulization nebulized nebulizer neurapraxia
    neurosurg neutrophilia nikolsky nocturnist nodularity nodulocystic nonadherent nonbilious nonbleeding
    nonbloody noncalcified noncompliant noncontrast nondistended nonerosive nonexertional nonfocal nonhealing
    nonischemic nonlabored nonobstructing nonocclusive nonoliguric nonpalpable nonpitting nonradiating
    nonrebreather nonsmoker nonstress nonsustained nontender nonweightbearing normetanephrine normoactive
    nosocomial nulligravida nulliparous nummular nystagmoid obstipation obtundation obtunded odontoid
    odynophagia oligoclonal oliguric omental omphalocele oncologic onychogryphosis opacified ophthalmo
    opisthotonus orbitofrontal organomegaly orthodromic orthopaedic orthopaedics orthopnea orthosis
    orthostasis orthotics osmolality ossicle ostial otalgia otolaryngology otoscopic ototoxicity overbed
    overjet ovulatory pancytopenic pannus panorex papillomatosis papule papulopustular paracervical
    paraesophageal paraprotein paraspinal parathormone paratracheal parotidectomy parous payor payors peds
    pedunculated perfused perfusing perfusionist periaortic periareolar pericholecystic pericolic pericolonic
    peridural perihepatic perihilar perilesional perilymphatic perimetry perinephric perineural perio
    periorbital periosteal peripancreatic perirectal perisplenic peritonitic periungual perivesical periwound
    perleche peroneus perseverative petechiae petechial phaco phalangeal pharmacokinetic pharmacology
    phlebotomized phlegmon phlegmonous phonophobia phosphatidylserine photocoagulation photodermatitis
    photophobic photopsia phylloquinone physiatry physiotherapy pial plantarflexion plasmacytes platysma
    pleomorphism plethoric pleurectomy pleuritic pleuritis plexopathy pneumothoraces podiatric podiatry
    podoplanin polyarthralgia polyarticular polychromasia polymicrobial polypectomy polypoid polysomnogram
    polysubstance polytrauma polyuric popliteus portosystemic postauricular postcontrast posteromedial
    posthepatic posthitis postpubertal postvoid preadmission prealbumin preauth preauthorization precert
    precertification precordial precordium prediabetes predialysis preeclampsia preeclamptic preload
    premalignant preop prepatellar preprandial prepubertal presacral presbyopic presyncope pretibial
    pretreatment prevertebral primiparous procalcitonin proceduralist procidentia prodrome prolactin
    promyelocytes pronated pronator proprioceptive proptosis prosthetist proteinase proteinuric pruritic
    psammoma pseudogout ptotic pulmonic pulmonology pulseless puncta punctate pyelogram pyloroplasty
    pyosalpinx quadrantanopia quadrantectomy quadriparesis quantiferon quinolone quinolones radiograph
    radiographs radioiodine radiolucency radiolucent radiopaque rales reaggravated reanastomosis
    recanalization recanalized recannulated recannulation recollapse reconsult reconsulted redirectable
    reepithelialization reflexic regurgitant rehab reimplantation reimplanted reinfarction reintubated
    reintubation resect resectable resected resectoscope resternotomy resuscitative retic reticulonodular
    retitrated revascularized rheumatologic rheumatology rhinosinusitis rhonchi rhonchorous rhytids rollator
    ronchi rouleaux ruborous rugae sanguineous sarcoid sarcomatous schistocytes sclerae sclerosed scoliotic
    sella sellar semierect semirigid sensorium septation septations septoplasty septostomy sequestrum
    seronegative seropositive serosa serosal serosanguineous serpiginous shigella sialolithiasis signout
    silastic smartphrase soleus soma somatization sonographer sonographically speculum sphincteric spiculated
    spiculation spirometric splayed splenectomized spondylitic spondyloarthropathy spondylotic stapedectomy
    steatosis steatotic stenotic stepdown stercoral stereotactic stereotypies steristrips stomal strabismic
    strangury striatal stridorous stuporous stylet subacromial subaponeurotic subcapital subcarinal
    subcentimeter subconjunctival subcostal subcuticular subdiaphragmatic suberosis subfebrile subgaleal
    subhepatic subluxed submaxillary suboccipital suboptimal suboptimally subpectoral subpleural subscapular
    subscapularis subserosal subtalar subtherapeutic subthreshold subungual sudomotor suicidality sulci
    superbill superficialis superinfected supraglottic suprapubic suprasellar surfactant sympathomimetic
    symptomatology synaptophysin syncopized syndesmosis syndesmotic syrinx tachyarrhythmia tachyarrhythmias
    tachycardic tachypneic talar tampon tegaderm telangiectatic tele telehealth telemed telemonitoring
    telestroke temporalis tendinosis tendinous tendonitis tenesmus tetanic tetraplegia tetraplegic thecal
    thenar theraband thermoregulation thrombolyse thrombomodulin thrombosed thyroglobulin thyromegaly
    thyroxine tibc tibiofemoral tibioperoneal titrate titrated titrates titrating tomosynthesis tonicity
    tonsilloliths tophaceous tophi tortuosity toxicology toxidrome toxidromes toxoid trabeculated
    trabeculation transabdominal transaminitis transbronchial transferrin transmetatarsal transsphenoidal
    transtentorial transthoracic transudate transudative transvaginal transvenous trapezial trapezius
    triaxial trichrome trigeminy trigone triiodothyronine triquetral troponin tubefeeds tuboovarian
    tubulointerstitial turbinate turgor tympanitic tympanogram tympanostomy tzanck uhthoff umbilicated uncal
    uncinate unconjugated uncovertebral underhydrated undernutrition underperfused undisplaced unilobar
    unilocular uninsured unipolar unlabelled unlabored unmedicated unmonitored unopacified unresectable
    unresponsive unruptured unsteady unvaccinated unwitnessed upcoming upgoing uptitrate uptitrated
    uptitration ureterovesical urethroplasty uricosuric urodynamic uroflow urogram urosepsis urothelial
    vacuolated variceal varicosities vascularity vasculature vasculitic vasoactive vasoconstrictor
    vasodilator vasopressor vasopressors vasospastic vastus venipuncture venogram venography ventriculogram
    ventriculomegaly ventrogluteal venular vermian vesical videoconference vimentin viremic virilization
    webhook weightbearing workqueue xanthelasma xanthochromia xerotic yersinia zargar zosteriform
"""

_DRUGS = """
    abecma advate adynovate alcortin aralast aurlumyn banophen breyanzi briumvi camzyos carticel
    carvykti ceprotin cinryze cobenfy corlux crofab cuvitru cymevene datroway digibind digitek disalcid
    durolane eloctate emblaveo epifix epkinly ermeza erwinaze evusheld exubera filspari fluarix flublok
    flucelvax flulaval flumist gammagard gamunex glassia hemgenix hizentra humate-p hympavzi imdelltra
    imjudo imlygic ipol iqirvo ixiaro izervay jaypirca jesduvroq joenja jynneos kcentra kinrix kisunla
    krazati kymriah leqselvi levo-t likmez litfulo loqtorzi lunsumio luxturna lymphir medihoney nestabs
    neumega ngenla novarel novoseven nulev nuwiq nypozi obizur ogsiveo ohtuvayre ojemda ojjaara omvoh
    opvee orserdu oserdu otulfi panhematin panzyga patanol pavblu poherdy pombiliti prevduo privigen
    prolastin provenge pyridium radiesse raptiva rebyota retsevmo revuforj rezdiffra rezlidhia rezzayo
    rhogam rivfloza rolvedon ropeg ruconest rulox rystiggo ryzneuta sebela simcor skyclarys sotyktu
    spevigo stoboclo sunlenca syfovre talvey tecartus tecelra techlenz tecvayli tevimbra thymoglobulin
    tofidence truqap twinrix tyenne typhim tzield urogesic vaxneuvance vegzelma veopoz veripred vevye
    vigafyde vonvendi voquezna voranigo vowst voydeya vtama vueway vyjuvek vyloy wainua wellferon
    wezlana wilate winrevair xacduro xdemvy xembify xenpozyme xolremdi xphozah yescarta yorvipath
    zemaira zevtera zilbrysq zituvio zolgensma zoryve zunveyl zurzuvae zymfentra zynteglo zynyz
"""

_ORGANISMS = """
    abiotrophia abscessus achromobacter actinomyces aerococcus aerogenes aeromonas agalactiae aggregatibacter
    anaplasma anginosus ascaris babesia bifidobacterium blastomyces brucei brucella canimorsus capnocytophaga
    capsulatum cardiobacterium cepacia chaffeensis chelonae cholerae citrobacter clostridioides coccidioides
    constellatus coxiella cruzi cryptococcus cryptosporidium cutibacterium cyclospora demodex dermatitidis
    dirofilaria donovani dubliniensis ducreyi echinococcus ehrlichia eikenella elizabethkingia entamoeba
    enterobacter enterobius epidermophyton flexneri fortuitum francisella fumigatus fusarium gallolyticus
    gardnerella genitalium giardia glabrata granulicatella granulosus haemolyticus henselae histolytica
    histoplasma hydrophila immitis intracellulare isospora ixodes kansasii kingella krusei lactobacillus
    lamblia legionella leishmania leptospira lugdunensis lumbricoides malassezia marneffei meningosepticum
    microsporum miyamotoi monocytogenes moraxella morganella mpox mucor multocida mutans naegleria neisseria
    norovirus onchocerca oxytoca pallidum parahaemolyticus parainfluenzae parapertussis parapsilosis
    paratyphi parechovirus parvovirus pediculus pertussis pestis phagocytophilum plasmodium plesiomonas
    pneumophila prevotella propionibacterium putida recurrentis rhizopus rhodococcus rickettsii rubeola
    saginata salivarius sanguinis sarcoptes solium sonnei sporothrix stenotrophomonas stercoralis
    strongyloides stutzeri taenia terreus toxoplasma trichiura trichophyton tropheryma tropicalis
    tsutsugamushi urealyticum vermicularis viridans vulnificus wuchereria xylosoxidans zika
"""

_BRANDS = """
    acumed acura airbnb airpods alexa ambience angiodynamics ansible anthropic arginaid asana audi bacardi
    beneprotein bioflo bitbucket bluetooth bluey bmw bosu budweiser buick camry cashapp cavicide cerec
    chatgpt cheetos chevrolet chevy chipotle chromebook chux clarius clorox cocomelon conda copilot corepoint
    corpak crisco databricks datadog debian dhl django doordash doritos dropbox ducati dynamed ebay entriflex
    epocrates equinoxe etsy exactech expedia fastapi fedex folgers fortnite freightliner geritol github
    gitlab gmail gopuff gpt grafana grubhub hadoop hapi harley-davidson heineken honda huggingface husqvarna
    hyundai instacart ios ipad jacuzzi java jira jupyter juul kenworth keras keurig kibana kleenex kobalt
    kubernetes langchain langgraph laptop lexus linkedin lyft lysol macos makita marlboro matplotlib mazda
    mic-key minecraft mongodb mysql nascar navitor nespresso netflix nexgen nginx nintendo nissan numpy
    nustep nutella obamacare olympics onedrive openai oprah oreo pagerduty panoptix paypal peloton pepsi
    perclose peterbilt pinecone postgres postgresql powerade powerpicc pringles proglide prosource pytorch
    redbull reddit redox retin-a rivian roblox roku ryobi salesforce scipy servicenow sharepoint shein siri
    smirnoff snapchat snapple splenda splunk sqlite starbucks stevia stihl subaru sudoku suplena symfony
    synthea tarasoff temu tensorflow terraform tesla therabath tiktok tivo toyota trello truvia uber ubereats
    usps uvicorn velveeta venmo volkswagen volvo vuse weaviate webex wifi xbox yamaha youtube zelle zendesk
    ziploc zumba zyn
"""

WORDS = frozenset("".join((_MEDICAL, _DRUGS, _ORGANISMS, _BRANDS)).split())
"""Of these none is anybody's name."""
