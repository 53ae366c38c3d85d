"""Where people say they live or come from, and that no table of incorporated cities has.

Cities abroad, parts of cities, villages, townships, islands, lakes, reservations, bases and regions.
"""

from __future__ import annotations

_ABROAD = """
    erbil bombay calcutta bengaluru jalandhar cochin kottayam trivandrum visakhapatnam goa pokhara sylhet
    jaffna yangon battambang saigon penang iloilo baguio makati pampanga pangasinan ilocos shenyang taishan
    okinawa kyiv lviv lodz wroclaw brno debrecen cluj timisoara iasi plovdiv varna mostar tuzla durres
    patras samarkand giza juba hargeisa kismayo kisumu entebbe gulu soweto arusha onitsha owerri benghazi
    marrakech galway antwerp eindhoven nuremberg ramstein landstuhl lausanne graz azores funchal copenhagen
    aarhus malmo uppsala tampere turku zapopan chiapas tapachula ensenada michoacan jalisco guanajuato
    zacatecas sinaloa nayarit uruapan xela huehuetenango soyapango choluteca comayagua esteli camaguey
    matanzas cap-haitien jacmel gonaives leogane ambato cusco antofagasta mindelo christchurch pohnpei
    chuuk kosrae saipan hagatna halifax saskatoon dammam ramallah nablus coban sucre
"""
_QUARTERS = """
    chinatown koreatown greektown bensonhurst laurelton parkchester morrisania tottenville tribeca southie
    roslindale allston eastie fishtown frankford manayunk roxborough anacostia petworth brookland deanwood
    highlandtown sandtown pigtown buckhead cabbagetown overtown wynwood allapattah treme gentilly
    bronzeville pilsen bucktown hegewisch corktown frogtown dinkytown powderhorn montbello globeville alief
    gulfton sharpstown reseda encino tarzana northridge pacoima sylmar fruitvale temescal kalihi kaimuki
    manoa waikiki kakaako moiliili bed-stuy bedford-stuyvesant over-the-rhine cedar-riverside
"""
_VILLAGES = """
    aiea makaha nanakuli laie kahuku haleiwa wahiawa pahoa keaau wailea paia makawao kapaa hanalei poipu
    waimanalo kahaluu kaaawa waimea molokai lanai kaunakakai oahu kauai maui ocracoke hatteras edisto
    kiawah chincoteague vinalhaven matinicus monhegan islesboro captiva
    wanblee belcourt arlee lapwai nespelem inchelium taholah lummi tulalip muckleshoot ethete tsaile
    lukachukai dilkon leupp kaibeto lechee shonto dennehotso oljato aneth tohatchi naschitti sanostee
    pinehill tohajiilee zuni isleta kewa cochiti jemez picuris tesuque nambe pojoaque espanola mescalero
    whiteriver cibecue bylas sacaton komatke polacca kykotsmovi hotevilla moenkopi supai owyhee schurz
    redby ponemah naytahwaush mahnomen keshena neopit odanah watersmeet baraga niobrara akwesasne
    hogansburg emmonak togiak chevak metlakatla angoon hoonah klawock wrangell skagway talkeetna
    glennallen mattawamkeag
    fuquay fuquay-varina moonachie kenova havertown bensalem feasterville exton broomall marlton
    sicklerville iselin weehawken wyandanch centereach setauket manhasset suitland randallstown
    reisterstown odenton woodbridge mechanicsville carrollwood fontainebleau alafaya canutillo fabens
    edcouch bostonia oildale nipomo prunedale castroville aptos guerneville forestville garberville hoopa
    spanaway silverdale belfair hayesville altadena cherryland massillon houma kittanning
    quantico iwakuni futenma kadena misawa yokota yokosuka sasebo osan kunsan spangdahlem grafenwoehr
    vilseck vicenza aviano sigonella lakenheath mildenhall incirlik eglin lackland spangdahlem hickam
    berkshires adirondacks catskills poconos delmarva acadiana ozarks bootheel aroostook downeast midcoast
    kitsap skagit palouse hi-line
"""
_TOWNSHIPS = """
    agawam amesbury ashburnham athol barnstable belchertown billerica boxborough boxford boylston braintree
    brimfield chelmsford cohasset danvers dedham dracut duxbury easthampton edgartown fairhaven falmouth
    foxborough foxboro framingham harwich hingham holliston hopedale hopkinton ipswich longmeadow lunenburg
    lynnfield mashpee mattapoisett medfield medway merrimac methuen middleborough millbury nahant natick
    northborough northbridge norwell pepperell plainville plympton raynham rehoboth saugus scituate seekonk
    sherborn southborough southbridge stoneham sturbridge sudbury swampscott topsfield truro tyngsborough
    uxbridge wenham westborough westford wilbraham winchendon wrentham yarmouth branford colchester
    glastonbury greenwich hamden ledyard montville newington simsbury southbury southington stonington
    suffield tolland wethersfield willimantic burrillville coventry glocester narragansett tiverton
    goffstown hooksett plaistow rindge swanzey weare colebrook lyndonville middlebury vergennes bridgton
    bucksport calais dover-foxcroft fryeburg kennebunk kittery lubec machias madawaska rumford skowhegan
    topsham waldoboro dartmouth
    mamou gueydan raceland galliano cocodrie montegut schriever napoleonville prairieville bunkie ferriday
    zwolle hackberry meraux prestonsburg paintsville salyersville evarts middlesboro barbourville
    beattyville vicco iaeger summersville marlinton ronceverte haysi clintwood hillsville swannanoa
    cullowhee robbinsville lillington kenansville beulaville swansboro bayboro belhaven manteo ridgeville
    yemassee okatie varnville kingstree aynor slocomb notasulga loachapoka wedowee hanceville houlka
    okolona belzoni ruleville tylertown poplarville lucedale premont hebbronville escobares odem goliad
    brackettville quemado langtry presidio nutley avenel hazlet manalapan plainsboro cranbury lambertville
    bordentown willingboro vincentown matewan
"""
# Somebody's name or another word as well.
_AMBIGUOUS = """
    madras homs kandy bali goma tamale limerick glasgow ghent granada bergen juarez guerrero antigua
    limon holguin cienfuegos cuenca ponce mecca okinawa tunica defiance cranberry poplar catalina
    valdez haines kake wainwright dillingham browning ronan ganado pinon newcomb thoreau ramah laguna dulce
    macy choctaw onondaga mobile flushing jamaica watts ballard wallingford fordham stapleton crenshaw
    hampden hollis voorhees freehold edison coram waldorf essex severn crofton burke lorton sterling tysons
    kendall navarre altoona summerlin paradise ramona bonita lamont orcutt felton burney
    columbine edwards parkland kearns magna aloha randolph barrow potomac exeter peridot cypress
    acton amherst bolton bourne chatham dudley hatfield hadley needham newbury rowley southwick templeton
    tewksbury walpole wareham weymouth cheshire cromwell enfield guilford griswold mystic storrs trumbull
    windham gorham bennington shelburne stowe hallowell scarborough standish picayune zapata refugio
    bamberg amite
    bywater uptown midtown rosebud acoma sells nixon vashon sandia
"""
_SEVERAL_WORDS = """
    tel aviv; chiang mai; siem reap; luang prabang; novi sad; banja luka; dire dawa; ponta delgada;
    sao miguel; guatemala city; belize city; quebec city; kuwait city; panama city; nuevo laredo;
    san miguel; la ceiba; montego bay; ocho rios; les cayes; puerto plata; la romana; port of spain;
    st georges; st petersburg; governador valadares; puerto rico; cape verde; west indies; west bank;
    ciudad juarez; ciudad victoria; ciudad obregon; santo tomas; san felipe; san ildefonso; san xavier;
    little haiti; little havana; little italy; little tokyo; little saigon; little five points;
    little village; spanish harlem; east harlem; west harlem; crown heights; sunset park; bay ridge;
    brighton beach; east new york; red hook; park slope; long island city; ozone park; howard beach;
    rego park; kew gardens; mott haven; hunts point; pelham bay; co-op city; throgs neck; port richmond;
    hells kitchen; lower east side; east boston; west roxbury; back bay; beacon hill; chestnut hill;
    point breeze; northeast philly; north philly; south philly; west philly; southwest philly;
    adams morgan; congress heights; capitol hill; foggy bottom; federal hill; fells point; liberty city;
    coconut grove; ybor city; wicker park; logan square; humboldt park; rogers park; lincoln park;
    garfield park; albany park; back of the yards; walnut hills; cedar riverside; five points; oak cliff;
    deep ellum; east la; south la; boyle heights; echo park; eagle rock; van nuys; sherman oaks;
    canoga park; granada hills; north hollywood; west hollywood; mar vista; south central; san pedro;
    harbor city; leimert park; panorama city; woodland hills; studio city; bernal heights; noe valley;
    visitacion valley; hunters point; bayview-hunters point; north beach; mission district;
    outer sunset; richmond district; pacific beach; ocean beach; logan heights; barrio logan;
    city heights; north park; san ysidro; mira mesa; rainier beach; rainier valley; white center;
    west seattle; queen anne; ewa beach; columbia city; south boston; south bronx; west oakland;
    east oakland; south side; west side; north side; south end; north end;
    block island; fishers island; shelter island; whidbey island; orcas island; san juan island;
    lopez island; mackinac island; put-in-bay; beaver island; st simons; st simons island; tybee island;
    amelia island; big pine key; galveston island; south padre; south padre island; outer banks;
    roanoke island; tangier island; smith island; peaks island; mount desert island; drummond island;
    madeline island; deer isle; johns island; james island; st helena island; padre island; pine island;
    lame deer; crow agency; pine ridge; standing rock; fort yates; cannon ball; eagle butte;
    cheyenne river; fort totten; turtle mountain; new town; fort berthold; fort thompson; lower brule;
    wolf point; fort peck; rocky boy; fort belknap; st ignatius; fort hall; warm springs; white swan;
    neah bay; la push; fort washakie; fort defiance; many farms; rough rock; red mesa; rock point;
    round rock; teec nos pos; monument valley; montezuma creek; sheep springs; ohkay owingeh;
    keams canyon; peach springs; pyramid lake; white earth; leech lake; cass lake; nett lake;
    red lake nation; grand portage; lac du flambeau; lac courte oreilles; red cliff; bad river; bay mills;
    big cypress; indian island; pleasant point; hooper bay; toksook bay; point hope; north pole;
    wind river; spirit lake; sand point; cold bay; whitesburg; mission viejo;
    woods hole; point place; port fourchon; newtown square; drexel hill; upper darby; willow grove;
    elkins park; blue bell; mount laurel; old bridge; west orange; huntington station; central islip;
    mastic beach; stony brook; aspen hill; montgomery village; oxon hill; fort washington;
    upper marlboro; lexington park; middle river; perry hall; white marsh; short pump; bon air;
    lake ridge; land o lakes; the villages; the woodlands; the bronx; the vineyard; the hamptons;
    kendale lakes; las milpas; rio hondo; spanish springs; fair oaks; rio linda; north highlands;
    bay point; alum rock; east rancho dominguez; south whittier; east whittier; ladera ranch;
    casa de oro; isla vista; los osos; bodega bay; ken caryl; pueblo west; black forest; salmon creek;
    hazel dell; four corners; colorado spgs; colo spgs; fort smith; ft smith; los al; daly city;
    olive branch; horn lake; saint clair shores; st clair shores; south hill; tiger town;
    quad cities; twin cities; twin ports; tri-cities; iron range; bay area; east bay; inland empire;
    central valley; imperial valley; san fernando valley; rio grande valley; hill country;
    upper peninsula; lower peninsula; south shore; north shore; finger lakes; hudson valley;
    lehigh valley; eastern shore; hampton roads; shenandoah valley; pee dee; grand strand;
    piedmont triad; research triangle; mississippi delta; flint hills; black hills; bitterroot valley;
    treasure valley; magic valley; olympic peninsula; willamette valley; rogue valley; skagit valley;
    north country; northeast kingdom; lakes region; cumberland plateau; leisure world; laguna woods;
    san luis valley; red river valley; mohawk valley; antelope valley; coachella valley; napa valley;
    lake of the ozarks; lake of the woods; toledo bend; bull shoals; sam rayburn; mammoth lakes;
    great barrington; north andover; north attleborough; north reading; west bridgewater; east haven;
    east lyme; old lyme; old saybrook; new canaan; new fairfield; north branford; north haven; rocky hill;
    south windsor; windsor locks; east greenwich; north kingstown; south kingstown; st albans;
    st johnsbury; cape elizabeth; fort fairfield; fort kent; st martinville; golden meadow; grand isle;
    elkhorn city; pennington gap; gate city; banner elk; spruce pine; bryson city; red springs;
    emerald isle; murrells inlet; pawleys island; little river; double springs; red bay; itta bena;
    rolling fork; mound bayou; port gibson; bay st louis; fort davis; east windsor; browns mills;
    newtown square; isle of palms; st helena; johns creek; marcus hook; oil city; west chester;
    the cape; eastern kentucky; southern maryland; sandhills region
"""
_LAKES = """
    nokomis vermilion chelan champlain george placid winnipesaukee mead powell havasu tahoe texoma oconee
    lanier
    hartwell murray norman wylie marion moultrie okeechobee pontchartrain charles superior michigan huron
    erie ontario minnetonka calhoun harriet mille-lacs winnebago mendota geneva delton okoboji sakakawea
    oahe mcconaughy travis conroe livingston fork ouachita hamilton cumberland barkley hopatcong mohawk
    wallenpaupack raystown seneca cayuga oneida chautauqua saranac sebago moosehead memphremagog crystal
    lewisville ray-hubbard arlington worth granbury whitney eufaula tenkiller keystone grand stevens
    pend-oreille coeur-dalene mary-ronan mcdonald berryessa almanor shasta isabella elsinore arrowhead
    sammamish washington union whatcom martin wedowee guntersville weiss logan-martin jocassee keowee
"""
_LAKES_AT_LAST = """
    table-rock smith-mountain truman greers-ferry norris dale-hollow reelfoot kentucky patoka candlewood
    deep-creek
    squam great-salt big-bear folsom flathead priest bear utah canyon caddo rainy gull torch higgins
    houghton walloon burt mullett indian buckeye beaver kentucky watauga cherokee clear shawnee carter
    percy-priest old-hickory center-hill cedar-creek possum-kingdom fish june eagle mammoth-cave
"""
_CAMPS = """
    pendleton lejeune humphreys bondsteel casey zama foster hansen schwab kinser butler atterbury ripley
    grayling
    shelby blanding roberts mabry swift verde arifjan buehring lemonnier ramah
"""
_FORTS = """
    liberty cavazos benning moore carson bliss sill riley knox drum polk stewart gordon eisenhower
    jackson belvoir
    bragg hood campbell eustis leavenworth huachuca irwin wainwright greely rucker novosel detrick dix lee
    meade mccoy buchanan johnson barfoot
"""
_AIR_BASES = """
    tinker lackland randolph goodfellow sheppard dyess laughlin barksdale keesler maxwell eglin hurlburt
    tyndall
    macdill patrick moody robins shaw langley andrews dover mcguire hanscom wright-patterson scott whiteman
    vance altus mcconnell offutt ellsworth minot malmstrom fairchild mcchord lewis-mcchord elmendorf eielson
    hickam travis beale edwards vandenberg march luke davis-monthan nellis creech hill warren buckley
    peterson schriever cannon holloman kirtland little-rock columbus charleston arnold grissom pease
"""


def _called(kind: str, names: str, *, first: bool = True) -> list[str]:
    """What is of a kind: "lake erie", "tinker afb"."""
    return [
        f"{kind} {name}" if first else f"{name} {kind}"
        for name in (word.replace("-", " ") for word in names.split())
    ]


LOCALITIES = (
    dict.fromkeys(_AMBIGUOUS.split(), "k")
    | dict.fromkeys((_ABROAD + _QUARTERS + _VILLAGES + _TOWNSHIPS).split(), "K")
    | {" ".join(place.split()): "K" for place in _SEVERAL_WORDS.split(";")}
    | dict.fromkeys(_called("lake", _LAKES), "K")
    | dict.fromkeys(_called("lake", _LAKES_AT_LAST, first=False), "K")
    | dict.fromkeys(_called("camp", _CAMPS), "K")
    | dict.fromkeys([*_called("fort", _FORTS), *_called("ft", _FORTS)], "K")
    | dict.fromkeys(_called("afb", _AIR_BASES, first=False), "K")
)
"""The class of each: see `lexicon.cities`."""
