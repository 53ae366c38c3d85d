"""Shops, employers, laboratories and carriers that everybody knows by one name, and what others end with."""

from __future__ import annotations

from asgi_agent.phi.rules.listed import listed

# Nothing else is called so: places where people go, or have gone, are told by `to` and `from`.
_SHOPS = """
    walmart wal-mart costco walgreens cvs kmart meijer publix kroger safeway wegmans albertsons HyVee
    h-e-b heb WinCo aldi lidl ShopRite RiteAid rite-aid petco PetSmart AutoZone kohls macys JCPenney TJMaxx
    GameStop OfficeMax ikea nordstrom
    in-n-out
    starbucks McDonalds McDonald's wendys arbys chipotle applebees chilis ihop cracker-barrel chick-fil-a
    popeyes whataburger culvers panera dunkin kfc wawa sheetz RaceTrac QuikTrip KwikTrip buc-ee's bucees
    CircleK
    LabCorp QuestDiagnostics apria lincare byram AdaptHealth rotech edgepark inogen aeroflow OptionCare
    accredo PharMerica omnicare PillPack
    DaVita concentra WellNow NextCare CareNow CareSpot CityMD GoHealth FastMed MinuteClinic PatientFirst
    MedExpress ZoomCare OneMedical PeaceHealth MetroHealth MedStar carilion ochsner
    LifeStance BetterHelp KinderCare bayada
"""
_OF_SEVERAL_WORDS = """
    home depot; rite aid; sam s club; sams club; best buy; dollar general; dollar tree; family dollar;
    whole foods; trader joes; trader joe s; food lion; stop & shop; giant eagle; fred meyer; harris teeter;
    king soopers; price chopper; winn dixie; big lots; ace hardware; harbor freight; tractor supply;
    hobby lobby; office depot; old navy; tj maxx; piggly wiggly; grocery outlet; market basket; food city;
    duane reade; medicine shoppe; good neighbor pharmacy; health mart; longs drugs; osco drug; jewel osco;
    genoa healthcare; option care; amazon pharmacy;
    quest diagnostics; sonora quest; arup laboratories; mayo clinic laboratories;
    burger king; taco bell; pizza hut; dairy queen; waffle house; olive garden; red lobster;
    texas roadhouse; cracker barrel; panda express; papa johns; buffalo wild wings; golden corral;
    dunkin donuts; circle k; kwik trip; motel 6; super 8; la quinta; holiday inn; jiffy lube;
    jb hunt; old dominion; swift transportation; schneider national; estes express; union pacific;
    norfolk southern; bnsf railway; southwest airlines; delta airlines; delta air lines; american airlines;
    united airlines; alaska airlines; general motors; general electric; general dynamics; lockheed martin;
    northrop grumman; john deere; tyson foods; procter & gamble; wells fargo; bank of america; us bank;
    goodwill industries; salvation army; fresenius kidney; fresenius medical; american medical response;
    global medical response; encompass health; genesis healthcare; life care center;
    life care centers; visiting angels; home instead; comfort keepers; bright horizons; head start
"""
# Something else as well: told by what says that somebody works there, or fetches things there.
_EMPLOYERS = """
    amazon FedEx usps ups DoorDash grubhub instacart uber lyft microsoft google apple intel meta ibm oracle
    cisco boeing raytheon caterpillar cargill PepsiCo frito-lay nissan toyota honda hyundai subaru chrysler
    stellantis tesla gm gmc goodyear bridgestone michelin firestone halliburton ExxonMobil exxon chevron
    bechtel weyerhaeuser alcoa nucor cummins whirlpool maytag dow dupont aramark sodexo sysco cintas
    smithfield
    amtrak greyhound septa mbta NJTransit wmata lirr metra bart mta cta rtd dart uta vta njt TriMet
    usaa verizon comcast xfinity t-mobile CenturyLink at&t
    werner schneider penske ryder xpo saia jbs perdue hormel tyson koch seaboard jeep chrysler kia mazda
    volvo paccar navistar polaris kubota micron comcast spectrum geico allstate progressive heco entergy
    rouses hannaford ingles spirit qualcomm nvidia
    kindred select encompass genesis vibra promise aegis sound resurrection enhabit gentiva
    target gap quest giant acme sprint shell subway sears staples speedway sonic tops ulta sprouts marshalls
    cub jewel dillons ralphs vons delta JetBlue
    disney hilton marriott hyatt sheraton
    bnsf lowe's lowes lax jfk dfw sfo lga dulles disneyland legoland dollywood ati athletico brookdale
    kaiser atrium encompass kindred vitas HealthSouth legacy prisma gateway vibra centerstone
"""

# Crews that fly and drive patients: no cue is needed.
CREWS = (
    "life flight",
    "life link",
    "life link iii",
    "lifelink iii",
    "air methods",
    "air evac",
    "air care",
    "mercy flight",
    "stat medevac",
    "reach air",
    "life star",
    "life net",
)

SHOPS = listed(_SHOPS)
SHOPS_OF_WORDS = frozenset(" ".join(name.split()) for name in _OF_SEVERAL_WORDS.split(";"))
EMPLOYERS = listed(_EMPLOYERS) - SHOPS
SHOPS_IN_LOWER_CASE = listed(
    """
    walmart wal-mart costco walgreens cvs kmart meijer publix kroger safeway wegmans albertsons winco aldi
    riteaid labcorp mcdonalds starbucks sams kohls macys lowes petsmart walmarts walgreen
    """
)
EMPLOYERS_IN_LOWER_CASE = listed(
    """
    amazon fedex gm ups usps nissan toyota boeing target quest uber lyft doordash tyson hormel honda hyundai
    chrysler jeep micron tesla comcast verizon smithfield cargill perdue jbs sysco
    """
)
"""Those that people type so."""

BUSINESSES = """
    logistics trucking freight transportation packing packers aggregate aggregates manufacturing mfg
    industries construction contracting contractors roofing plumbing foods farms dairy dairies steel motors
    automotive catering bakery brewing brewery restaurant cafe diner grill pizzeria llc inc incorporated
    corp corporation co ltd llp pllc company companies enterprises holdings technologies staffing airlines
    airways express courier delivery supermarket supermarkets groceries hardware furniture childcare
    montessori railroad railway transit ambulance ems respite plant factory mill mills sawmill cannery
    shipyard foundry refinery warehouse warehousing distributors distribution machining fabrication tooling
    welding landscaping nursery nurseries vineyards winery orchards poultry seafood fisheries casino resort
    resorts motherhouse fire medic sons bros
"""
"""What the names of others end with, after a proper name."""

SAINTS = frozenset(
    f"{title} {saint}{end}"
    for title in ("st", "saint")
    for saint in listed(
        """
        agnes alexius ann anne anthony bernard catherine clare david elizabeth francis john joe joseph jude
        luke mark mary michael patrick peter rita thomas vincent
        """
    )
    for end in ("", "s")
)
"""Of hospitals, in lower case."""

NICKNAMES = listed(
    """
    sparrow beaumont hopkins sinai mayo emory vandy vanderbilt stanford cedars scripps kaiser sutter
    banner methodist baptist presby presbyterian swedish harborview geisinger lankenau chop upmc mercy
    northwestern loyola froedtert avera sanford essentia allina hennepin parkland grady piedmont
    wellstar baylor ochsner tulane bellevue lenox maimonides montefiore brigham lahey baystate dartmouth
    hershey jefferson einstein inova sentara carilion novant atrium wakemed prisma musc uab moffitt
    shands baycare adventhealth tgh jmh integris intermountain renown legacy ohsu kootenai multicare
    overlake ucsf ucla hoag mgh bidmc fairview gundersen aspirus ascension munson bronson promedica
    kettering unm umass uva vcu barnes slu mizzou
    """
)
"""What hospitals are called for short, where somebody is seen at one, goes there or comes from one."""
