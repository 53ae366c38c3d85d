"""What a place looks like among its neighbours, as patterns over the classes of words.

Proper words: `K` and `k` a city (`j` for its further words), `q` one in lower case, `S` a state (`s` its
code, `c` one that is a degree as well), `W` somebody's name, `w` a word that no list knows, `C` a common
word, `D` a direction or New, `A` the acronym of a hospital, `a` another, `I` a letter. Facilities: `H`
hospital, `r` health (after a name), `h` the same in lower case, `m` general, `M` medical. Streets: `X`
street, `R` summit, `T` Dr, `F` hauptstrasse, `G` rue, `u` apartment, `Y` county. Numbers: `9`, `5` fifth,
`Z` of the form of a ZIP code, `7` of one with nine figures, `n` any other.

`Q` what places are called after (cascade, evergreen).

Around them: `p` P and O, `t` at, `i` in, `f` from, `o` to, `O` of, `b` the, `l` lives, `v` visited,
`d` address, `z` zip, `E` what is named after places, `P` a particle, `'` a possessive, `x` any other word.
"""

from __future__ import annotations

from asgi_agent.phi.rules.grammar import Form, Grammar
from asgi_agent.phi.spans import Label

_CITY = r"[Kk]j*"
_STATE = r"[Ssc]j*"
_NO_EPONYM = r"(?!'?E)"
_IN_FACILITY = (
    r"(?:[WwCKkjSDXRQmMrAaY5T]|s(?=[WwY]?[mMHr]))[.']?(?:[&P-]b?|Ob?(?=[WwCRQKkS]j*'?\n?[mMrH]))?\n?"
)
_FIRST = (
    r"(?:[WwKkSXA5]|Q\n?(?=[WwKkCRQXDMmHrS])|s(?=[mrHM])|I\.|D(?=[WwKkCRQ])|m(?=[rmHM'])|a(?=[rmMH])|Y(?=m)"
    r"|[sc](?=[WwK]))[.']?j*[.']?"
)
_PROPER = rf"(?:{_FIRST})(?:[&P-]?[WwCKkSDXRQmMYr]j*[.']?){{0,4}}"
_TOWN = rf"(?:,?\n?i?b?{_CITY}(?:Y|(?!'?[EY])))?(?:,?{_STATE}|i{_STATE})?"
_OF = r"(?:Ob?[WwKkSmDCRQ]j*(?:[&P]?[WwKkSmDCRQH]j*){0,3})?"

_UNIT = r"(?:,?\n?u\.?\n?[#u]?-?[9nZ7WwIa5]|,?\n?#[9nZ7]|,?\n?5u){0,2}"
_SURE_UNIT = r"(?:,?\n?u\.?[#u]?-?[9nZ7WwIa5]|,?\n?#[9nZ7])"
_STATE_OF_TOWN = rf"(?=,?\n?(?:[WwKkCRQDXmqS]j*\.?){{1,3}},?{_STATE}"
_BEFORE_ZIP = rf"(?=[,\n]){_STATE_OF_TOWN},?\n?[Z7])"
_BEFORE_STATE = rf"(?=[,\n]){_STATE_OF_TOWN}(?:[,.;)\n]|,?\n?[Z7]|$))"
_STREET_NAME = r"(?:[Ds]\.?)?b?(?:[aWwCRQKkSDmMxIHr5PYAqEXG]j*'?\.?\n?){1,4}?"
_FOREIGN_NAME = r"(?:[P'b]*[WwCRQKkSIma]j*){1,4}"
_STREET = (
    rf"[9Z7](?:D\.?)?[SsYCM]?X[9n]D?{_UNIT}"
    rf"|[9Z7]XOb?[WwCRQS]|[9Z7]bX(?=[,.\n]|$)"
    rf"|(?:5u,|u\.?[9nIWw],)?[9Z7]9?(?:{_STREET_NAME}|5)(?:X(?!\.?[Ww]')[XT]?|T(?!\.?\n?[Ww]))\.?(?:D|s(?=[,.\n]|$))?{_UNIT}"
    rf"|(?<![CE])[9Z7](?:[Ds]\.?)?(?:b?[WwKkCRQXSF]j*[.']?\n?){{1,3}}{_SURE_UNIT}{_UNIT}"
    rf"|[9Z7](?:[Ds]\.?)?(?:b?[WwKkCRQXSFP]j*[.']?){{1,3}}(?:s\.?)?{_BEFORE_ZIP}"
    rf"|[9Z7](?:[Ds]\.?)?(?:b?[WwKkRQXSF]j*[.']?){{1,3}}{_BEFORE_STATE}"
    rf"|p\.?p?\.?u#?[9nZ7]|u#?[9nZ7]{_BEFORE_STATE}"
    rf"|[9Z7](?:D\.?)?[5WwKkCRQ]X{_UNIT}"
    rf"|9\n?(?:[WwKkD]j*){{1,3}}R(?=[,.\n;#u]|$){_UNIT}"
    rf"|[9Z7],?[GX](?:P|b)*{_FOREIGN_NAME}{_UNIT}(?=[,\n]|$)"
    rf"|[9Z7],?G{_FOREIGN_NAME}{_UNIT}"
    r"|(?:I\.I\.|II|aj*|D\.?)u#?[9nZ7]|a[9n],?u[9n]|[Xu][9nZ7]u[9n]"
)
_FOREIGN = rf"G{_FOREIGN_NAME},?[9Z7]{_UNIT}|[WwKk]?F\.?[9Z7]|[9Z7]F"
# Elsewhere: a name, a number, and on the next line or after a comma a postcode and a town.
_POSTCODE = r"(?:P-)?(?:[Z7]|n|9{1,2}),?"
_ELSEWHERE = (
    r"(?:[GWwKkCRQ]j*\.?|P){1,4},?[9n](?:/9)?(?:,?u\.?[9nWw])?(?:,|\n|,\n)"
    rf"(?={_POSTCODE}[DWwKkCRQ])"
)
# The town after a street, which may be one that no list knows.
_TOWN_NAME = r"[WwKkCRQDXmq]j*\.?(?:[WwKkCRQ]j*){0,2}?"
_TOWN_END = rf"(?=,?\n?{_STATE},?\n?[Z7]|,?\n?[Z7]|,?{_STATE}(?![a-z])|[,.;)\n?]|$)(?:,?\n?{_STATE})?"
_TO_TOWN = rf"[,.\n]*(?={_TOWN_NAME}{_TOWN_END})"
_AFTER_STATE = (
    r"(?:(?<=[Sscjq])|(?<=[Sscjq],)|(?<=[Sscjq]\n)|(?<=[Sscjq],\n)|(?<=[qj]\w)|(?<=[qj],\w)|(?<=[qj],\w,))"
)
_FACILITY = (
    rf"(?=(?:[MCRQOj'.&\n-]|r)*[WwKkASDXmsaTY5]|[CRQ]+\n?[MHr]|M+Ob?[WwKkS]|[MH]+i[Kk])"
    rf"(?:{_IN_FACILITY}){{1,6}}Hj*(?:[mMr]*Hj*)?(?:D(?![WwKk]))?{_OF}{_TOWN}"
)
_HOSPITAL_OF = rf"[mMCRQ]{{0,2}}H[rM]?Ob?[WwKkSmDA]j*(?:OS|[WwKk]){{0,2}}{_TOWN}"
_PRACTICE = (
    r"(?:[WwKkSADQR]j*|X\.[Ww]|[sa](?=r)|C(?=[WwKkQ]))'?(?:[&-]?[WwKkCRQXS]j*'?)?(?:[&-]?[WwKkRQXS]j*'?)?"
    r"[mM]{0,2}'?(?:r[mM]?){1,2}(?!u)"
    rf"{_OF}{_TOWN}"
)


def _form(name: str, score: float, beginnings: str, pattern: str, label: Label = Label.LOCATION) -> Form:
    return Form(f"place.{name}", label, score, beginnings, pattern)


NAMED = Grammar(
    Form(
        "place.street",
        Label.ADDRESS,
        0.85,
        "9Z7IaXDu5p",
        rf"(?P<value>(?:{_STREET})(?:{_TO_TOWN})?)(?P<town>{_TOWN_NAME}{_TOWN_END},?)?",
        beside=(Label.LOCATION, 0.8),
    ),
    Form(
        "place.street",
        Label.ADDRESS,
        0.8,
        "9Z7GWwKkF",
        rf"(?P<value>[9Z7],?G{_FOREIGN_NAME}|G{_FOREIGN_NAME},?[9Z7]|[WwKk]?F\.?[9Z7]),?\n?"
        rf"(?P<town>{_POSTCODE}[DWwKkCRQ]j*(?:[DWwKkRQ]j*){{0,2}})",
        beside=(Label.LOCATION, 0.7),
    ),
    Form(
        "place.street",
        Label.ADDRESS,
        0.6,
        "GWwKkCRQP",
        rf"(?P<value>{_ELSEWHERE})(?P<town>{_POSTCODE}(?:[DWwKkCRQ]j*){{1,3}})",
        beside=(Label.LOCATION, 0.6),
    ),
    _form("street", 0.7, "GWwKkF9Z7", rf"(?P<value>{_FOREIGN})", Label.ADDRESS),
    _form("code", 0.8, "z", r"z(?:i|C|x|:|=|-|h){0,3}(?P<value>[Z7])", Label.ZIP),
    _form("code", 0.85, "Z7", rf"{_AFTER_STATE}(?P<value>[Z7])", Label.ZIP),
    _form("code", 0.5, "7", r"(?P<value>7)", Label.ZIP),
    _form("code", 0.4, "Z", r"(?<=,)(?P<value>Z)(?=,|\n|$)", Label.ZIP),
    _form("town", 0.6, "q", r"(?P<value>qj*(?=,?\w?,?[Z7]))"),
    _form("town", 0.6, "WwKkCDRQ", rf"(?P<value>(?:[WwKkCRQD]j*\.?){{1,3}},?\n?{_STATE},?)(?=\n?[Z7])"),
    _form("facility", 0.8, "WwCKkjSDXmMrAaY5TsHRQ", rf"(?P<value>{_FACILITY}|{_HOSPITAL_OF})"),
    _form(
        "practice",
        0.7,
        "WwKkSADXsamQRC",
        rf"(?P<value>{_PRACTICE}|mO{_PROPER}(?:[mMCRQ]{{0,2}}[Hr])?{_TOWN})",
    ),
    _form("hospital", 0.7, "A", rf"(?P<value>Aj*(?:[WwKkmMrHCRQ]j*'?){{0,3}}h?{_TOWN})"),
    _form(
        "hospital", 0.6, "WwKkSAaDYsCRQX", rf"(?P<value>(?:[RQX]j*)?(?:[WwKkSAaDYs]|[CRQX](?=m))j*m{_TOWN})"
    ),
    _form("practice", 0.5, "CRQ", r"(?P<value>[CRQ][CRQX]M{0,2}r)(?!u)"),
    _form(
        "block",
        0.3,
        "WwKkCRQDXSAMmrH",
        r"(?:(?<=\n)|^)(?P<value>(?:[WwKkCRQDXSAMmrH]j*[.']?){1,5})(?=\n9[^,\n]{1,4}X)",
    ),
    _form("county", 0.7, "WwKkCSDXYRQ", r"(?P<value>(?:[WwKkCRQSDX]j*[.']?){1,2}Y|YO[WwKkCRQ])"),
    _form("street", 0.5, "WwKkCRQ", rf"(?P<value>[WwKkCRQ]{{1,2}}X(?=,?{_CITY}){_TOWN})", Label.ADDRESS),
    _form("town", 0.6, "Kk", rf"(?P<value>{_CITY}(?:,?{_STATE}|,[Kk]j*(?=,)|h{{1,2}}))"),
    _form("town", 0.6, "WwKkCRQ", r"(?P<value>(?:[Ww]|[Kk]j*|[CRQ][Ww]|[Ww][CRQ])[Ww]?,\n?s(?=[,.;)\n]|$))"),
    _form(
        "town",
        0.5,
        "WwKkCRQX",
        r"(?P<value>(?:(?:[WwKk]j*){1,2}|[CRQX]{1,2}),(?:S|(?<![CRQX],)N))(?=[,.;:)\n]|$)",
    ),
    _form("town", 0.5, "WwKk", r"(?P<value>[WwKk]{1,2})(?=,?\n?7)"),
    _form("hospital", 0.5, "X", rf"(?<![9nuWwCRQKkD])(?P<value>X\.?[Ww]'?){_NO_EPONYM}"),
    _form(
        "hospital",
        0.5,
        "HhL",
        r"[HhL]:(?P<value>(?:[WwKkSAD]|[CRQ](?=[WwKkCRQX]))(?:[.']?j*[WwKkSADCRQXMmHr]){0,4})",
    ),
    _form("town", 0.35, "K", r"(?P<value>Kj*)(?=[,.;:?!)(&\n\"]|$|[vldifth])"),
)
"""Places that can be told by what they are called."""

SITUATED = Grammar(
    _form(
        "at",
        0.6,
        "tv",
        rf"(?:t|v[ot]b?|vf)b?\n?(?P<value>{_PROPER}h?{_TOWN}|[CRQ][WwCRQKkX]{{1,2}}h?){_NO_EPONYM}",
    ),
    _form("at", 0.5, "v", rf"v[to]b?(?P<value>a){_NO_EPONYM}"),
    _form("in", 0.4, "v", r"vib?(?P<value>[Ww])(?!'?[Ex])"),
    _form("at", 0.5, "tlvf", r"(?:[tlf]O?|v[tof])b?\n?(?P<value>[CRQX]{1,3}M{1,2}[rH])"),
    _form(
        "home",
        0.7,
        "ldY",
        rf"(?:l[itfoOn]|d[i:=x]?|Y[:=])b?(?P<value>[WwKkCRQ]j*(?:[WwKkCRQMmrHX]j*){{0,3}}(?:,?{_STATE})?){_NO_EPONYM}",
    ),
    _form("street", 0.5, "l", r"lx?[itfo]?b?(?P<value>(?:D\.?)?[WwKkCRQ]{1,2}X)", Label.ADDRESS),
    _form(
        "street",
        0.6,
        "ld",
        r"(?:(?:l[ito]|d[:ix]?)b?(?P<value>[9Z](?:[WwKk]j*){1,2})"
        r"|d:?(?P<again>[9Z]b?(?:[WwKkCRQXS]j*){1,3}))(?=[,.\n)]|$)",
        Label.ADDRESS,
    ),
    _form("in", 0.6, "iftovD", rf"(?:[iftov]b?|D)(?P<value>{_CITY}|qj*){_NO_EPONYM}"),
    _form("in", 0.4, "iftovl", rf"(?:[if]b?|[lv][itfo])(?P<value>D[WwKk]j*|w[WwKk]?){_NO_EPONYM}(?!'?x)"),
)
"""Places that can be told by where they stand in a sentence."""
