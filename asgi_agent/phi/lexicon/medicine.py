"""Words of medicine and of the world around it, which no public list has or a list of names has by chance."""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _phrases(words: str) -> frozenset[str]:
    return frozenset(" ".join(phrase.split()) for phrase in words.split(";"))


_STATISTICS = """
    akaike anderson-darling bayesian begg-mazumdar benjamini-hochberg bernoulli bland-altman bonferroni
    box-cox box-jenkins brown-forsythe clopper-pearson cochran-armitage cochran-mantel-haenszel
    cramer-von-mises cronbach dersimonian-laird dickey-fuller dunnett durbin-watson fine-gray fourier
    freeman-tukey gauss-hermite gaussian gehan-breslow gompertz hardy-weinberg hartung-knapp
    hodges-lehmann hosmer-lemeshow hotelling jonckheere-terpstra kaplan-meier kenward-roger kolmogorov
    kolmogorov-smirnov kruskal-wallis laplace levene lilliefors lineweaver-burk mann-whitney
    mantel-haenszel markov mcnemar metropolis-hastings michaelis-menten miettinen-nurminen nelson-aalen
    newey-west newton-raphson passing-bablok poisson satterthwaite schoenfeld shapiro-wilk tarone-ware
    tukey weibull wilcoxon
"""

_SCALES = """
    achenbach addenbrooke ahlback am-pac audit-c avpu baermann bayley-iii bayley-iv bazett bender-gestalt
    bestest bosniak bvmt c-diff c-ssrs cam-icu catterall cgi-s child-turcotte child-turcotte-pugh ckd-epi
    cockcroft-gault cognistat cormack-lehane cpot danis-weber dkefs dubowitz dvprs eichhoff el-ganzouri esas
    fab-d fact-g ferriman-gallwey flacc folstein forrest-blatchford fridericia friedewald fugl-meyer
    glasgow-blatchford gustilo halstead-reitan ham-a ham-d harris-benedict hawkins-kennedy
    henderson-hasselbalch hendrich hep-par hoos hunt-hess hvlt iddsi ikdc k-sads katz-adl kellgren ki67
    killip-kimball koos lauge-hansen lawton-brody lefs lsas lundy-browder lysholm-tegner m-chat m-chat-r
    madrs mallampati martin-hopkins mib-1 mifflin-st-jeor mini-bestest mini-cog nepsy-ii npiap oswestry
    outerbridge panss ravlt rbans rcads rey-osterrieth roland-morris rorschach ruedi-allgower savary-miller
    schatzker schwartz-lyon snap-iv spetzler-martin stanford-binet steinbrocker stroop wais-iv wisc-v
    wong-baker y-bocs ymrs
"""

_EPONYMS = """
    anderson-hynes argyll-robertson bannayan-riley-ruvalcaba beckwith-wiedemann bence-jones
    bernard-soulier blalock-taussig blalock-thomas-taussig bookwalter brandt-daroff broviac
    brown-sequard bryan-morrey budd-chiari burows call-exner charcot-marie-tooth chediak-higashi
    cheyne-stokes chikungunya churg-strauss coxsackie creutzfeldt-jakob crigler-najjar dakins
    damus-kaye-stansel debakey diamond-blackfan dix-hallpike donath-landsteiner dubin-johnson
    ehlers-danlos epstein-barr foix-alajouanine fowler-stephens gaenslen gardner-diamond
    gerstmann-straussler glanzmann guillain-barre hailey-hailey hallervorden-spatz hanta
    henoch-schonlein holmes-adie howell-jolly hutchinson-gilford ivor-lewis jackson-pratt
    jervell-lange-nielsen kikuchi-fujimoto klippel-feil klippel-trenaunay lambert-eaton landau-kleffner
    lassa latarjet-bristow legg-calve-perthes lennox-gastaut lesch-nyhan li-fraumeni lich-gregoir
    loeys-dietz lown-ganong-levine lugols mallory-weiss marburg marcus-gunn may-hegglin may-thurner
    melkersson-rosenthal metzenbaum michaelis-gutmann miller-fisher milligan-morgan niemann-pick nipah
    ortolani osgood-schlatter paget-schroetter parsonage-turner peutz-jeghers plummer-vinson powassan
    prader-willi quervain ramsay-hunt reed-sternberg rosai-dorfman roux-en-y rubinstein-taybi
    russell-silver schiller-duval shiley sinding-larsen-johansson smith-lemli-opitz smith-magenis
    smith-petersen sneddon-wilkinson steri-strips stevens-johnson sturge-weber takayasu takotsubo
    tay-sachs tolosa-hunt treacher-collins virchow-robin von-hippel-lindau watson-jones weaver-dunn
    weitlaner wiskott-aldrich wolff-parkinson-white yankauer zollinger-ellison
"""

_STAINS = """
    alcian auramine bielschowsky brown-brenn brown-hopps diff-quik fontana-masson gomori gomori-grocott
    grocott grocott-gomori kinyoun masson-trichrome may-grunwald may-grunwald-giemsa melan-a movat
    mucicarmine papanicolaou perls van-gieson verhoeff-van-gieson warthin-starry wright-giemsa
    ziehl-neelsen
"""

_MAKERS = """
    abiomed accuray achieva acuson aera aesculap alcon alphatec aplio aquilion arthrex aveir azurion
    bausch betadine bio-rad biofire biograph biomerieux biomet biotronik bougie carestream cepheid coban
    conmed covidien dentsply depuy diasorin dobhoff domeboro draeger drager edora elekta enfamil epiq
    ethibond ethicon evolut fresenius fuji fujifilm fujinon gambro getinge glucerna haag-streit
    hibiclens hillrom hitachi hologic hoya illumina ingenia ingevity intuitive invacare invisalign
    jevity leica lightspeed livanova logiq luminex magnetom mako mammomat maquet masimo med-el medtronic
    mersilene micra microport mindray mucinex naeotom nellcor neosure nevro nidek nipro normosol
    nuvasive olympus orthofix osmolite ossur oticon ottobock oxinium paykel pedialyte pentax peptamen
    permobil phonak planmeca plasma-lyte resmed respironics robitussin roche sapien selenia senographe
    shimadzu similac sirona skyra somatom storz straumann surgilon synthes sysmex teleflex terumo
    thermofisher topcon toshiba unitron varian voluson widex xeroform zeiss
"""

_SOFTWARE = """
    allscripts athenahealth chrome citrix covermymeds doximity eclinicalworks firefox graphpad imprivata
    lexicomp linux matlab meditech micromedex minitab mmodal mozilla mychart nextgen omnicell
    powerscribe pyxis redcap safari spss stata surescripts tigerconnect ubuntu uptodate vocera
"""

_PEOPLES = """
    acholi adventist akan albanian amharic amish anishinaabe aramaic armenian ashkenazi assyrian bambara
    bantu baptist basque belarusian bengali bosnian buddhist bulgarian burmese cambodian catalan cebuano
    chaldean chamorro chechen chichewa choctaw chuukese creole croatian czech dari dinka diwali easter eid
    estonian falam farsi fijian fula fulani fulfulde fuzhounese galician garifuna greek gujarati haitian
    hakha hakka halloween hanukkah hausa hawaiian hebrew hindko hindu hmong hungarian hutterite icelandic
    igbo ilocano inuit jehovah juneteenth k'iche kanjobal kannada karenni kazakh khmer kiche kinyarwanda
    kirundi kosraean kreyol krio kurdish kurmanji kwanzaa kyrgyz ladino lakota lao laotian latvian lingala
    lithuanian luganda maay macedonian malagasy malayalam mandingo mandinka marathi marshallese mayan
    mennonite methodist mixtec mixteco moldovan mongolian mormon navajo ndebele nepali nuer ojibway ojibwe
    oromo palauan pashto passover pentecostal pohnpeian polish punjabi purim q'anjob'al qanjobal quaker
    quechua ramadan rohingya romanian samoan saraiki sephardic serbian setswana sikh sinhala slovak slovene
    somali soninke sorani swahili sylheti tagalog taishanese tajik tamil tatar tedim telugu teochew thai
    thanksgiving tibetan tigrinya tlingit toishanese tongan turkish turkmen ukrainian urdu uyghur uzbek
    verdean wiccan wolof xhosa yapese yiddish yoruba yupik zapotec zomi zulu
"""

_OTHERS = """
    addr adresse anschrift ciudad dest direccion dispo domicilio dumpty eponym fecha fleischner fr
    humpty indirizzo mon-fri mon-sat mon-thu monday-friday pais pilates sat-sun telefono temp tue-thu
    wohnhaft xfer
"""

WORDS = _set(
    "".join((_STATISTICS, _SCALES, _EPONYMS, _STAINS, _MAKERS, _SOFTWARE, _PEOPLES, _OTHERS)).replace("'", "")
)
"""Words that are no names, though some people bear them: tests, scales, stains, makers, peoples, feasts."""

BETTER_KNOWN = _set(
    """
    aldrete amsler arlt atkins balfour bassini begg beighton bergmeister bivona blakemore caprini centor
    crede cullen dakin deaver duret eschmann fite fleiss frykman galant galeazzi glogau goldmann goodpasture
    guedel hertel hinchey hirschberg hollenhorst jarisch judkins kernohan khorana kirschner kock krimsky
    kristeller lepore lewy lidcombe maisonneuve mapleson naegele ober pauwels penrose quincke schlemm segond
    sellick shirodkar steinmann tardieu tinetti titmus toupet tuohy vinci wechsler whitacre zavanelli
    """
)
"""Surnames that in a note are a score's, a sign's or an instrument's, unless more speaks for a person."""

SCORED = _set(
    """
    aldrete ashworth ballard barthel beck berg borg braden bromage caprini centor charlson downes
    fontaine fuhrman gartland geneva gleason hinchey jaeger katz khorana lawton morse norton padua peabody
    ramsay rankin ranson riker rutherford schmid snellen tanner tinetti wechsler zung
    """
)
"""Those of them that a score, a grade or a size is told after: "Morse 45"."""

GRADED = _set(
    """
    bishop clark constant fisher forrest garden hamilton harris hess hunt mac mason mayo miller richmond
    robertson silverman wagner weber wells
    """
)
"""The same, of so many people that only what is surely a grade counts: "Clark IV"."""

_COLOURS = ("black", "white", "brown")
_PEOPLE = """
    adult adults american americans child children cohort communities families female females individual
    individuals infants male males man men mothers participants patient patients people person population
    populations race subjects veterans woman women youth
"""

PHRASES = _phrases(
    """
    adson forceps; ages and stages; al anon; alaska native; alcoholics anonymous; allen table; allis clamp;
    alzheimers association; american academy of family physicians; american board of internal medicine;
    american cancer society; american college of surgeons; amsterdam criteria; andrews table; ann arbor
    stage; ann arbor staging; argyll robertson; army navy retractor; ash wednesday; atlanta classification;
    atlanta revised; bair hugger; baker act; bastille day; baxter sigma; beck anxiety; beck depression;
    becton dickinson; bence jones; berlin criteria; berlin definition; berlin questionnaire; bermuda grass;
    bethesda category; bethesda ii; bethesda iii; bethesda iv; bethesda system; bethesda v; bethesda vi;
    binet a; binet b; binet c; blake drain; blue cross; blue cross blue shield; blue shield; boehringer
    ingelheim; boston bowel; boston brace; boston criteria; boston diagnostic; boston keratoprosthesis;
    boston naming; boston prep; boston scientific; boston terrier; bourbon virus; bovie pad; boxing day;
    bradford hill; braxton hicks; brisbane classification; bristol chart; bristol stool; bristol type; bud
    light; cambridge classification; cambridge criteria; cameron lesion; cameron lesions; canada day;
    canadian ct; chicago classification; chicago criteria; cincinnati prehospital; cincinnati stroke; cinco
    de mayo; cleveland scale; cook medical; copenhagen city heart; cystic fibrosis foundation; da vinci; da
    vinci xi; dallas criteria; dallas heart; day of the dead; de quervain; de quervains; declaration of
    helsinki; delphi consensus; delphi panel; delphi study; denver classification; denver criteria; denver
    developmental; denver ii; denver milestones; denver scale; denver screening; denver shunt; depuy attune;
    depuy synthes; diego antigen; dilute russell; dollar general; duffy negative; duffy null; early head
    start; edinburgh postnatal; edwards lifesciences; edwards sapien; eli lilly; evita v; factor v leiden;
    father s day; fisher & paykel; ford f; fourth of july parade; geneva convention; geneva score; german
    shepherd; ghent criteria; ghent nosology; good friday; good samaritan; google home; grey turner; gupta
    mica; haitian creole; hamilton anxiety; hamilton c 1; hamilton c 6; hamilton depression; hamilton g 5;
    hamilton rating; hamilton t 1; han chinese; harris hip; harry potter; hb constant spring; hb lepore;
    head start; heartland virus; helsinki criteria; helsinki declaration; hemoglobin constant spring;
    hemoglobin lepore; hill burton; hill grade; hill i; hill ii; hill iii; hill iv; hologic selenia; houston
    classification; humpty dumpty; hunt and hess; hunt hess; institute for healthcare improvement; ivor
    lewis; jack daniels; jackson heart; jackson pratt; jackson table; jama surgery; jehovahs witness;
    jehovahs witnesses; jenny craig; johnson & johnson; johnson grass; joint commission; jones silver;
    kansas city cardiomyopathy; karl storz; kell negative; kell positive; kelly clamp; kentucky blue;
    kentucky bluegrass; ki - 1; ki - 67; ki 67; king s college criteria; kyoto classification; kyoto
    guidelines; la crosse encephalitis; labor & delivery; labor and delivery; lake louise criteria; lancet
    oncology; latter-day saint; latter-day saints; lawton adl; lawton iadl; leapfrog grade; lewis a; lewis
    antigen; lewis b; los angeles a; los angeles b; los angeles c; los angeles class; los angeles
    classification; los angeles d; los angeles grade; lugano classification; lugano stage; lunar new year;
    lund criteria; lutheran antigen; mac blade; make a wish; malmo criteria; manchester triage; marburg
    virus; marchman act; marcus gunn; max a; mayfield clamp; mayfield pins; mayo clinic proceedings; mayo
    scissors; mayo stand; mayo subscore; meals on wheels; medic alert; memphis classification; mercy
    killing; merry walker; michigan hand; mifflin st jeor; mifflin-st jeor; milan criteria; milan system;
    miller blade; miller fisher; min a; mindray passport; minnesota living; minnesota multiphasic; minnesota
    tube; miranda rights; molina healthcare; monte carlo; montreal a; montreal b; montreal classification;
    montreal cognitive; montreal l; mother s day; munich criteria; murphy eye; narcotics anonymous; national
    academy of medicine; national cancer institute; national eye institute; national institutes of health;
    national kidney foundation; native hawaiian; new england journal; new england journal of medicine;
    norwalk virus; nottingham grade; nottingham health; nottingham prognostic; novo nordisk; nurses '
    health; oakland score; oslo sports; ottawa ankle; ottawa knee; ottawa rules; oxford classification;
    oxford criteria; oxford hip; oxford knee; oxford scale; pacific islander; palm sunday; paris agreement;
    paris classification; paris criteria; paris iia; paris iib; paris iic; paris ip; paris system; penrose
    drain; philadelphia chromosome; philadelphia collar; pittsburgh sleep; portland protocol; prague
    classification; prague criteria; press ganey; puritan bennett; rai i; rai ii; rai iii; rai iv; rai
    stage; revised atlanta; revised geneva; rey auditory; rey complex; richardson retractor; rinne and
    weber; rochester criteria; rocky mountain spotted; rome criteria; rome ii; rome iii; rome iv; rosh
    hashanah; rotterdam study; royal college of; royal college of physicians; royal college of surgeons;
    russell viper; saint patrick s day; salem sump; san antonio classification; san francisco syncope; sara
    stedy; seattle angina; seattle criteria; selenia dimensions; senn retractor; seventh-day adventist;
    siemens healthineers; siewert i; siewert ii; siewert iii; simon foci; simon focus; sister mary joseph
    nodule; sister mary joseph nodules; smith & nephew; south beach diet; special olympics; st johns wort;
    st jude medical; st louis encephalitis; st patrick s day; stanford binet; stanford sleepiness; stanford
    type; star wars; stark law; stockholm criteria; stryker system; stryker triathlon; super bowl; sydney
    classification; sydney system; tai chi; timothy grass; tokyo grade; tokyo guidelines; toronto
    classification; toronto clinical; toronto score; toshiba aplio; truelove and witts; v leiden; valentine
    s day; van gieson; vancouver classification; vancouver scar; vaughan williams; verhoeff-van gieson;
    vienna classification; vineland adaptive; vineland ii; vineland iii; von hippel; von hippel-lindau; von
    kossa; weber a; weber and rinne; weber b; weber c; weight watchers; welch allyn; west haven; west nile;
    wilson frame; wisconsin card; women s health initiative; world medical association; yom kippur; zimmer
    biomet; zimmer persona
    """
) | frozenset(f"{colour} {people}" for colour in _COLOURS for people in _PEOPLE.split())
"""Several words that mean one thing together, and nobody."""
