"""What no public list says: words that look like names and are none, and the other way round."""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


CLEAR_NAMES = _set(
    """
    abigail alexia aliyah anna ariel bailey ben benjamin bertha beth billy bob bobby brad brock carl
    cesar charlie charlotte christie clarence cole colleen craig daphne derrick donna dora drake emery
    franklin gilbert glen graham griffin harry hector henry holly jack jane jasmine jean jenny
    jerry jess jill jimmy jo joey john johnny josh kelly ken kent kris kyle lee lewis logan louis marc
    maria martin marshall mary mason maxwell maya mickey mike molly nancy ned nelson nick noel patty
    perry peter phoebe rick robin roger ron rosemary ruth sally sawyer serena sheila spencer tammy ted
    terry timothy todd tom tony tori trey troy tucker veronica victor victoria wade walter warren willy
    yaw heather sherry randy randolph smith rickey geneva savanna toby lily
    """
)
"""Names that word lists hold as words, though nobody means the word."""

NEVER_NAMES = _set(
    """
    still all an any are as at be but by call can come ever for had has he her high him his how if in is
    it me my no not of off oh on one or out same see she so the then to too up us was way we well what
    when who why yes ye you your ho ha ma pa sang son boy girl baby female male man lady sun mon tue wed
    thu fri sat feb mar apr jul aug sep oct nov dec ref per page section dose unit list plan
    note said saw miss men mama papa sir sister client record register session last line lines lower
    index card work close doctor lawyer student parent person soon than via vice wash rash blood apt
    arms back base blunt board bone book brace core daily delay dull edge fall fast fee fever fine
    finger fix held hold large lung nail neighbor cousin brother pressed pulse prior rule sample senior
    site speed straight sweat tart test tester total treat walk weed worth braden rehab
    """
)
"""What the tables count as names now and then, and means something else nearly always."""

NOT_IN_LOWER_CASE = _set(
    """
    april august bill brock cole drake drew dean frank harper heather holly jack jasmine jean jess jill
    june lily logan lou mark martin mason max may mia norma page pam petra piper rae rob robin rose ruth
    sage sal sally sherry skylar toby trey troy tucker van victor wade ward warren will willy milo elle
    isis lan ira dee flor perla reina dona della bella remy nova maximus nick carmine prem ping phat
    cong nada odin otis stan alta elan sana
    """
)
"""Names that in lower case are more often something else."""

SHORT_NAMES = _set("amy ann ben bob dan eva ian jim joe kay ken kim lee leo liz mae ron roy sam tim tom zoe")
"""Names of three letters that stand for little else."""

ALONE_THOUGH_WORDS = _set(
    """
    john maria peter timothy jack henry kelly jerry charlie benjamin anna nancy donna abigail victoria
    kyle terry jane roger ruth mike jimmy bobby billy johnny tony sally harry jenny molly tom carl
    veronica jill sheila josh joey ken ben bob kris alexia aliyah
    """
)
"""Of those, names that mean a person even alone and at the beginning of a sentence."""

EPONYMS = _set(
    """
    abrams achilles addison adson albright allis alport alzheimer alzheimers apgar apley argyll asherman
    asperger babcock babinski bacon baker ballard bankart barlow barre barrett bartholin barthel bartter
    batten beau beck becker beckwith behcet bell bence bethesda billroth binet blalock blatchford
    bouchard boas borg borrmann bosniak boston bowen braden branham braxton breslow bristol brodie
    bromage brooke broca brown bruce brudzinski brugada buerger bundle burkitt cajal caprini castleman
    chaddock chagas charcot charlson cheyne chiari child chvostek clark cobb cockcroft codman coats
    colles conn coombs cormack cori courvoisier cowden credes creutzfeldt crohn crohns cullen cushing
    cushings cyriax dandy dercum descemet devic dix dorsey douglas downs dravet dressler duchenne duke
    dukes dupuytren ebstein ehlers einthoven eisenmenger epley epstein epworth erb ewing fabry fallot
    fanconi felty ferriman finkelstein fitz fitzpatrick foley fontan fournier fowler framingham frank
    freiberg friedreich froment fuchs galeazzi gallwey ganz gardner garden gaucher gerstmann giemsa
    gilbert gilead glasgow gleason goodpasture gordon gowers gram graves grawitz gray grey guillain
    guthrie haglund hallpike hamilton hartmann hartnup hashimoto hashimotos hawkins heberden hegar
    heimlich heinz heller henoch hering hickman higashi hirschsprung hodgkin hodgkins hoehn hoffman
    hoffmann holter homans hopkins horner hounsfield hunt hunter huntington huntingtons hurler
    hutchinson ishihara jacksonian jakob janeway jefferson jewett jobe kallmann kaposi karnofsky
    karnofskys katz kawasaki kayser kearns kegel keith kellgren kelly kernig kernigs killip kleihauer
    klinefelter klumpke kocher koch kohler koplik korsakoff korotkoff korotkov kouwer krabbe kramer
    krukenberg kupffer kussmaul lachman laennec langer lansky larsen lasegue leber legg lennox leriche
    lesch lewy lhermitte lichtenstein likert lille linton lisfranc liston ludwig lyme lynch macintosh
    madelung maddrey mallampati mallory mantoux marfan marfans marshall mayo mcburney mcburneys mcgill
    mcintosh mcisaac mcmurray mcroberts meckel meigs menetrier meniere menieres menkes merkel miller
    mohs monro monteggia montgomery moro morton munro murphy murphys nelson neer niemann nissen noonan
    norton osgood osler paget pancoast paneth papanicolaou parkinson parkinsons parkland patrick payr
    pearl pel peutz peyronie pfannenstiel phalen phalens pierre pompe port potts pott prader pringle
    prinzmetal pugh child-pugh purkinje ramsay ramstedt ranson rankin raynaud raynauds reed reinke
    reiter rett reye richter riedel rinne rockall romberg rombergs rorschach rovsing roux rutherford
    salter saint sachs schatzki scheuermann schilling schirmer schober schwann seldinger sengstaken
    sever sheehan shigella simmonds simpson sims sjogren sjogrens snellen spencer spurling spurlings
    starling stein stensen sternberg stevens stokes sturge swan sydenham syme tanner tay thomas thompson
    tietze tinel tinels tourette tourettes trendelenburg trousseau turner valsalva vater vincent virchow
    volkmann waldenstrom waldeyer wallenberg wartenberg waterhouse waterlow watson weber wegener
    wegeners weil wells wenckebach werner wernicke wharton whipple willebrand williams wilms wilson
    wilsons wolff wood yates yergason yersinia zenker zollinger ziehl neelsen zung
    """
)
"""Physicians and places that diseases, signs, scores, instruments and procedures are named after."""

MONTHS = _set(
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec "
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun"
)

STATES = _set(
    """
    alabama alaska arizona arkansas california colorado connecticut delaware florida georgia hawaii
    idaho illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan
    minnesota mississippi missouri montana nebraska nevada ohio oklahoma oregon pennsylvania tennessee
    texas utah vermont virginia wisconsin wyoming carolina dakota guam
    """
)
"""Names of states of one word. Washington is more often the city or the surname."""

TWO_WORD_STATES = frozenset(
    {
        "new hampshire",
        "new jersey",
        "new mexico",
        "north carolina",
        "north dakota",
        "puerto rico",
        "rhode island",
        "south carolina",
        "south dakota",
        "west virginia",
    }
)

STATE_CODES = _set(
    """
    AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY
    NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY PR GU VI AS MP
    """
)

COUNTRIES = _set(
    """
    afghanistan africa albania algeria america andorra angola antigua argentina armenia asia australia
    austria azerbaijan bahamas bahrain bangladesh barbados belarus belgium belize benin bermuda bhutan
    bolivia botswana brazil britain brunei bulgaria burma burundi cambodia cameroon canada chad chile
    china colombia congo croatia cuba cyprus czechia denmark djibouti dominica ecuador egypt england
    eritrea estonia eswatini ethiopia europe fiji finland france gabon gambia germany ghana greece
    grenada guatemala guinea guyana haiti holland honduras hungary iceland india indonesia iran iraq
    ireland israel italy jamaica japan jordan kazakhstan kenya kiribati korea kosovo kuwait kyrgyzstan
    laos latvia lebanon lesotho liberia libya liechtenstein lithuania luxembourg macedonia madagascar
    malawi malaysia maldives mali malta mauritania mauritius mexico micronesia moldova monaco mongolia
    montenegro morocco mozambique myanmar namibia nauru nepal netherlands nicaragua niger nigeria norway
    oman pakistan palau palestine panama paraguay peru philippines poland portugal qatar romania russia
    rwanda samoa scotland senegal serbia seychelles singapore slovakia slovenia somalia spain sudan
    suriname sweden switzerland syria taiwan tajikistan tanzania thailand togo tonga trinidad tunisia
    turkey turkmenistan tuvalu uganda ukraine uruguay uzbekistan vanuatu venezuela vietnam wales yemen
    zambia zimbabwe
    """
)

NOT_CITIES = _set(
    """
    glasgow norco cloquet mayfield framingham lyme march mobile clinton normal commerce enterprise
    independence
    """
)
"""Cities that the rules would see everywhere."""

_SPOKEN = "i you he she it we they that this there here what who where when how"
_DENIED = "are ca could did does do had has have is might must need should was were wo would"
CONTRACTIONS = (
    frozenset(f"{word}'{end}" for word in _SPOKEN.split() for end in ("d", "ll", "m", "re", "s", "ve"))
    | frozenset(f"{word}n't" for word in _DENIED.split())
    | {"y'all", "c'mon", "ma'am", "o'clock", "let's", "ain't"}
)
"""Words run together in speech; names have apostrophes, too."""
