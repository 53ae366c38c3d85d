"""Hospitals, homes, suppliers, shops and schools by the names and abbreviations that people have for them."""

from __future__ import annotations

from asgi_agent.phi.rules.listed import listed


def _phrases(text: str) -> frozenset[str]:
    return frozenset(" ".join(name.split()) for name in text.split(";"))


SYSTEMS = """
    AdventHealth AHMC AmeriPath AnMed Aspirus AtlantiCare BayCare Bayhealth Baystate Bellin
    BioReference BJC CareOne CareRite CarePartners Carilion CenterWell CentraCare CentraState
    CentroMed ChenMed ChristianaCare CommonSpirit Compassus ConcertoCare CoxHealth DispatchHealth
    EvergreenHealth EyeSouth FastPace FirstHealth FutureCare Geisinger GenPath GenesisCare Gundersen
    HackensackUMC HealthEast HealthPoint HealthSouth HCA HCMC HonorHealth HSHS InnovAge IntegraMed
    InterMed Kadlec KabaFusion KentuckyOne LifeBridge LifePoint MaineGeneral MaineHealth ManorCare
    MedCentral MedPost MedQuest MemorialCare Merakey MercyCare MercyOne Meritus MountainStar MultiCare
    NeoGenomics NorthShore Northwell NovaCare Novant Numotion OakBend OhioHealth OrthoArizona
    OrthoCarolina OrthoIndy OrthoNebraska OrthoVirginia OSF Pediatrix PharmScript ProHealth ProMedica
    PruittHealth RadNet RegionalOne RehabCare Renown ResCare RWJ RWJUH RWJBarnabas Sentara
    SignatureCare SimiTree SouthCoast SSM SwedishAmerican TeamHealth ThedaCare TidalHealth TriHealth
    TriStar UnityPoint VillageMD VITAS WakeMed WellPath Wellpath WellSpan WellStar Wellstar
    WhidbeyHealth Ambercare Amedisys Concentra PhysioOne EmergeOrtho LensCrafters Miracle-Ear
    HearingLife Beltone VFW Hopebridge Dana-Farber Cedars-Sinai Dartmouth-Hitchcock Lakeside-Milam
    Newton-Wellesley Barnes-Jewish Zwanger-Pesiri Sinai-Grace Wentworth-Douglass Crozer-Chester
    Yale-New Athens-Limestone Hazelden Cenikor Cleveland-Cliffs MetLife HECO AAMC ABMC AMCH ANMC ARMC
    BAMC BHMC BIDMC BJH BMC BMH BUMC CCHMC CCMC CHKD CHOC CNMC CRDAMC CUMC DHMC EMMC FHCC GBMC GRMC
    GUH HFH HUMC JHBMC JHH JMH JPS KUMed LIJ LLUMC LVHN MAMC MBMC MCMC MMCH MWHC MoBap NCH NHRMC NMCSD
    NMMC NNMC NSUH NYULH OHSUH OSUMC OUMC PPMC PVMC RBCH RUMC SBUH SFGH SJMC SLU SLUH SMHC UTEP UTRGV
    UNR NAU GSU FSU FAMU FIU USF OSU BYU TAMU NMSU UNT UNH UMaine UConn CUNY ODU GMU EKU WKU Brigham
    SRMC SVMC TAMC TCH TGH TJUH TRMC UCHC UCIMC UHCMC UICMC UMC UMCSN UMMS UNMH USMD UTHSC UVMMC VMMC
    WCCHC WCMC WFBMC WHMC WMCH WPH WRNMMC WVUH YKHC YNHH ZSFG
    Meriter Benefis Altru Ivinson Valleywise Stroger Rapides Touro Bergan Carondelet Rady UIHC OLOL
    NWTH Willis-Knighton
    Niswonger Vidant Navicent CAMC Archbold SGMC Conemaugh Excela CarolinaEast McLeod Asante
"""
"""What hardly anything else is called: it needs nothing beside it."""

SYSTEMS_OF_WORDS = _phrases(
    """
    abbott northwestern; silver hill; austen riggs; pine rest; linden oaks; skyland trail; sierra
    tucson; poplar springs; laurel ridge; rogers behavioral; fairfax behavioral; belmont behavioral;
    horsham clinic; envision radiology; pm pediatrics; emerge ortho; select physical therapy; ivy
    tech; warby parker; pearle vision; aspen dental; western dental; heartland
    dental; sono bello; bascom palmer; wills eye; moran eye; casey eye; scheie eye; wilmer eye;
    kellogg eye; barrow neurological; texas oncology; florida cancer specialists; rocky mountain
    cancer; tennessee oncology; minnesota oncology; texas orthopedics; rothman ortho; resurgens ortho;
    campbell clinic; andrews sports; steadman clinic; hughston clinic; american family care; carbon
    health; one medical; oak street health; iora primary; village medical; cano health; fenway health;
    howard brown; jewish community center; boys & girls club; metro access; allegheny health; advocate
    aurora; advocate christ; anne arundel; ascension st; atrium health; autumn lake; avera mckennan;
    avera mck; baptist health; baptist memorial; barnes jewish; banner desert; banner estrella; banner
    thunderbird; banner umc; banner university; baylor university; bon secours; billings clinic;
    brighton gardens; bronson methodist; brook lane; bryan east; bryan west; cape fear valley; carle
    foundation; carilion nrv; catholic charities; central maine medical; chi health; chi st; christus
    health; christus spohn; christus santa rosa; church health; city of hope; cone health; cook
    childrens; cooper green; cox south; cox north; creek nation; creighton bergan; dana farber;
    dartmouth hitchcock; day kimball; deaconess gateway; deaconess midtown; dell childrens; dell
    seton; dignity health; doctors hosp; duke raleigh; duke regional; emory midtown; emory johns
    creek; essentia health; fairview ridges; fairview southdale; first steps of; fox chase; franciscan
    health; fred hutch; fred hutchinson; frisbie memorial; golden living; good shepherd; hackensack
    meridian; handi medical; harbor ucla; harris health; hazard arh; healthcare network; hennepin
    healthcare; henry ford; heritage valley; hoag irvine; holy cross; holy family; holy redeemer; holy
    rosary; houston methodist; huntsman cancer; inova alexandria; inova fairfax; inova loudoun;
    integris baptist; integris southwest; iu health; john muir; john peter smith; jordan valley;
    kaiser foundation; keck medicine; kettering health; kindred at home; la rabida; le bonheur; lee
    health; legacy emanuel; legacy good sam; legacy meridian park; legacy mount hood; legacy salmon
    creek; lehigh valley; lenox hill; little company of mary; lucile packard; maine med; marshfield
    clinic; mary bridge; mary free bed; mary washington; mass eye & ear; mater dei; mayo clinic;
    mclaren flint; mclaren macomb; mercy fitzgerald; mercy hosp; mercy ic; methodist charlton; mount
    auburn; mount carmel; mount zion; mt auburn; mt carmel; mt zion; nash unc; national jewish; new
    hanover; newton wellesley; nh lejeune; northern light; northside forsyth; northside gwinnett;
    norton audubon; norton brownsboro; norton suburban; novant health; odessa mch; ochsner baptist;
    olive view; harbor-ucla; on lok; overland park regional; park nicollet; peace health; penn
    highlands; penn medicine; penn presbyterian; phoebe putney; prisma health; rady childrens; rancho
    los amigos; rex unc; rush copley; rush oak park; sacred heart; saint alphonsus; saint lukes;
    select specialty; seton northwest; sharp chula vista; sharp coronado; sharp cv; sharp grossmont;
    sharp memorial; sharp rees-stealy; sheppard pratt; shirley ryan; shriners; sinai grace; spaulding
    rehab; stony brook; stormont vail; sutter davis; sutter roseville; swedish ballard; swedish cherry
    hill; swedish edmonds; swedish first hill; swedish issaquah; tower health; trinity health; u of a;
    uf health; unc rex; unity health; us renal care; us renal temple; valley baptist; vibra hospital;
    virginia mason; vista living; wash u; weill cornell; west penn; william beaumont; yale new haven;
    tucson medical; willis knighton; main line health; main line paoli; hartford healthcare; infirmary
    health; hackensack umc; king s daughters; forrest general; nebraska med; albany med; rotech
    healthcare; norco medical; national seating & mobility; american homepatient; preferred homecare;
    shield healthcare; home care delivered; advanced diabetes supply; total medical supply; barnes
    healthcare; hanger clinic; solis mammography; neptune society; brightview health; hazelden betty
    ford; betty ford; phoenix house; samaritan daytop; samaritan house; volunteers of america; oxford
    house; odyssey house; haven for hope; ronald mcdonald house; kids first; la petite academy;
    u of m; u of w; u of i; u of u; u of c; u of k; u of chicago; u of iowa; u of michigan; u of minnesota;
    u of washington; u of utah; u of penn; u of miami; u of rochester; u of kansas; u of kentucky; u
    of louisville;
    u of colorado; u of oregon; u of arizona; u of new mexico; u of florida; u of virginia; u of vermont;
    u of maryland; u of pitt; u of pittsburgh; u of cincinnati; u of toledo; u of wisconsin; u of nebraska;
    u of missouri; u of tennessee; u of alabama; u of mississippi; u of arkansas; u of texas; u of oklahoma;
    u of illinois; u of houston; u of hawaii; u of idaho; u of montana; u of wyoming; u of nevada; u
    of connecticut;
    temple beth; temple israel; temple emanuel; temple sinai; congregation beth; beth el; beth shalom;
    medical city; memorial hermann; via christi; queen of the valley; scott & white; silver cross;
    unity point; missouri baptist; grand itasca; fairview range; advocate lutheran; swedish american;
    mad river; univ hosp; great plains np; porter adventist; carondelet st; abbott nw;
    goddard school; primrose school; little sprouts; kiddie academy; tutor time; bright horizons;
    leisure world; elks lodge; moose lodge; polish home; soldiers home; tiger town; union sta
    """
)
"""The same, with capitals only."""

SHOPS_OF_WORDS = _phrases(
    """
    family fare; pg & e; mgm grand; waste mgmt; disney world; six flags; busch gardens; universal
    studios; sea world; knotts berry farm; great wolf lodge;
    dave & busters; sky zone; top golf; cedar point; kings island; hershey park; silver dollar city;
    jiffy lube; planet fitness; la fitness; anytime fitness; gold s gym; orangetheory fitness; 24 hour
    fitness; la quinta; drury inn; days inn; holiday inn; hampton inn; comfort inn; red roof inn;
    motel 6; town pump; flying j; murphy usa; casey s general; 99 ranch; ranch 99; stater bros; smart
    & final; food 4 less; pick n save; festival foods; stop n shop; fresh thyme; natural grocers; save
    a lot; save mart; shop n save; weis markets; lowes foods; bi-lo; cub foods; county market;
    brookshire bros; united supermarkets; fiesta mart; cardenas market; northgate market; kinney
    drugs; bartell drugs; thrifty white; discount drug mart; navarro discount; lewis drug; hy-vee;
    bass pro; rural king; fleet farm; advance auto; pep boys; discount tire; les schwab; little
    caesars; jack in the box; five guys; bob evans; cheesecake factory; steak n shake; outback
    steakhouse; longhorn steakhouse; white castle; raising canes; fedex ground; fedex freight; ups
    store; waste management; republic services; werner enterprises; carpenter tech; cleveland-cliffs;
    pratt & whitney; general mills; hormel foods; jbs foods; perdue farms; koch foods; kraft heinz;
    state farm; huntington ingalls; bath iron works; electric boat; con edison; duke energy; georgia
    power; job corps; knights of columbus; walmart supercenter; walmart neighborhood market; cvs
    target; quest psc; kroger pharm; kroger pharmacy; catholic charities
    """
)
"""Where people go for things, and work."""

BRANCHED = listed(
    """
    Kaiser Methodist Baptist Presbyterian Adventist Lutheran Banner Sutter Scripps Tidelands Piedmont
    Baylor Atrium Emory Ochsner Fairview Allina Essentia Sanford Avera Franciscan Beaumont McLaren
    Bronson Kettering Hackensack Inova MedStar Montefiore Encompass Kindred Vibra DaVita Fresenius
    LabCorp Labcorp Apria Lincare Rotech AdaptHealth Byram Walgreens CVS Walmart Costco Safeway Kroger
    Publix Longs HEB Albertsons Vons Ralphs Meijer Wegmans ShopRite Winco Wawa Sheetz Dillons Toyota
    Nissan GM Boeing Tyson Hormel Micron Cargill Nucor Bridgestone Concentra MedExpress CareNow
    NextCare KinderCare Quest HCA RWJ FMC DDS VA DCI Camp Brookdale ATI Athletico Atria Silverado
    Aegis BAART Rothman OrthoIndy ExamWorks Dignity Froedtert Renown Intermountain Abrazo Asante
    Ballad Erlanger UH AHN MGB UMMC LVHN Prisma Norton Straub Lovelace Corewell Geisinger UnityPoint
    AdventHealth Novant Sentara UPMC Northwell Christus Integris Mayo Lahey Aspirus Gundersen
    MultiCare PeaceHealth AMR Seton Marshfield Northwestern Advocate Carle Stanford Swedish Monument
    Hillcrest Hendrick
    """
)
BRANCHED_TOO = listed(
    "Mercy Community Memorial Providence Trinity Ascension Legacy Sharp Target Amazon Gateway Select"
)
"""What has a house in many towns: told by its town or its side; the latter are words as well."""
TOWNLIKE = listed("Mercy Providence Trinity Ascension") | BRANCHED
"""What is told by its town for short, too: "Mercy OKC"."""
NO_TOWNS = listed(
    """
    HMO PPO EPO POS MCO MRN EMR EHR PCP DOB SSN NPI CEO CFO CNO COO HIM UR UM CM SW IRB IV ABX LOS
    ADT INR TSH CBC
    EKG ECG EEG EMS DME TCM QI QA RCM AR AP IPA ACO CIN SNP TPA NG GI GU FP IM FM OB CV BH MH IP OP UC PT OT
    """
)
SIDES = listed(
    """
    North South East West Northeast Northwest Southeast Southwest Central Midtown Downtown Uptown Main
    NE NW SE SW
    """
)

_AGENCIES = """
    dss; dhs; dcfs; dcf; dfcs; dhhs; hhs; cps; aps; doc; ems; ph; mh; jail; schools; public schools;
    school system; school district; sheriff; sheriffs office; sheriffs dept; sheriff s office; sheriff
    s dept; sheriff s department; police; fire; fire dept; health; health dept; health department;
    public health; mental health; behavioral health; social services; human services; family services;
    housing authority; transit; library; parks; coroner; medical examiner; board of education;
    courthouse; court; detention; detention center; corrections; hospital; hosp; mem; memorial;
    nursing home; airport; road dept; public works; utilities; veterans services;
    med ctr; medical center; med center; gen hosp; mem hosp; community hosp
"""
AGENCIES = frozenset(
    f"{county} {agency}"
    for county in ("co", "county", "cnty", "parish")
    for agency in _phrases(_AGENCIES)
    if (county, agency) not in {("county", "hospital"), ("county", "memorial")}
)
"""Of a county, which everybody shortens: "Horry Co. DSS"."""

HEADS_OF_WORDS = _phrases(
    """
    housing authority; school system; public schools; city schools; health dept; public library;
    sheriffs office; police dept; fire dept; fire hall; fire station; rehab & care; rehab & nursing;
    rehab & healthcare; care & rehab; nursing & rehab; health & rehab; care & rehabilitation; health &
    rehabilitation; nursing & rehabilitation; rehabilitation & nursing; soldiers home; veterans home;
    boat club; canoe club; yacht club; rowing club; country club; golf club; tennis club; ski club;
    swim club; athletic club; state park; national park; state hospital; state prison; state
    university; community college; technical college; junior college; museum of art; art museum;
    childrens museum; farmers market; flea market; jr high; sr high; jr/sr high; charter school; prep
    school; bible camp; summer camp; childrens home; f h
    """
)
"""What the names of others end with, whatever stands before."""

WEAK_HEADS_OF_WORDS = _phrases(
    """
    family med; internal med; occ med; sports med; urg care; express care; quick care; convenient
    care; immediate care; prompt care; walk-in care; womens care; foot & ankle; bone & joint; vein &
    vascular; air ambulance; medical supply; medical equipment; home medical; home oxygen; early
    learning; housing partners
    """
)
"""What they end with if a proper name stands before."""

HEADS = "jrotc museum mall arena stadium fairgrounds zoo aquarium isd usd cusd"
WEAK_HEADS = "mammography prosthetics orthotics occmed assoc consultants arh mch ffa"

LAST_WORDS = listed(
    """
    Eye Surgical Vascular Anesthesia Recovery Integrative Cardiovascular Spine MH FP IM GI OB ES Y
    Pain Cards Retina Uro Chiro Vision Neph Nephro Endo Rheum Pulm Onc Optical Smiles Consultants
    Market Grocery Deli Tavern Saloon Salon Gym Lanes Mart Foodmart
    """
)
"""What they end with if nothing of theirs follows: "Piedmont Eye"."""
ANYWHERE = listed("HS JHS Elem ISD USD AFB AME ICW")
"""And what hardly anything else with a name before it is."""
INCORPORATED = listed("PC PSC PLLC")
"""After what such a name ends with, too."""
OF_TOWNS = listed("PD FD")
"""Of a town alone, because it is a disease as well."""
SHELTERS = frozenset({"shelter", "Shelter", "schools", "hosp", "rez", "reservation"})
SHELTERED = listed(
    """
    homeless emergency animal men women mens womens family families youth teen warming cooling
    temporary county
    city local night winter day overnight domestic violence crisis public safe current any our the a no new
    dog pet storm bomb tornado hurricane bus tax covid isolation respite veterans wildlife and or in to from
    public high middle elementary private charter medical secondary primary nursing trade art law
    many most all
    outside another other prior previous same different local area dinner hotel flight seat hospital acute
    osh psych psychiatric general state federal indian native tribal
    """
)
"""Who a shelter, a hospital or schools are for: with any other word before it, it is called so."""
ENDINGS = LAST_WORDS | ANYWHERE | INCORPORATED | OF_TOWNS
