"""What a place looks like among its neighbours, as patterns over the classes of words.

Proper words: `K` and `k` a city (`j` for its further words), `q` one in lower case, `S` a state (`s` its
code, `c` one that is a degree as well), `W` somebody's name, `w` a word that no list knows, `C` a common
word, `D` a direction or New, `A` the acronym of a hospital, `a` another, `I` a letter. Facilities: `H`
hospital, `r` health (after a name), `h` the same in lower case, `m` general, `M` medical. Streets: `X`
street, `R` summit, `V` Pt, which a patient is as well, `T` Dr, `F` hauptstrasse, `G` rue, `u` apartment,
`Y` county. Numbers: `9`, `5` fifth, `Z` of the form of a ZIP code, `7` of one with nine figures, `n` any
other.

`Q` what places are called after (cascade, evergreen). `3` a shop (`1` in lower case), `4` one, or an
employer, that is a word as well, `2` a hospital's short name in lower case, `0` what a business ends with.

Around them: `p` P and O, `~` on, `t` at, `i` in, `f` from, `o` to, `O` of, `b` the, `l` lives, `v` visited,
`d` address, `z` zip, `E` what is named after places, `P` a particle, `'` a possessive, `6` works,
`8` for and via, `L` facility, `_` employer, `x` any other word.
"""

from __future__ import annotations

from asgi_agent.phi.rules.grammar import Form, Grammar
from asgi_agent.phi.rules.places.fragments import (
    AFTER_STATE,
    AT_SHOP,
    BUSINESS,
    CITY,
    CORNER,
    CROSSING,
    ELSEWHERE,
    EMPLOYER,
    FACILITY,
    FOREIGN,
    FOREIGN_NAME,
    HOSPITAL_OF,
    LISTED_ROAD,
    LOWER_FACILITY,
    NO_EPONYM,
    POSTCODE,
    PRACTICE,
    PROPER,
    ROAD,
    STATE,
    STREET,
    TO_TOWN,
    TOWN,
    TOWN_AFTER,
    UNIT,
    WRAPPED_HEAD,
)
from asgi_agent.phi.spans import Label


def _form(name: str, score: float, beginnings: str, pattern: str, label: Label = Label.LOCATION) -> Form:
    return Form(f"place.{name}", label, score, beginnings, pattern)


NAMED = Grammar(
    Form(
        "place.street",
        Label.ADDRESS,
        0.85,
        "9Z7IaXDu5p",
        rf"(?P<value>(?:{STREET})(?:{TO_TOWN})?)(?P<town>{TOWN_AFTER},?)?",
        beside=(Label.LOCATION, 0.8),
    ),
    Form(
        "place.street",
        Label.ADDRESS,
        0.8,
        "9Z7GWwKkF",
        rf"(?P<value>[9Z7],?G{FOREIGN_NAME}|G{FOREIGN_NAME},?[9Z7]|[WwKk]?F\.?[9Z7]),?\n?"
        rf"(?P<town>{POSTCODE}[DWwKkCeRQ]j*(?:[DWwKkRQ]j*){{0,2}})",
        beside=(Label.LOCATION, 0.7),
    ),
    Form(
        "place.street",
        Label.ADDRESS,
        0.6,
        "GWwKkCeRQP",
        rf"(?P<value>{ELSEWHERE})(?P<town>{POSTCODE}(?:[DWwKkCeRQ]j*){{1,3}})",
        beside=(Label.LOCATION, 0.6),
    ),
    _form("street", 0.7, "GWwKkF9Z7", rf"(?P<value>{FOREIGN})", Label.ADDRESS),
    _form("code", 0.8, "z", r"z(?:[iCxgyJ68:=h?\n()M\"',-]){0,6}(?P<value>[Z7])", Label.ZIP),
    _form("code", 0.85, "Z7", rf"{AFTER_STATE}(?P<value>[Z7])", Label.ZIP),
    _form(
        "code",
        0.5,
        "Z",
        r"(?:(?<=[Kkq])|(?<=[Kkq]j))(?P<value>Z)(?![a-z])|(?<=Q)(?P<end>Z)(?=[\n.,]|$)"
        r"|(?P<again>Z)\(?z(?!:?[Z7])",
        Label.ZIP,
    ),
    _form("code", 0.5, "7", r"(?P<value>7)", Label.ZIP),
    Form(
        "place.cell",
        Label.LOCATION,
        0.6,
        "'\"",
        r"['\"](?P<value>(?:[WwKkCeRQDXmS]j*[.O&]?){1,3})['\"],['\"](?P<code>[Z7])['\"]",
        beside=(Label.ZIP, 0.6),
    ),
    _form("code", 0.4, "Z", r"(?<=[Kj]xx)(?P<value>Z)(?=[x.,\n]|$)", Label.ZIP),
    _form("code", 0.4, "Z", r"(?<=,)(?<!Z,)(?P<value>Z)(?=,|\n|$)", Label.ZIP),
    _form(
        "town",
        0.6,
        "q",
        r"(?P<value>qj*(?=,?\w?,?[Z7]))|(?:(?<=[XT9n])|(?<=[XT9n],))(?P<again>qj*)",
    ),
    _form("town", 0.6, "WwKkCeDRQ", rf"(?P<value>(?:[WwKkCeRQD]j*\.?){{1,3}},?\n?{STATE},?)(?=\n?[Z7])"),
    _form("town", 0.5, "WwKk", r"(?P<value>[WwKk]j*[WwKk]?)(?=[(/|-]s[)/|-]{1,2}Z)"),
    _form("town", 0.4, "Kk", r"(?P<value>[Kk]j*)(?=Z(?:[,.;\n)]|$))"),
    _form("street", 0.6, "WwKkCeRQSD5X", rf"(?P<value>{CROSSING})", Label.ADDRESS),
    _form(
        "street",
        0.4,
        "5(,",
        r"(?P<value>5&[WwKkQ]j*)|[(,](?P<again>5&C|[QKkC]j*&[QKk]j*|[QKk]j*&Cj*)(?=[,.;)])",
        Label.ADDRESS,
    ),
    _form(
        "street",
        0.3,
        "WwKkQDC5",
        rf"(?<=[,(\n;-])(?P<value>{LISTED_ROAD}|5X)(?=[,.;)\nih]|$)|(?<=\()(?P<again>[CWwKk]{{1,2}}X)",
        Label.ADDRESS,
    ),
    _form("street", 0.5, "D", r"(?P<value>D\.?(?:5(?=[,.;)\ndhL]|$)|[WwKk]j*(?=h)))", Label.ADDRESS),
    _form("street", 0.5, "u", r"(?P<value>u[9nWI],?[WwKkCeRQSX]{1,3}[RrX])(?=[,.;)\n]|$)", Label.ADDRESS),
    _form("facility", 0.6, "bQ", r"(?P<again>b?)(?P<value>Qt[WwKk]j*)"),
    _form(
        "facility", 0.8, "WwCKkjSDXmMrAaY5TsHRQ34N", rf"(?P<value>(?:[WwKkCQ]j*/)?{FACILITY}|{HOSPITAL_OF})"
    ),
    _form(
        "practice",
        0.7,
        "WwKkSADXsamQRC4",
        rf"(?P<value>{PRACTICE}|mO{PROPER}(?:[mMCeRQ]{{0,2}}[Hr])?{TOWN})",
    ),
    _form(
        "hospital",
        0.7,
        "A",
        rf"(?!(?<=9)A[9n])(?P<value>Aj*(?:a(?=[,.;)\n]|$)|X\.?[Ww]'?|(?:[WwKkmMrHCeRQD0]j*'?){{0,4}}h?(?:t[WwKkQ]j*)?{TOWN}))",
    ),
    _form(
        "hospital",
        0.6,
        "WwKkSAaDYsCeRQX",
        rf"(?P<value>(?:[RQX]j*)?(?:[WwKkSAaDYs]|[CeRQX](?=m))j*m(?:'(?!E))?{TOWN})",
    ),
    _form(
        "practice",
        0.6,
        "WwKkQC",
        r"(?P<value>(?:[WwKkQ]|(?<=[tfO:,\n])C|^C)j*'?(?:M,)?M{1,2}&M{1,2}(?![rH]))",
    ),
    _form("practice", 0.6, "WwKkCQR", r"(?P<value>[WwKkCQR]j*eO[WwKk]j*)"),
    _form("practice", 0.6, "CeRQMr", r"(?P<value>[CeRQMr]{1,2}r\.?O(?:[DI]\.?)?[KkS]j*)"),
    _form("practice", 0.5, "CeRQ", r"(?P<value>[CeRQ][CeRQX]M{0,2}r{1,3})(?!u)"),
    _form(
        "block",
        0.3,
        "WwKkCeRQDXSAMmrH",
        r"(?:(?<=\n)|^)(?P<value>(?:[WwKkCeRQDXSAMmrH]j*[.']?){1,5})(?=\n(?:[MmCr]{1,3}[xr]\n)?(?:9[^,\n]{1,4}X|p\.?p?\.?u))",
    ),
    _form("business", 0.6, "WwKkSADQaCeR4", rf"(?P<value>{BUSINESS})"),
    _form(
        "county",
        0.7,
        "WwKkCeSDXYRQ",
        r"(?P<value>(?:[WwKkCeRQSDX]j*[.']?){1,2}Y|(?:YO|Yj)[WwKkCeRQ]j*"
        r"|[WwQ]O[Kk]j*(?![MrH]))",
    ),
    _form("street", 0.5, "WwKkCeRQ", rf"(?P<value>[WwKkCeRQ]{{1,2}}X(?=,?{CITY}){TOWN})", Label.ADDRESS),
    _form("town", 0.6, "Kk", rf"(?P<value>{CITY}(?:,?{STATE}|,[Kk]j*(?=,)|h{{1,2}}))"),
    _form(
        "town",
        0.6,
        "WwKkCeRQ",
        r"(?P<value>(?:[Ww]|(?<=,)C|[Kk]j*|[CeRQ][Ww]|[Ww][CeRQ])[Ww]?,\n?s(?=[,.;)\n]|$))",
    ),
    _form(
        "town",
        0.5,
        "WwKkCeRQX",
        r"(?P<value>(?:(?:[WwKk]j*){1,2}|[CeRQX]{1,2})(?:,S|(?<![CeRQX])(?=,N)))(?=,?N?(?:[,.;:)\n]|$))",
    ),
    _form("town", 0.5, "WwKk", r"(?P<value>[WwKk]{1,2})(?=,?\n?7)"),
    _form(
        "hospital",
        0.5,
        "X",
        rf"(?<![9nuWwCeRQKkD])(?P<value>X\.?(?:[Ww]'?(?:a|Kj*(?!['E]))?|[IDx]')){NO_EPONYM}",
    ),
    _form(
        "shop",
        0.6,
        "34",
        r"(?P<value>3j*'?(?:DW?|D?[WwKkqQ])j*[XR]?(?:/[9Z])?|3j*,?DX[9Z]|3j*\([WwKkCQR5]j*X?[&/][WwKkCQR5]j*X?\)"
        r"|3j*[Ca](?=[,.;)\n]|$)|3j+|3j*'?y|3j*'?[HrehM]{0,2}(?:K|[KWwk]s|\(?[u#]{1,2}[9nZ]|[9nZ]|y\(?#?[9nZ])(?:,?s)?"
        r"|4j*(?:a[9n]|[Hreh]{0,2}#[9nZ])|4j*i[Kkq]j*|4j*0(?:i[Kkq]j*)?|(?<=,)4j*(?=\)))",
    ),
    _form("shop", 0.6, "13", r"(?P<value>[13]j*'?J(?:X9|5X?|[a-zA-Z]{1,2}?X{1,2})|3J[WwKkCQR]j*)"),
    _form("shop", 0.6, "Kk", r"(?P<value>[Kk]j*3j*)"),
    _form(
        "hospital",
        0.5,
        "HhL",
        r"(?:[HhL](?:j*|x|O[xy]):|H/)(?:[aA3],(?=[Kk]))?(?P<value>(?:[WwKkSAD]|[CeRQ](?=[WwKkCeRQX]))"
        r"(?:[.']?j*[WwKkSADCeRQXMmHrY034]){0,4}j*(?:,[Kk]j*)?)",
    ),
    _form(
        "school",
        0.5,
        "WKkCQR",
        r"(?P<value>(?:[WKk]j*'?|[CQR](?=[WKk]))(?:[WwKkCQR]j*'?)?e)(?=[,.;:()\n]|$)",
    ),
    _form("town", 0.5, "WwKkCeRQD", r"(?P<value>(?:[WwKkCeRQD]j*\.?){1,3}),\w(?=7)"),
    _form("town", 0.4, "wKk", r"(?<=,)(?P<value>ws)(?=[,\n]|$)|(?P<again>[Kk]j*)(?=xx[Z7](?:[x.,\n]|$))"),
    _form("town", 0.4, "wWKk", r"(?<=[,\n])(?P<value>[wWKk]j*)-(?=9(?:\n|$))"),
    _form("town", 0.3, "k", r"(?<=[WwKkCI],)(?P<value>kj*)(?=\n|$)"),
    _form("town", 0.35, "kQ", r"(?<=[bO])(?P<value>kj*|Q[QXR])(?=[hL])"),
    _form("town", 0.35, "KWwQ4", r"(?P<value>[WwQ4]?Kj*)(?!\n?E)(?=[,.;:?!)(&\n\"]|$|[vldifthL])"),
    _form("hospital", 0.5, "Kk", r"(?P<value>[Kk]j*A)(?=[,.;)\n]|$|[ift])"),
    _form("at", 0.35, "WwQ", r"(?P<value>[WwQ]')(?=i(?:[Kk]|X\.?[Ww]))"),
    _form("hospital", 0.4, "m", r"(?P<value>mKj*)(?=[,.;)\n]|$|[ift])"),
    _form("town", 0.5, "Q", r"(?P<value>Q,s)(?!,?[9n])|(?P<again>Qs)(?=[,.;)\n]|$|[ift])"),
    _form("town", 0.35, "K", r"(?P<value>Kj+)(?!'?\n?[EHrM])"),
)
"""Places that can be told by what they are called."""

SITUATED = Grammar(
    *(
        _form("street", score, beginnings, pattern, Label.ADDRESS)
        for score, beginnings, pattern in (
            (0.6, "~J", rf"[~J]b?(?P<value>{ROAD}{UNIT})"),
            (0.3, "t", rf"tb?(?P<value>{ROAD})(?=[,.;)\n]|$)"),
            (0.5, "~J", r"[~J]b?(?P<value>(?:D\.?)?(?:X[9Z]|X\.?[Ia](?=[,.;)\n]|$)))"),
            (0.5, "~", rf"~(?P<value>G{FOREIGN_NAME})"),
            (0.4, "yL0", r"[yL0]~b?(?P<value>(?:D\.?)?(?:[WwKkRQ]j*){1,2})(?![XTE'])"),
            (0.5, "~t", rf"[~t]b?(?P<value>{CORNER})"),
        )
    ),
    _form("lower", 0.5, "tof", rf"(?:[tf]|(?<=[vi6])o|(?<=v[xJ68b])o)(?P<value>{LOWER_FACILITY})"),
    _form("lower", 0.5, "tofi", r"[tofi](?P<value>[xyq]j*[xy]?),?U(?![9n])"),
    _form(
        "field",
        0.7,
        "Yd",
        r"[Yd](?P<value>[WwKkCeRQD]j*\.?(?:[WwKkCeRQXm]j*){0,3})(?=[MX][sScj]|[Yz][:=WwKkCRQsZ7]|\n|$)",
    ),
    _form(
        "school",
        0.6,
        "tv6rLofi",
        r"(?:(?:(?:[tv]|[v6][ot])b?|[rL]:)(?P<value>[WwKkCQRD]j*(?:[WwKkCQR]j*)?e)|[ofi](?P<again>[WwKk]j*e)(?=[,.;)\n]|$))",
    ),
    _form(
        "shop",
        0.5,
        "tofi~v8L_6reHy(",
        rf"(?:[tofi~v8(]b?|[L_Hyr]J|[L_re6]:?(?:[ot8]b?)?|H)\n?(?P<value>3j*{AT_SHOP})",
    ),
    _form(
        "shop",
        0.5,
        "6L_r",
        rf"(?:6\.?x?[ot8]?b?|[L_][Jx]|[L_r][:(]+|[L_])\n?(?P<value>[1-4]j*{AT_SHOP})(?=[,.;:?!)(&\n/-]|$|[xv6J8~giftq])",
    ),
    _form("hospital", 0.5, "tofv", r"(?:[tfv]|[vx]o)(?P<value>2j*)(?![gyhHC'])"),
    _form("at", 0.5, "t", rf"tb?(?P<value>[CeRQ][CeRQ]?rj*{TOWN})"),
    _form("practice", 0.5, "xc", r"[xc],\n?(?P<value>[CeRQ][CeRQ]?rj*)(?=[,.\n]|$)"),
    _form("at", 0.5, "6", r"6[ot8]b?(?P<value>[aA])"),
    _form("employer", 0.5, "_", rf"_[xJ]?[:=(-]{{0,2}}\n?(?P<value>{EMPLOYER})(?=[,.;()\n]|$)"),
    _form("employer", 0.5, "L", r"L(?:[:(]|:\n|J)(?P<value>[CQ]{2}[CQ0rMe]{0,2}|CM|[aA]9)(?=[,.;)\n]|$)"),
    _form(
        "known",
        0.5,
        "tfv",
        r"(?:[tf]|v[to:])b?(?P<value>4j*[Kk]j*|4j*(?=[,.;?!)\n]|$|[ift86vJ])|(?<=vo)4(?=x))",
    ),
    _form("firm", 0.5, "L", r"L:?(?P<value>[WwKkC]{1,2}(?:,[WwKk])?&(?:[WwKk]|C(?=[,.;)\n]|$)))"),
    _form("signed", 0.5, "xcVWw", r"(?:[xcV]\n|[Ww][|-])(?P<value>[QWwKk]j*[CQ]?M{1,2})(?=[,\n)]|$)"),
    _form("in", 0.5, "iftov6", r"[iftov6]b?(?P<value>Q[QXRK]j*)(?!'?[ExC])"),
    _form("shop", 0.5, "tofv8L_6rH", rf"(?:[tofv8]b?|[L_rH6]:?)(?P<value>1j*{AT_SHOP}(?:iqj*)?)"),
    _form(
        "at",
        0.6,
        "tv6L_",
        rf"(?:t|[v6][ot]b?|vf|68|[L_][Jx])b?\n?(?P<value>{PROPER}{WRAPPED_HEAD}?h?{TOWN}"
        rf"|[CeRQ]'?[rmM]{{0,2}}{WRAPPED_HEAD}|[CeRQ][WwCeRQKkX]{{1,2}}h?{WRAPPED_HEAD}?){NO_EPONYM}",
    ),
    _form("at", 0.4, "tl", r"(?:t|lt|l[ifo])b(?P<value>Q(?:t[WwKk]j*)?)(?=[,.;:?!)\n]|$|[xv6J8~])"),
    _form("at", 0.4, "t", r"tb?(?P<value>[CWwKkQ]')(?=i[KkqWwX]|~)"),
    _form("at", 0.4, "i", r"ifb?(?P<value>[CWwKkQ]j*'?)(?=[,.;:!?)\n]|$)"),
    _form("at", 0.4, "t", r"t(?P<value>Q(?=[,.;\n]|$|i[Kkq])|C{1,2}(?=i[Kq]))"),
    _form("at", 0.5, "b", r"b(?P<value>[QCeRXWw]{1,2}t[WwKk]j*)"),
    _form("at", 0.4, "o", r"ob?(?P<value>[WwKkQ]j*M)(?=[,.;)\n]|$)"),
    _form("in", 0.4, "itf", r"[itf]b?(?P<value>[WwKkQ]j*[WwKkCeRQ]?X)(?=[,.;:?!)\n]|$|[xv6J8~])"),
    _form("at", 0.5, "v", rf"v[to]b?(?P<value>a){NO_EPONYM}"),
    _form("in", 0.4, "v", r"vib?(?P<value>[Ww])(?!'?[ExgyJ68])"),
    _form("at", 0.5, "tlv6f", r"(?:[tlf]O?|[v6][tof])b?\n?(?P<value>[CeRQX]{1,3}M{1,2}[rH])"),
    _form(
        "home",
        0.7,
        "ldY",
        rf"(?:l[itfoOn]|d[i:=xgyJ68]?|Y[:=])b?(?P<value>[WwKkCeRQ]j*(?:[WwKkCeRQMmrHX]j*){{0,3}}(?:,?{STATE})?){NO_EPONYM}",
    ),
    _form("street", 0.5, "l", r"l[xgyJ68]?[itfo]?b?(?P<value>(?:D\.?)?[WwKkCeRQ]{1,2}X)", Label.ADDRESS),
    _form(
        "street",
        0.6,
        "ldt",
        r"(?:t(?P<at>[9Z]D\.?[WwKkC]j*)|(?:l[ito]|d[:ixgyJ68]?)b?(?P<value>[9Z](?:[WwKk]j*){1,2})"
        r"|d[:(]?(?P<again>(?:[9Z]b?|u[9n])(?:[WwKkCeRQXSY]j*){1,4}))(?=[,.\n)]|$)",
        Label.ADDRESS,
    ),
    _form("in", 0.6, "iftovDO", rf"(?:[iftov]b?\n?|D|(?<=[9I,]),?Ob?)(?P<value>{CITY}|qj*){NO_EPONYM}"),
    _form("in", 0.4, "OY", rf"(?:O(?P<value>Kj*)|YO(?P<again>kj*)){NO_EPONYM}"),
    _form("in", 0.4, "l", r"l(?::(?P<value>[Kk]j*)|[ito](?P<again>X)(?=[,.;)\ni]|$))"),
    _form(
        "in", 0.4, "iftovl", rf"(?:[if]b?|[lv][itfo])(?P<value>D[WwKk]j*|w[WwKk]?){NO_EPONYM}(?!'?[xgyJ68])"
    ),
)
"""Places that can be told by where they stand in a sentence."""
