"""Parts of cities, villages, islands, lakes, bases, regions and cities abroad."""

from __future__ import annotations

import pytest

from asgi_agent.phi import Label
from tests.phi.rules.finding import found
from tests.phi.rules.marked import missed

ABROAD = (
    "Mother lives in [[Guayaquil]], father in [[Mérida]].",
    "Came from [[Tel Aviv]] in the spring.",
    "He flew back to [[Kumasi]] for a funeral.",
    "Born in [[Port-au-Prince]], raised in [[Jacmel]].",
    "Visiting her aunt in [[Montego Bay]] until June.",
    "Family still in [[Battambang]] and [[Siem Reap]].",
    "Grew up in [[Bogotá]].",
    "moved here from [[Wroclaw]] as a child",
    "Travel to [[Huehuetenango]] last month.",
)
QUARTERS = (
    "Works nights, lives in [[Little Havana]] with her sister.",
    "was jogging in [[Washington Heights]] when it happened",
    "Came by bus from [[Bensonhurst]].",
    "Retired mail carrier, [[Boyle Heights]] since 1974.",
    "She moved to [[Van Nuys]] in May.",
    "found down in the [[Mission District]]",
    "home in [[Northeast Philly]], walks with a cane",
    "Grandson stays with us in [[Echo Park]] on weekends.",
)
VILLAGES = (
    "House fire near [[Lame Deer]].",
    "Drives in from [[Teec Nos Pos]] for dialysis.",
    "The clinic in [[Whiteriver]] sent films.",
    "Flown out of [[Togiak]] overnight.",
    "Took the boat from [[Woods Hole]].",
    "Her son is in [[Moonachie]].",
    "he works for the city of [[Massillon]] (streets)",
    "an hour east of [[Lapwai]] by car",
    "From [[Fuquay]], husband drives.",
    "Pt from [[Kaunakakai]], here for PCI",
)
TOWNSHIPS = (
    "He is from [[Mattapoisett]], his wife from [[Old Saybrook]].",
    "House in [[Skowhegan]], winters in [[Lumberton]].",
    "Ambulance out of [[St. Johnsbury]] took her.",
    "Transferred from [[Itta Bena]] at noon.",
    "Raised in [[Willingboro]], lives in [[Cape Elizabeth]].",
    "Drives over from [[Salyersville]] weekly.",
)
ISLANDS_AND_LAKES = (
    "walks around [[Lake Nokomis]] daily",
    "fell at the cabin on [[Lake Champlain]] in July",
    "Summers on [[Mackinac Island]].",
    "The ferry from [[Block Island]] was late.",
    "She teaches on [[Molokai]].",
)
PEOPLES_AND_CHURCHES = (
    "The chaplain from [[Bethel AME]] came by.",
    "Rides with the [[Oglala Sioux Tribe]] van.",
    "insured by the [[Morongo Rancheria]]",
    "revival at [[Mt. Zion AME]] tonight",
)
STAYS = (
    "Visiting: [[Biloxi]] area, back Monday",
    "tearful about leaving [[Holyoke]] after six years",
    "They are moving to [[Bend]] in June.",
    "Fishhook, [[Table Rock Lake]] this morning",
)
BASES = (
    "Sponsor is at [[Tinker AFB]] until June.",
    "Husband deployed, [[Camp Humphreys]].",
    "stationed at [[Fort Huachuca]]",
    "PCS to [[Ft. Bliss]] in August",
)
HOMES = (*ABROAD, *QUARTERS, *VILLAGES, *TOWNSHIPS, *ISLANDS_AND_LAKES)


@pytest.mark.parametrize("sentence", [*HOMES, *PEOPLES_AND_CHURCHES, *STAYS, *BASES])
def test_a_locality_is_found(sentence: str) -> None:
    """Also one that no table of incorporated cities has."""
    assert missed(sentence, *Label) == []


SURVIVORS = (
    "The tunica albuginea is intact.",
    "Sputum AFB smear negative. AFB culture pending.",
    "Lower lobe. Upper pole. South-facing window.",
    "Uptown girl played in the waiting room.",
    "He is mobile with a walker. Marathon runner.",
    "Back pain, beacon of hope, split thickness graft.",
    "Pain in the surgical area, the tender area, leaving Tuesday",
    "New York Heart Association class II",
    "West Nile virus, Lake Louise criteria, Lyme disease",
)


@pytest.mark.parametrize("text", SURVIVORS)
def test_words_that_localities_are_called_after_are_left(text: str) -> None:
    """Anatomy, stains, directions, classes."""
    assert found(text) == []
