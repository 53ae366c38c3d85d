"""What a place looks like among its neighbours, as patterns over the classes of words.

Proper words: `K` and `k` a city (`j` for its further words), `S` a state (`s` its code, `c` one that is a degree as well), `W` a name or a word that no list
knows, `C` a common word, `D` a direction, `A` the acronym of a hospital, `a` another. Facilities: `H` hospital, `r`
health (after a name), `h` the same in lower case, `m` general, `M` medical. Streets: `X` street, `T` Dr, `F`
hauptstrasse, `G` rue, `u` apartment, `Y` county. Numbers: `9`, `5` fifth, `Z` of the form of a ZIP code.

Around them: `t` at, `i` in, `f` from, `o` to, `O` of, `b` the, `l` lives, `v` visited, `d` address, `z` zip, `E` what
is named after places, `P` a particle, `'` a possessive.
"""

from __future__ import annotations

from asgi_agent.phi.rules.grammar import Form, Grammar
from asgi_agent.phi.spans import Label

_CITY = r"[Kk]j*"
_STATE = r"[Ssc]j*"
_NO_EPONYM = r"(?!'?E)"
_IN_FACILITY = r"(?:[WCKkjSDXmMrAaY5T]|s(?=[WY]?[mMHr]))[.']?(?:[&P-]b?|Ob?(?=[WCKkS]j*'?\n?[mMrH]))?\n?"
_FIRST = r"(?:[WKkSXA5]|s(?=[mrHM])|I\.|D(?=[WKkC])|m(?=[rmHM])|a(?=[rmMH])|Y(?=m))[.']?j*[.']?"
_PROPER = rf"(?:{_FIRST})(?:[&P-]?[WCKkSDXmMYr]j*[.']?){{0,4}}"
_TOWN = rf"(?:,?\n?i?b?{_CITY}(?:Y|(?!'?[EY])))?(?:,?{_STATE}|i{_STATE})?"
_OF = r"(?:Ob?[WKkSmDC]j*(?:[&P]?[WKkSmDCH]j*){0,3})?"

_UNIT = r"(?:,?\n?u\.?\n?[#u]?-?[9nZWIa5]|,?\n?#[9nZ])?"
_STREET_NAME = r"(?:D\.?)?(?:[WCKkSDmMxIHr5PYAq]j*'?\.?\n?){1,4}?"
_FOREIGN_NAME = r"(?:[P'b]*[WCKkSI]j*){1,4}"
_STREET = (
    rf"[9Z](?:D\.?)?[XSsY]{{1,2}}[9n]{_UNIT}"
    rf"|[9Z]-?(?:9/9)?(?:{_STREET_NAME}|5)(?:X(?!\.?W')|T(?!\.?\n?W))\.?D?{_UNIT}"
    rf"|[9Z](?:D\.?)?(?:5|W|K|k|C)X{_UNIT}"
    rf"|[9Z],?G{_FOREIGN_NAME}{_UNIT}"
    r"|(?:I\.I\.|II|aj*|D\.?)u#?[9nZ]|a[9n]u[9n]|X[9nZ]u[9n]"
)
_FOREIGN = rf"G{_FOREIGN_NAME},?[9Z]|(?:W|K|k)?F[9Z]|[9Z]F"
# The town after a street, which may be one that no list knows.
_TOWN_NAME = r"[WKkCDXmq]j*\.?(?:[WKkC]j*){0,2}?"
_TOWN_END = rf"(?=,?\n?{_STATE},?\n?Z|,?{_STATE}(?![a-z])|[,.;)\n?]|$)(?:,?\n?{_STATE})?"
_AFTER_STATE = (
    r"(?:(?<=[Sscjq])|(?<=[Sscjq],)|(?<=[Sscjq]\n)|(?<=[Sscjq],\n)|(?<=[qj]\w)|(?<=[qj],\w)|(?<=[qj],\w,))"
)
_TO_TOWN = rf"[,.\n]*(?={_TOWN_NAME}{_TOWN_END})"

_FACILITY = (
    rf"(?=(?:[MCj'.&-]|r)*[WKkASDXmsaTY5]|C+[MHr]|M+Ob?[WKkS]|[MH]+i[Kk])"
    rf"(?:{_IN_FACILITY}){{1,6}}H(?:[mMr]*H)?{_OF}{_TOWN}"
)
_HOSPITAL_OF = rf"[mMC]{{0,2}}H[rM]?Ob?[WKkSmDA]j*(?:OS|[WKk]){{0,2}}{_TOWN}"
_PRACTICE = (
    r"(?:[WKkSAD]j*|X\.W|[sa](?=r))'?(?:[&-]?[WKkC]j*'?)?[mM]{0,2}(?:r[mM]?){1,2}(?!u)"
    rf"{_OF}{_TOWN}"
)


def _form(name: str, score: float, beginnings: str, pattern: str, label: Label = Label.LOCATION) -> Form:
    return Form(f"place.{name}", label, score, beginnings, pattern)


NAMED = Grammar(
    Form(
        "place.street",
        Label.ADDRESS,
        0.85,
        "9ZIaXD",
        rf"(?P<value>(?:{_STREET})(?:{_TO_TOWN})?)(?P<town>{_TOWN_NAME}{_TOWN_END},?)?",
        beside=(Label.LOCATION, 0.8),
    ),
    _form("street", 0.7, "GWKkF9Z", rf"(?P<value>{_FOREIGN})", Label.ADDRESS),
    _form("code", 0.8, "z", r"z(?:i|C|x|:|=|-|h){0,3}(?P<value>Z)", Label.ZIP),
    _form("code", 0.85, "Z", rf"{_AFTER_STATE}(?P<value>Z)", Label.ZIP),
    _form("town", 0.6, "q", r"(?P<value>qj*(?=,?\w?,?Z))"),
    _form("town", 0.6, "WKkCD", rf"(?P<value>(?:[WKkCD]j*\.?){{1,3}},?\n?{_STATE},?)(?=\n?Z)"),
    _form("facility", 0.8, "WCKkjSDXmMrAaY5TsH", rf"(?P<value>{_FACILITY}|{_HOSPITAL_OF})"),
    _form("practice", 0.7, "WKkSADXsam", rf"(?P<value>{_PRACTICE}|mO{_PROPER}(?:[mMC]{{0,2}}[Hr])?{_TOWN})"),
    _form("hospital", 0.7, "A", rf"(?P<value>Aj*(?:[WKkmMrH]j*'?){{0,3}}h?{_TOWN})"),
    _form("hospital", 0.6, "WKkSAaDYsC", rf"(?P<value>(?:[WKkSAaDYs]|C(?=m))j*m{_TOWN})"),
    _form("county", 0.7, "WKkCSDXY", r"(?P<value>(?:[WKkCSDX]j*[.']?){1,2}Y|YO[WKkC])"),
    _form("street", 0.5, "WKkC", rf"(?P<value>[WKkC]{{1,2}}X(?=,?{_CITY}){_TOWN})", Label.ADDRESS),
    _form("town", 0.6, "Kk", rf"(?P<value>{_CITY}(?:,?{_STATE}|,[Kk]j*(?=,)|h{{1,2}}))"),
    _form("town", 0.6, "WKkC", r"(?P<value>(?:W|[Kk]j*|CW|WC)W?,\n?s(?=[,.;)\n]|$))"),
    _form("town", 0.35, "K", r"(?P<value>Kj*)(?=[,.;)(\n\"]|$|[vld])"),
)
"""Places that can be told by what they are called."""

SITUATED = Grammar(
    _form("at", 0.6, "tv", rf"(?:t|v[ot]b?|vf)b?(?P<value>{_PROPER}h?{_TOWN}|C[WCK]{{1,2}}h?){_NO_EPONYM}"),
    _form("at", 0.5, "v", rf"v[to]b?(?P<value>a){_NO_EPONYM}"),
    _form("in", 0.4, "v", r"vib?(?P<value>W)(?!'?[Ex])"),
    _form("at", 0.5, "tlv", r"(?:[tl]O?|v[tof])b?(?P<value>[CX]{1,3}M{1,2}[rH])"),
    _form(
        "home",
        0.7,
        "ldm",
        rf"(?:l[itfoOn]|d[i:=x]?|m[:=])b?(?P<value>[WKkC]j*(?:[WKkC]j*){{0,2}}(?:,?{_STATE})?){_NO_EPONYM}",
    ),
    _form("in", 0.6, "iftovD", rf"(?:[iftov]b?|D)(?P<value>{_CITY}|qj*){_NO_EPONYM}"),
)
"""Places that can be told by where they stand in a sentence."""
