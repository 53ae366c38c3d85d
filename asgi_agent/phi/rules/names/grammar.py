"""What a name looks like among its neighbours, as patterns over the classes of words.

Given names: `G` alone or in company, `F` in company, `f` also a word, `h` also a month or a state. Surnames: `S`, `s` also a
word, `p` also a disease. `U` is a capitalised word that no list knows. In capitals: `L` given, `M` surname,
`A` unknown. In lower case: `y` given, `z` and `q` surnames, `w` unknown. `I` is a capital letter, `l` a small
one, `P` a particle (de, van), `J` a suffix (Jr), `C` a common word.

Around them: `T` title, `Q` titles, `R` role, `N` what announces a name, `c` called, `B` by, `k` met, `H` to, `W` greeting,
`m` my, `i` is, `j` I'm, `b` a thing with a name, `v` what people do, `n` what people have, `d` degree, `g` an
identifier's name, `o` age, `9` number, `E` and `e` what is named after people, `'` a possessive.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Form(NamedTuple):
    """A form of name: how sure it is, and its pattern, in which the group is the name."""

    name: str
    score: float
    pattern: str


# A further part of a name, on the next line perhaps.
_MORE = r"(?:\n?(?:P{1,3}\n?)?[GFfSspULMA]|\n?I\.?|[\"(][GFfSU][\")])"
_END = r"(?:,?J\.?)?"
_ANY = rf"(?:(?:P{{1,3}})?[GFfSspULMA]|I\.?){_MORE}{{0,4}}+{_END}"
# Enough to be a name where something beside it says that one is meant.
_SURE = rf"(?:(?:P{{1,3}})?(?:[GFSULM]|[fsp](?={_MORE}))|I\.?(?=[GFSULMfspI])){_MORE}{{0,4}}+{_END}"
_REVERSED = rf"(?:P{{1,3}})?[SUMGFsp]{{1,2}}{_END},\n?(?:[GFfhL]|I\.)(?:\n?I\.?|[GFfSU])?"
_EITHER = _REVERSED.replace("[GFfhL]", "[GFfhSUL]")
_LOWER = r"[yzwq](?:P{0,3}[yzwq]|l\.?){0,3}"

FORMS = (
    Form("name.titles", 0.95, rf"(?P<titles>Q\.?{_ANY}(?:[,&]{{1,2}}{_ANY}){{0,4}})"),
    Form("name.title", 0.95, rf"(?P<title>T\.?(?:&T\.?)?T?\.?\n?(?:{_ANY}|[yzwq](?:P{{0,3}}[yzq])?))"),
    Form("name.reversed", 0.8, rf"(?P<reversed>{_REVERSED})"),
    Form("name.key", 0.9, rf"(?<!b)N(?:\(.\))?[:=-]*\n?[\"(]?i?(?P<key>{_EITHER}|{_ANY})"),
    Form("name.my", 0.85, rf"mN[i:]?(?P<my>{_LOWER})"),
    Form("name.role", 0.8, rf"R[:=]\n?(?P<role>{_EITHER}|{_ANY})"),
    Form("name.relation", 0.5, rf"R(?:\.|,|-|'|\()?\n?(?P<relation>{_SURE})(?!'?E)"),
    Form("name.called", 0.7, rf"c\"?(?P<called>[GFL]{_MORE}{{0,3}})"),
    Form("name.by", 0.7, rf"B:?\n?(?P<by>[GFSLM]{_MORE}{{0,3}}+|U{_MORE}{{1,3}}+)(?!'?[Ee])"),
    Form("name.met", 0.7, rf"k[BH&]?(?P<met>[GFSULM]{_MORE}{{0,3}}+)(?!'?[Ee])"),
    Form(
        "name.greeting", 0.7, rf"(?:W[,!]?\n{{0,2}}|j)(?P<greeting>[GFSULMf]{_MORE}{{0,3}}+)(?=[,!.\n-]|$|x)"
    ),
    Form("eponym", 0, r"(?:[GFfSsp]|[SpU]{2}|[Ff]p)'?[Ee]|p'?E|[SspU][GFfSspU]{0,2}'?E"),
    Form("name.full", 0.75, rf"(?P<full>(?:[GF]|f(?=\n?(?:I\.|P?[GFSUM]))|h(?=[SGFM]|I\.[SG])){_MORE}{{1,4}}+{_END})(?!'?E)"),
    Form("name.capitals", 0.7, r"(?P<capitals>L(?:I\.?|P){0,2}[LMAs]{1,2}|[MA]M?,L(?:I\.?)?)(?!'?E)"),
    Form(
        "name.initials", 0.7, r"(?P<initials>(?:I\.){1,3}\n?(?:P{1,2})?(?:[SGFM]|(?<=I\.I\.)[sU])S?)(?!'?E)"
    ),
    Form("name.initial", 0.6, r"(?P<initial>[SM]I\.)"),
    Form("name.aged", 0.7, rf"(?P<aged>(?:[SGFM]|[SGFMUIAfh]\.?{_MORE}{{1,3}}+))(?=,?\(?9?o)"),
    Form("name.degree", 0.8, rf"(?P<degree>(?:[SUGFM]{_MORE}{{0,3}}+)),?d"),
    Form("name.identified", 0.7, rf"(?P<identified>[SM]|[SUGFMA]{_MORE}{{1,3}}+)(?=[,;(]{{0,2}}g)"),
    Form("name.acting", 0.6, rf"(?P<acting>[SM]|U{_MORE}{{1,2}}+)(?=v)"),
    Form("name.owning", 0.6, r"(?P<owning>[SM])(?='n)"),
    Form("name.surnames", 0.4, r"(?P<surnames>S\n?(?:P{1,2})?[SGF](?:\n?[SGF]){0,2}+|US)(?!'?[Ee])"),
    Form("name.given", 0.5, r"(?P<given>G)(?!'?[Ee])"),
    Form("name.lower", 0.6, r"(?P<lower>yP{0,3}[yzq](?:P{0,3}[yzq])?|yl\.|yw)"),
    Form("name.plain", 0.4, r"(?P<plain>y)"),
)

NAME = re.compile("|".join(form.pattern for form in FORMS))
BY_GROUP = {form.name.removeprefix("name."): form for form in FORMS}

POSSIBLE = re.compile(r"[GFfSsULMAyIT]|[NR].|[QcBkWj]U|mN")
"""What a reading has that can hold a name at all."""
