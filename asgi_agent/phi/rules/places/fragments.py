"""What patterns of places are put together from: see `grammar` for the letters."""

from __future__ import annotations

import re

CITY = r"[Kk]j*"
STATE = r"[Ssc]j*"
NO_EPONYM = r"(?!'?\n?E)"
_IN_FACILITY = (
    r"(?:[WwCKkjSDXRQmMrAaY5T34]|N(?=H)|s(?=[WwY]?[mMHr]))[.']?"
    r"(?:[&P-]b?|Ob?(?=[WwCeRQKkS]j*'?\n?[mMrH]))?(?:(?<!a)\n(?!Hj*:))?"
)
_FIRST = (
    r"(?:[WwKkSXA3]|5(?=[WwKkCeRQSDXMmHrY])|Q\n?(?=[WwKkCeRQXDMmHrS])|s(?=[mrHM])|I\.|D(?=[WwKkCeRQ])|m(?=[rmHM'])|a(?=[rmMH])|Y(?=m)"
    r"|[sc](?=[WwK]))[.']?j*[.']?"
)
PROPER = rf"(?:{_FIRST})(?:[&P-]?[WwCKkSDXRQmMYr0]j*[.']?){{0,4}}"
TOWN = rf"(?:[,-]?\n?i?b?{CITY}(?:Y|(?!'?[EYX])))?(?:,?{STATE}|i{STATE})?"
_OF = r"(?:Ob?[WwKkSmDCeRQ]j*(?:[&P]?[WwKkSmDCeRQH]j*){0,3})?"

UNIT = r"(?:,?\n?u\.?\n?[#u]?-?[9nZ7WwIa5]|,?\n?#[9nZ7]|,?\n?5u|,s?9(?=[,\n]|$)){0,2}"
_SURE_UNIT = r"(?:,?\n?u\.?[#u]?-?[9nZ7WwIa5]|,?\n?#[9nZ7])"
_STATE_OF_TOWN = rf"(?=,?\n?(?:[WwKkCeRQDXmqS]j*\.?){{1,3}},?{STATE}"
_BEFORE_ZIP = rf"(?=[,\n]){_STATE_OF_TOWN},?\n?[Z7])"
_BEFORE_STATE = rf"(?=[,\n]){_STATE_OF_TOWN}(?:[,.;)\n]|,?\n?[Z7]|$))"
_TOWN_NEXT = rf"(?:{CITY}|q|(?:[WwKkCeRQDX]j*\.?'?){{1,3}}Y|(?:[WwKkCeRQDXmqS]j*\.?){{1,3}},?{STATE})"
_STREET_NAME = r"(?:[Ds]\.?)?b?(?:T\.)?(?:[aWwCeRQKkSDmMxIHr5PYAqEXGegyJh034]j*'?\.?\n?){1,5}?"
FOREIGN_NAME = r"(?:[P'b]*[WwCeRQKkqSIma]j*){1,4}"
STREET = (
    rf"[9Z7](?:D\.?)?(?:C?I\.[ID]\.|[SsYCMw]j*)?Xj*\.?[9n](?:D\.?|x(?=q))?{UNIT}|[9Z7](?:D\.?)?Xj+[aID]{UNIT}"
    rf"|[9Z7](?:D\.?)?B9(?:D\.?)?(?:{_SURE_UNIT}{UNIT}|(?=[,\n\"i]|$))"
    rf"|[9Z7][xC]Ob?(?:D\.?)?(?:[WwCeRQKkS]j*){{1,2}}X|[9Z7]XOb?[WwCeRQS]|[9Z7]b[XKk](?=[,.\n#u)]|$){UNIT}"
    rf"|(?:5u,|u\.?[9nIWw],){{0,2}}[9Z7]9?(?:{_STREET_NAME}|5)(?:X(?!\.?[Ww]')(?:[XT]|\nX(?=[,.\n]|$))?|T(?!\.?\n?[Ww]))\.?(?:D|s(?=[,.\n\"#ui)]|$)|x(?=u#?9))?{UNIT}"
    rf"|[9Z7](?:D\.?)?(?:[WwKkCeRQXSx]j*){{1,3}}V\.?(?:{_SURE_UNIT}{UNIT}|(?=q|[,\n]+{_TOWN_NEXT}|i[Kkq]|\"))"
    rf"|[9Z7]D\.?(?:[WwKkCeRQXS]j*){{1,2}}(?=i[Kkq]|,\n?{_TOWN_NEXT})"
    rf"|(?<![CE])[9Z7](?:[Ds]\.?)?(?:b?[WwKkCeRQXSF]j*[.']?\n?){{1,3}}{_SURE_UNIT}{UNIT}"
    rf"|[9Z7](?:[Ds]\.?)?(?:b?[WwKkCeRQXSFP]j*[.']?){{1,3}}(?:s\.?)?{_BEFORE_ZIP}"
    rf"|[9Z7](?:[Ds]\.?)?(?:b?[WwKkReQXSF]j*[.']?){{1,3}}{_BEFORE_STATE}"
    rf"|p\.?p?\.?u#?[9nZ7]|u#?[9nZ7]{_BEFORE_STATE}"
    rf"|[9Z7]F9?{_SURE_UNIT}{UNIT}|(?:u[9n],)?[9Z7]D\.?5(?=[,.;)\n#u]|$){UNIT}|[9Z7](?:D\.?)?[5WwKkCeRQ]X{UNIT}|[9Z7](?:D\.?)?[WwKkCeRQ]j*s\.?{_SURE_UNIT}"
    rf"|9\n?(?:[WwKkD]j*){{1,3}}R(?=[,.\n;#u]|$){UNIT}"
    rf"|[9Z7],?G(?:P|b|s(?=[sWwCKkQ]))*\n?(?:{FOREIGN_NAME}|[xgyJ]){UNIT}"
    rf"|[9Z7],?X(?:P|b)*(?!S){FOREIGN_NAME}{UNIT}(?=[,\n]|$)"
    r"|[9Z7]9?D\.?[WwKkQ]j*(?=[,.;)\n]|$)"
    r"|(?:I\.I\.|II|aj*|D\.?)u#?[9nZ7]|a[9n],?u[9n]|[Xu][9nZ7]u[9n]"
)
FOREIGN = rf"G{FOREIGN_NAME},?[9Z7]{UNIT}|G[95n][u#]\.?#?[9nZ7]{UNIT}|[WwKk]?F\.?[9Z7]|[9Z7]F"
# Elsewhere: a name, a number, and on the next line or after a comma a postcode and a town.
POSTCODE = r"(?:P-)?(?:[Z7]|n|9{1,2}),?"
ELSEWHERE = (
    r"(?:[GWwKkCeRQ]j*\.?|P){1,4},?9(?:/9)?(?:,?u\.?[9nWw])?(?:,|\n|,\n)"
    rf"(?={POSTCODE}[DWwKkCeRQ]j*(?!,[GWwKkCQ]))"
)
# The town after a street, which may be one that no list knows.
TOWN_NAME = r"[WwKkCeRQDXmq]j*\.?(?:[WwKkCeRQ]j*){0,2}?"
TOWN_END = rf"(?=,?\n?{STATE},?\n?[Z7]|,?\n?[Z7z]|,?{STATE}(?![a-z])|[,.;)\n?]|$)(?:,?\n?{STATE})?"
TOWN_AFTER = rf"(?:{TOWN_NAME}{TOWN_END}|{CITY}(?!'))"
TO_TOWN = rf"[,.\n]*(?={TOWN_AFTER})"
# What may stand between a state and its ZIP code, in letters, in tables and in exports.
_BETWEEN = ("", ",", "\n", ",\n", "|", '"', '",', '","', ";", "-", "/", ".", "z", "z:", ",z", ",z:")
_STATE_ENDS = "[Sscqj]{0} [Sscqj]\\){0} [qj][xUP]{0} [qj],[xUP]{0} [DI]\\.[DIS]\\.{0}"
AFTER_STATE = "(?:{})".format(
    "|".join(f"(?<={end.format(re.escape(between))})" for between in _BETWEEN for end in _STATE_ENDS.split())
)
FACILITY = (
    r"(?![CM]{0,3}[Mr](?:&[CMr]{1,3})?\n)"
    rf"(?=(?:[MCeRQOj'.&\n-]|r)*[WwKkASDXmsaTY53]|4j*H|NHj|[CeRQ]+\n?[MHr]|M+Ob?[WwKkS]|[MH]+i[Kk])"
    rf"(?:{_IN_FACILITY}){{1,6}}Hj*(?:[mMr]*Hj*)?(?:D(?![WwKk]))?{_OF}{TOWN}"
)
HOSPITAL_OF = rf"[mMCeRQ]{{0,2}}Hj*[rM]?Ob?C?[WwKkSmDA]j*(?:OS|'?[WwKkY]){{0,2}}{TOWN}"
# Over the end of a line only where the next one cannot be the writer's own department.
_WRAPPED = r"(?:(?<=[Qj])\n[mM]{1,2}r|(?<=\.[Ww])\n[mM]{1,2}r|\nrr|[mM]{1,2}\nr|r\nr)"
# What is on the next line of one that is told by where it stands.
WRAPPED_HEAD = r"(?:\n[CeRQXmM]{0,2}'?[mM]{0,2}[rH]{1,3}j*(?![:C]))"
PRACTICE = (
    r"(?:[WwKkSADQR4]j*|X\.[Ww]|X(?=Y)|[sa](?=r)|C(?=[WwKkQY]))'?(?:[&-]?[WwKkCeRQXSY]j*'?)?(?:[&-]?[WwKkReQXSY]j*'?)?(?:s(?=\n?rr))?"
    rf"(?:{_WRAPPED}r?|[mM]{{0,2}}'?(?:rj*[mM]?){{1,3}}(?!\nr)(?!u))"
    rf"{_OF}{TOWN}"
)

# "Four Corners Aggregate", "Superior Ambulance", "Kearney & Sons".
BUSINESS = (
    r"(?:(?:[WwKkSADQ4]|a(?=[WwKkCQ]))j*'?(?:[&-]?[WwKkCeRQXSDmMrYs]j*'?){0,3}?|[CeR](?:[&-]?[WwKkCeRQXSDM]j*'?){0,2}?)"
    rf"(?:&|,)?0(?!#)(?:,?0\.?)*(?:(?<=00)9)?{TOWN}(?:iqj*)?"
)
# Whatever is written as somebody's employer, but a common word alone.
EMPLOYER = (
    r"(?:[WwKkSADQR034aAs]|[CeMmH9](?=[WwKkCQRS03aAeOrMH]))j*'?"
    r"(?:(?:&|-|O?b?)[WwKkSADCQR034aAeMmrHIsY9]j*'?){0,4}"
)
# What a shop is told apart from its like by: its number, town or street.
AT_SHOP = rf"'?(?:[HrehyM0]{{0,2}}(?:\(?[u#]{{0,2}}[9nZ]\)?)?{TOWN}(?:\n?J(?:[WwKkCQR5]j*){{1,2}}X?)?)"

# In lower case: words of its own, at least one, and what it is.
LOWER_FACILITY = (
    r"(?:X\.?)?(?:[gy]O)?(?:[xqQ12]j*(?:O[xq]j*)?|Xx|E(?=[gHhy])){1,3}(?:[gv]'?|y(?=[Hhy])|[XY](?=[gHhy]))*(?:Hj*|h|y)"
    r"(?![gHhyv])"
)

_CROSSED = r"(?:D\.?)?(?:[WwKkCeRQS]j*[WwKkCeRQS]?|5)"
CROSSING = rf"(?:{_CROSSED}X\.?[&/t]{_CROSSED}X|X9[&/t](?:X9|{_CROSSED}X)|{_CROSSED}X[&/t]X9)"

# Without the number of a house: "on Old Mill Ln", "off Campbellton Rd SW".
_ROAD_NAME = r"(?:D\.?)?(?:T\.)?(?:[WwKkCeRQSX4rm503]j*[.']?){1,3}"
_ROAD_END = r"[XT]\.?(?!\n?[WwKk])(?:D(?=[,.;)\n]|$))?"
ROAD = rf"{_ROAD_NAME}{_ROAD_END}"
LISTED_ROAD = r"(?:D\.?)?[WwKkQ]j*[WwKkQCR]?X(?:\.?D)?"
# "Speedway and Euclid": streets, by one of the two at least.
CORNER = r"(?:5|[WwKkQ]j*)&(?:5|[WwKkQC4]j*)|[C4]&(?:5|[WwKkQ]j*)"
