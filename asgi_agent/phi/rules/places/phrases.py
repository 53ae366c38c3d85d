"""Places, and what places are made of, in several words that mean one thing together."""

from __future__ import annotations

from asgi_agent.phi.rules.places import terms

# Known by a name that nothing in it says is a hospital's.
FAMOUS = (
    "johns hopkins",
    "john hopkins",
    "mount sinai",
    "mt sinai",
    "cedars sinai",
    "cedar sinai",
    "mass general",
    "md anderson",
    "kaiser permanente",
    "new york presbyterian",
    "beth israel",
    "dana-farber",
    "sloan kettering",
    "brigham and",
    "scripps",
    "planned parenthood",
    "intermountain",
    "ascension",
    "sutter health",
    "baylor scott",
    "nyu langone",
)

# Of several words that mean one thing together.
FIXED = (
    {
        "washington state": "S",
        "le fort": "x",
        "ln 2": "x",
        "mm st": "x",
        "boston bowel": "x",
        "king of prussia": "K",
        "truth or consequences": "K",
        "our lady of": "A",
        "our lady of the": "A",
        "health department": "H",
        "hospital district": "H",
        "health district": "H",
        "hospital authority": "H",
        "health authority": "H",
        "hospital association": "H",
        "hospital system": "H",
        **{
            f"hometown {shop}": "A"
            for shop in ("pharmacy", "apothecary", "drug", "drugs", "clinic", "health")
        },
        "holy name": "A",
        "uc davis": "A",
        "uc irvine": "A",
        "uc san diego": "A",
        "uc riverside": "A",
        "uc berkeley": "A",
        "ut southwestern": "A",
        "ut health": "A",
        "lsu health": "A",
        "good samaritan": "A",
        "good sam": "A",
        "loma linda": "A",
        "holy name of jesus": "A",
        "holy name of mary": "A",
        "county jail": "H",
        "critical access": "H",
        "health plan": "r",
        "health plans": "r",
        "visiting nurse": "H",
        "visiting nurses": "H",
        "home infusion": "H",
        "pain management": "r",
        "physical therapy": "r",
        "occupational therapy": "r",
        "sports medicine": "r",
        "ob gyn": "r",
        "ob-gyn": "r",
        "ear nose": "M",
        "high school": "H",
        "medical school": "H",
        "post office": "a",
        "nursing home": "H",
        "assisted living": "H",
        "urgent care": "H",
        "group home": "H",
        "funeral home": "H",
        "funeral homes": "H",
        "funeral chapel": "H",
        "memorial park": "H",
        "junior high": "H",
        "senior high": "H",
        "middle school": "H",
        "elementary school": "H",
        "grade school": "H",
        "day care": "r",
        "town of": "Y",
        "village of": "Y",
        "township of": "Y",
        "navajo nation": "K",
        "cherokee nation": "K",
        "choctaw nation": "K",
        "chickasaw nation": "K",
        "osage nation": "K",
        "seneca nation": "K",
        "air force base": "H",
        "naval base": "H",
        "sheriff s office": "H",
        "sheriff s department": "H",
        "police department": "H",
        "fire department": "H",
        "fire rescue": "H",
        "school district": "H",
        "circuit court": "H",
        "superior court": "H",
        "district court": "H",
        "family court": "H",
        "probate court": "H",
        "juvenile court": "H",
        "boys & girls club": "H",
        "farm to market": "M",
        "ranch to market": "M",
        "farm-to-market": "M",
    }
    | {
        f"{kind} {road}": "X"
        for kind in (
            "us",
            "state",
            "county",
            "interstate",
            "ranch",
            "farm",
            "old us",
            "old state",
            "township",
        )
        for road in ("road", "route", "highway", "hwy", "rd", "rte")
    }
    | dict.fromkeys(
        (
            "new zealand",
            "saudi arabia",
            "south africa",
            "sri lanka",
            "united states",
            "united kingdom",
            "costa rica",
            "south korea",
            "north korea",
            "el salvador",
            "north america",
            "south america",
            "latin america",
            "new england",
        ),
        "N",
    )
)

# "Two Forks", "Five Points".
COUNTED = """
    arrows bays bears branches bridges brothers cedars corners creeks crosses elms falls feathers forks gables
    harbors hills islands lakes maples mile mills moons oaks palms peaks pines points ponds rivers roads rocks
    seasons sisters springs stars stones suns towers towns trees valleys willows winds wolves
"""
FIXED |= {f"{number.lower()} {thing}": "W" for number in terms.NUMBERS.split() for thing in COUNTED.split()}
_CHURCHES = "united christian congregational"
_PARISHES = "baptist presbyterian methodist lutheran"
FIXED |= {f"first {church}": "A" for church in _PARISHES.split()}
FIXED |= {
    f"{number} {church}": "W" for number in ("first", "second", "third") for church in _CHURCHES.split()
}
FIXED |= {f"{number} {church}": "W" for number in ("second", "third") for church in _PARISHES.split()}
