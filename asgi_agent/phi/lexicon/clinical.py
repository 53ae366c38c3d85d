"""Words of notes that no list of common words has: results, findings, organisms, products."""

from __future__ import annotations

_MEDICAL = """
    acetabular afebrile albuminocytologic aldolase aldosterone alginate alogia ampullary anasarca
    androstenedione angiogram anicteric anticardiolipin anticentromere antihistone antimitochondrial
    antisynthetase areflexia aspergillus asterixis auspitz biosimilar bristol-myers brunnstrom calcaneal
    calcidiol calprotectin calretinin caput carboxyhemoglobin cardiolipin ceruloplasmin chem
    chromogranin clonus cobalamin cologuard comedo comedonal conjunctivae costovertebral creatinine
    crepitus cribriform cryoglobulin cryoglobulins cyanotic cytokeratin datacenter deauville deductible
    deidentified desmin diff dispo distention docusate dotphrase downtime durie-salmon
    dysdiadochokinesia dysmetria echocardiogram elastase epicondylar erythropoietin eschar euthymic
    extracapsular failover ferritin fibrinogen flowsheet fluctuance fontanelle foraminal formulary
    funduscopic fungitell galactomannan gavage glabellar glottic gravida guaiac haptoglobin haptoglobins
    hematochezia hemoccult hemosiderin hepcidin heterophile histoplasma homocysteine hostname hurthle
    hydrofera hyperdense hyperintense hyperreflexia hypersegmented hypodense hypointense hypomania ileal
    inhibin interestingly intraop intraparenchymal isointense kegels kinesio koebner kratom labral
    lactoferrin legionella lochia lugano lymphovascular lytes macrocephaly malleolar medihoney
    meningismus meniscal metamyelocytes metanephrines methemoglobin methylmalonic microalbumin
    middleware monospot myelocytes myelomeningocele myeloperoxidase namespace neurosurg nikolsky
    nocturnist nodulocystic nondistended nonstress nontender normetanephrine normoactive nulligravida
    odontoid odynophagia oligoclonal omphalocele organomegaly orthopnea overbed panorex paraprotein
    paraspinal parathormone peds perineural perio periwound perseverative petechiae phaco phalangeal
    phosphatidylserine phylloquinone plasmacytes podoplanin polychromasia prealbumin preauth precert
    prediabetes preeclampsia presyncope procalcitonin proceduralist prolactin promyelocytes prosthetist
    proteinase pseudogout quantiferon rehab retic rollator rouleaux sanguineous sarcoid schistocytes
    sclerae sellar serosanguineous shigella signout smartphrase soma stepdown steristrips superbill
    supraglottic suprapubic suprasellar surfactant synaptophysin syrinx talar tele telemed telestroke
    theraband thrombomodulin thyroglobulin thyroxine tibc tomosynthesis transferrin trichrome
    triiodothyronine troponin tubefeeds tzanck uhthoff uroflow urothelial vimentin webhook workqueue
    xanthochromia yersinia zargar
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
    abiotrophia achromobacter actinomyces aerococcus aeromonas aggregatibacter anaplasma ascaris babesia
    bifidobacterium blastomyces brucella capnocytophaga cardiobacterium citrobacter clostridioides
    coccidioides coxiella cryptococcus cryptosporidium cutibacterium cyclospora demodex dirofilaria
    echinococcus ehrlichia eikenella elizabethkingia entamoeba enterobacter enterobius epidermophyton
    francisella fusarium gardnerella giardia granulicatella histoplasma isospora ixodes kingella
    lactobacillus legionella leishmania leptospira malassezia microsporum moraxella morganella mpox
    mucor naegleria neisseria norovirus onchocerca parechovirus parvovirus pediculus plasmodium
    plesiomonas prevotella propionibacterium rhizopus rhodococcus rubeola sarcoptes sporothrix
    stenotrophomonas strongyloides taenia toxoplasma trichophyton tropheryma wuchereria zika
"""

_BRANDS = """
    acumed acura airbnb alexa ambience angiodynamics arginaid audi bacardi beneprotein bioflo bluetooth
    bmw budweiser buick camry cerec chatgpt chevrolet chevy chipotle clarius copilot corpak dhl ducati
    dynamed entriflex epocrates equinoxe exactech fedex fortnite gpt harley-davidson heineken honda
    hyundai juul lexus lyft marlboro mazda mic-key minecraft nascar navitor netflix nexgen nissan
    obamacare olympics panoptix pepsi perclose powerpicc proglide prosource reddit retin-a siri smirnoff
    snapchat starbucks subaru sudoku suplena symfony tarasoff tesla tiktok toyota uber usps volkswagen
    volvo webex wifi yamaha youtube
"""

WORDS = frozenset("".join((_MEDICAL, _DRUGS, _ORGANISMS, _BRANDS)).split())
"""Of these none is anybody's name."""
