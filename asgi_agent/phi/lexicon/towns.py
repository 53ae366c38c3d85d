"""Places that people say they are from, and that no table of incorporated cities has, or has as too small."""

from __future__ import annotations

from asgi_agent.phi.lexicon.localities import LOCALITIES

_ONE_WORD = """
    philly nola cabo cancun tijuana abington aguadilla annandale arecibo boise ventura
    atascocita bayamon bethesda brattleboro brookline bushwick
    caguas canarsie castine catonsville chalmette channelview chantilly chappaqua chinle commack
    crownpoint damariscotta dorchester dundalk elmont fallbrook flatbush greenpoint guaynabo hauppauge
    hicksville hilo houlton humacao hyannis immokalee inwood islamorada jamul juneau kahului kailua
    kaneohe kapolei katonah kayenta kennebunkport kihei killington kingwood kotzebue lahaina levittown
    lihue londonderry lutherville mahwah marblehead marfa massapequa mattapan mayaguez merrimack
    metairie mililani millinocket montecito nantucket nanuet naranja ogunquit okemos orangevale orofino
    pahrump parsippany peterborough pikesville piscataway poinciana provincetown reston ronkonkoma
    roxbury shiprock sitka smithtown syosset tamiami tavernier teaneck telluride terlingua
    timonium tonopah towson tubac uniondale waianae wailuku waipahu wellesley wellfleet wiscasset
    wolfeboro wolfville
"""
_NAMES_AS_WELL = """
    vineland ashburn cambria wheeling huntington hays carmichael driggs fajardo ketchum marrero
"""
_SEVERAL_WORDS = """
    arden-arcade; bala cynwyd; bar harbor; bay shore; bethany beach; big sur; bonners ferry;
    boothbay harbor; bryn mawr; cabo rojo; cannon beach; cape cod; cape may; castro valley;
    puerto vallarta; st pete; charlotte amalie; cherry hill; coeur dalene; chevy chase; coney island;
    cranberry township; crested butte; dale city;
    dutch harbor; east hampton; east los angeles; egg harbor; ellicott city; espanola valley; far rockaway;
    fire island; fort campbell; fort hood; friday harbor; glen burnie; hacienda heights; harbor springs;
    highlands ranch; hilton head; incline village; jackson heights; jackson hole; jamaica plain;
    kailua-kona; key largo; kitty hawk; la jolla; lake tahoe; lehigh acres; long island; marina del rey;
    marthas vineyard; mays landing; mission bend; mount lebanon; nags head; oak bluffs; ocean pines;
    old orchard beach; owings mills; pago pago; pagosa springs; palm harbor; pearl city; penn hills;
    pine hills; ponte vedra; port charlotte; prudhoe bay; rancho bernardo; rehoboth beach; rowland heights;
    san tan valley; severna park; silver spring; southwest harbor; staten island; sun city; sun city west;
    sun valley; sunrise manor; toms river; trujillo alto; tuba city;
    alice springs; broken hill; coffs harbour; fort mcmurray; medicine hat; milton keynes; moose jaw;
    mount isa; north bay; red deer; sault ste marie; swift current; thunder bay; wagga wagga;
    tysons corner; upper east side; upper west side; vega baja; vineyard haven; waikoloa village;
    washington heights; west babylon; white river junction; window rock; zuni pueblo
"""

TOWNS = (
    LOCALITIES
    | dict.fromkeys(_ONE_WORD.split(), "K")
    | dict.fromkeys(_NAMES_AS_WELL.split(), "k")
    | {" ".join(town.split()): "K" for town in _SEVERAL_WORDS.split(";")}
)
"""Each with its class, as `lexicon.cities` has them."""

IN_LOWER_CASE = frozenset(
    [
        "flint",
        "buffalo",
        "phoenix",
        "orlando",
        "houston",
        "cleveland",
        "aurora",
        "lansing",
        "rochester",
        "anchorage",
        "auburn",
        "boulder",
        "concord",
        "lakeland",
        "oakland",
        "cambridge",
        "philadelphia",
        "billings",
        "pueblo",
        "rockford",
        "mesquite",
        "midland",
        "spokane",
        "laramie",
        "providence",
        "dayton",
        "akron",
        "columbus",
        "macon",
        "savannah",
    ]
)
"""Towns that people type so, and that mean something else as well, though hardly in lower case."""

_STATE_UNIVERSITIES = """
    valdosta keene boise fresno wichita penn appalachian ferris weber wayne wright kent youngstown
    cleveland shawnee bemidji winona mankato minot valley chadron emporia pittsburg langston midwestern
    tarleton angelo grambling nicholls mcneese alcorn jackson jacksonville troy kennesaw savannah albany
    columbus coppin bowie morgan frostburg salisbury framingham fitchburg worcester bridgewater salem
    westfield plymouth castleton humboldt chico sacramento sonoma stanislaus bakersfield murray morehead
    winthrop fayetteville norfolk longwood radford bluefield fairmont glenville shepherd dickinson
    mayville ball
"""
STATE_UNIVERSITIES = tuple(f"{town} state" for town in _STATE_UNIVERSITIES.split())
"""Colleges that are called after a town."""
