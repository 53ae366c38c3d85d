"""What patterns of names are put together from: see `grammar` for the letters."""

from __future__ import annotations

# A further part of a name, on the next line perhaps.
MORE = (
    r"(?:\n?(?:P{1,3}\n?)?[GFfSspULMA4]|C4|P1[xUSFC]|e\.[GFSsUM]|\^{1,2}[UGFSLMAfsaI]|\n?(?!I\.I\.I)I\.?|(?<=L)a(?=[,;|)\n]|$)"
    r"|[\"(][GFfSU][\")]|\"C\"(?=[SUGM])|Cs(?=[\n,;|.(:)'XdgRo89]|$))"
)
END = r"(?:,?J\.?)?"
# A name where something before it says that one comes.
_FIRST = (
    rf"(?:P{{1,3}})?[GFfhSspULMA]|C4|Cs(?=[\n,;|.(:)Xdgo]|$)"
    rf"|I\.|I(?={MORE})|P1[xUSFC]|e\.[GFSUM]|(?:P{{1,3}})?C(?=[SUG])"
)
ANY = rf"(?:{_FIRST}){MORE}{{0,4}}+{END}"
# The same, where what is before it says so less clearly.
_SURELY = rf"(?:P{{1,3}})?(?:[GFSULM]|[fhs](?={MORE})|p(?=[GFSU]))"
# One whose surname is a word: "Jill Oyster".
WORDED = r"(?:G(?:I\.?)?C(?=[\n,;.:|)(89dXgoVvikcxrHB&'/-]|$)|L(?:I\.?)?C(?=[\n,;|)(]|$))"
SURE = rf"(?:{WORDED}|(?:P{{1,3}}A|{_SURELY}|I\.?(?=[GFSULMfspI])){MORE}{{0,4}}+{END})"
KNOWN = rf"(?:{WORDED}|(?:P{{1,3}})?[GFSLM]{MORE}{{0,3}}+{END}|I\.?[GFSULM]{MORE}{{0,2}}+|I\.[fs])"
_DEVOUT = r"P{1,3}(?:[GFSUL]|CC?(?=[\n,;|)(g]|$))"  # "Maria de los Angeles"
GIVEN_AFTER = rf"(?:\n?I\.?|[GFfSUL](?:I|{_DEVOUT})?|{_DEVOUT}|s(?=[\n,;|)(g8]|$|C[:#]?8))?"
REVERSED = rf"(?:(?:[SU]?P{{1,3}})?[SUMGFsp]{{1,2}}|C[s4]){END},\n?(?:(?:[GFfL]|I\.){GIVEN_AFTER}|UI\.)"
_FAMILY = rf"(?:(?:[SUM]?P{{1,3}}|a|I)?[SUMALGFfsp4]{{1,2}}|C[s4]){END}"
_INITIAL = r"I(?=,?(?:g|C?[#:]?8|9?o|[dX])|\n|$)"
_GIVEN = rf"(?:[GFfLSUMAa]|s(?=[SUGF])|h(?!9)|I\.|{_INITIAL}|P{{1,2}}[GFLUAMa])"
EITHER = rf"(?:{_FAMILY},\n?{_GIVEN}{GIVEN_AFTER}|a,\n?(?:P{{1,2}}a|[GFLUA]){GIVEN_AFTER})"
# A surname of words: "Leonard Two Bears".
# Several, with what each is.
_ONE = rf"[TtXRda]?\.?{ANY}(?:,?d)?(?:\([^)\n]{{1,3}}\))?"
SEVERAL = rf"{_ONE}(?:[,;/&]{{1,2}}\n?{_ONE}){{2,8}}"
# What tells by itself that a name stands before it: an age, a sex and a date, a number, a degree.
AGED = r"[,(|]{0,2}\n?9?o"
SEXED = r",?\n?I[|,/]?\n?(?:[89]|h9|C9)"
NUMBERED = r"(?:[,;|(/]{0,2}\n?#?(?:[aTtI]?-?8|g|(?<=/)99)|\((?:9-?9|I[89])|n:?[+(]?I?[89])"
# A telephone number in several parts.
PHONE = r"(?:8|\({0,2}9\)?-?(?:9-?9|8))"
OF_WORDS = r"[GFf]C{1,2}(?=[\n,;|(.g]|$)"
LOWER = r"(?:P{0,3}[yzwqu](?:P{0,3}[yzwq]|l\.?){0,3}|0(?:[yzwq]|l\.?){1,3}|0(?=[,.!\n]|$))"
NO_EPONYM = r"(?!'?\n?[Ee])"
NAMED = rf"[GFfhUS](?:P{{0,3}}[SUsGF])?{END}"
# "Ron and Debbie Hatch".
COUPLE = rf"[GFh]&[GFf](?:I\.?)?(?:G?(?:{NAMED}|[sp]|C(?=[,.;\n)v]|$)))"
