"""What a place looks like among its neighbours, as patterns over the classes of words.

Proper words: `K` and `k` a city (`j` for its further words), `S` a state (and `s` its code), `W` a name or a word that no list
knows, `C` a common word, `D` a direction, `A` the acronym of a hospital, `a` another. Facilities: `H` hospital, `r`
health (after a name), `h` the same in lower case, `m` general, `M` medical. Streets: `X` street, `T` Dr, `F`
hauptstrasse, `G` rue, `u` apartment, `Y` county. Numbers: `9`, `5` fifth, `Z` of the form of a ZIP code.

Around them: `t` at, `i` in, `f` from, `o` to, `O` of, `b` the, `l` lives, `v` visited, `d` address, `z` zip, `E` what
is named after places, `P` a particle, `'` a possessive.
"""

from __future__ import annotations

import re

from asgi_agent.phi.spans import Label

_CITY = r"[Kk]j*"
_STATE = r"(?:[Ss]j*|s)"
_IN_FACILITY = r"(?:[WCKkjSDXmMrAaY5T]|s(?=[mMHr]))[.']?(?:[&P-]b?)?"
_PROPER = rf"(?:(?:[WKkSDXA5sI]|m(?=[rmHM])|a(?=[rmMH])|Y(?=m))[.']?j*[.']?)(?:[&P-]?[WCKkSDXmMYr]j*[.']?){{0,4}}"
_TOWN = rf"(?:,?\n?i?b?{_CITY}(?!'?E))?(?:,?{_STATE}|i{_STATE})?"
_OF = r"(?:Ob?[WKkSmDC]j*(?:[&P]?[WKkSmDCH]j*){0,3})?"

# Of a house and its street, then of the town.
_STREET_NAME = r"(?:D\.?)?(?:[WCKkSDmMxIHr5PYA]j*'?\.?){1,4}?"
_UNIT = r"(?:,?\n?u\.?[#u]?-?[9nZWIa5]|,?#[9nZ])?"
_STREET = (
    rf"(?:[9Z]-?(?:9/9)?)(?:{_STREET_NAME}|5)(?:X(?!\.?W')|T(?!\.?\n?W))\.?D?{_UNIT}"
    rf"|[9Z](?:D\.?)?[XSsY]{{1,2}}[9n]{_UNIT}"
    r"|(?:I\.I\.|II|a|D\.?)u#?[9nZ]|a[9n]u[9n]|X[9nZ]u[9n]"
    rf"|[9Z](?:D\.?)?(?:5|W|K|k|C)X{_UNIT}"
)
_FOREIGN = r"(?:[9Z],?)?G(?:[P'b]*[WCKkSI]j*){1,4},?[9Z]|[9Z],?G(?:[P'b]*[WCKkSI]j*){1,4}|(?:W|K|k)?F[9Z]|[9Z]F"
_TOWN_NAME = rf"[WKkCDXm]j*\.?(?:[WKkC]j*){{0,2}}?"
_TOWN_END = rf"(?=,?\n?{_STATE},?\n?Z|,?{_STATE}(?![a-z])|[,.;)\n?]|$)(?:,?\n?{_STATE})?"
_TO_TOWN = rf"[,.\n]*(?={_TOWN_NAME}{_TOWN_END})"

FORMS = {
    "street": (Label.ADDRESS, 0.85),
    "foreign": (Label.ADDRESS, 0.7),
    "road": (Label.ADDRESS, 0.5),
    "town": (Label.LOCATION, 0.8),
    "zip": (Label.ZIP, 0.85),
    "code": (Label.ZIP, 0.8),
    "facility": (Label.LOCATION, 0.8),
    "practice": (Label.LOCATION, 0.7),
    "general": (Label.LOCATION, 0.6),
    "acronym": (Label.LOCATION, 0.7),
    "county": (Label.LOCATION, 0.7),
    "site": (Label.LOCATION, 0.6),
    "inside": (Label.LOCATION, 0.4),
    "home": (Label.LOCATION, 0.7),
    "city": (Label.LOCATION, 0.6),
    "state": (Label.LOCATION, 0.6),
    "alone": (Label.LOCATION, 0.35),
}

_NAMED = (
    rf"(?P<street>(?:{_STREET})(?:{_TO_TOWN})?)(?P<town>{_TOWN_NAME}{_TOWN_END},?)?(?:\n?(?P<zip>Z))?",
    rf"(?P<foreign>{_FOREIGN})",
    r"z(?:i|C|x|:|=|-|h){0,3}(?P<code>Z)",
    rf"(?P<state>(?:[WKkCD]j*\.?){{1,3}},?\n?{_STATE},?)\n?(?P<zip2>Z)",
    rf"(?P<facility>(?=(?:[MCj'.&-]|r)*[WKkASDXmsaTY5]|C+[MHr]|M+Ob?[WKkS]|[MH]+i[Kk])"
    rf"(?:{_IN_FACILITY}){{1,6}}H(?:[mMr]*H)?{_OF}{_TOWN}"
    rf"|[mMC]{{0,2}}H[rM]?Ob?[WKkSmDA]j*(?:OS|[WKk]){{0,2}}{_TOWN})",
    rf"(?P<practice>(?:[WKkSAD]j*|X\.W|[sa](?=r))'?(?:[&-]?[WKkC]j*'?)?[mM]{{0,2}}(?:r[mM]?){{1,2}}{_OF}{_TOWN}"
    rf"|mO{_PROPER}(?:[mMC]{{0,2}}[Hr])?{_TOWN})",
    rf"(?P<acronym>A(?:[WKkmMrH]j*'?){{0,3}}h?{_TOWN})",
    rf"(?P<general>(?:[WKkSAaDYs]|C(?=m))j*m{_TOWN})",
    r"(?P<county>(?:[WKkCSDX]j*[.']?){1,2}Y|YO[WKkC])",
    rf"(?P<road>[WKkC]{{1,2}}X(?=,?{_CITY}){_TOWN})",
    rf"(?P<city>{_CITY}(?:,?{_STATE}|,[Kk]j*(?=,)|h{{1,2}}))",
    r"(?P<state2>(?:W|[Kk]j*|CW|WC)W?,\n?s(?=[,.;)\n]|$))",
    r"(?P<alone>Kj*)(?!'?E)",
)

_SITUATED = (
    rf"(?:t|v[ot]b?|vf)b?(?P<site>{_PROPER}h?{_TOWN}|C[WCK]{{1,2}}h?)(?!'?E)",
    r"v[to]b?(?P<site2>a)(?!'?E)",
    r"vib?(?P<inside>W)(?!'?[Ex])",
    r"(?:[tl]O?|v[tof])b?(?P<home2>C{1,3}M{1,2}[rH])",
    rf"[ld](?:[itofxn:])*b?(?P<home>[WKkC]j*(?:[WKkC]j*){{0,2}}(?:,?{_STATE})?)(?!'?E)",
    rf"(?:[iftov]b?|D)(?P<city2>{_CITY}|q{{1,2}})(?!'?E)",
)

NAMED = re.compile("|".join(_NAMED))
"""Places that can be told by what they are called."""

SITUATED = re.compile("|".join(_SITUATED))
"""Places that can be told by where they stand in a sentence."""

POSSIBLE = re.compile(r"[HrmAKkhXTFGYZSs]|[tlvd]")
"""What a reading has that can hold a place at all."""
