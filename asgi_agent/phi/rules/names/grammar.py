"""What a name looks like among its neighbours, as patterns over the classes of words.

Given names: `G` alone or in company, `F` in company, `f` also a word, `h` also a month or a state.
Surnames: `S`, `s` also a word, `p` also a disease. `U` is a capitalised word that no list knows. In
capitals: `L` given, `M` surname, `A` unknown, `a` unknown and short. In lower case: `y` given, `z` and
`q` surnames, `w` unknown. `I` is a capital letter, `l` a small one, `P` a particle (de, van), `J` a
suffix (Jr), `C` a common word.

Around them: `T` title, `t` the same of anybody, `Q` titles, `R` role, `Y` relation, `N` what announces a
name, `r` re, `c` called, `B` by, `H` to, `k` met, `W` greeting, `D` this, `m` my, `i` is, `j` I'm, `b` a
thing with a name, `v` what people do and `V` people only, `n` what people have, `d` degree, `g` an
identifier's name, `o` age, `9` number, `8` a long one, `E` and `e` what is named after people, `'` a
possessive, `X` a degree that stands before names too, `Z` children, `O` with, `K` its, `x` any other word.
"""

from __future__ import annotations

from asgi_agent.phi.rules.grammar import Form, Grammar
from asgi_agent.phi.rules.names.fragments import (
    AGED,
    ANY,
    EITHER,
    END,
    GIVEN_AFTER,
    KNOWN,
    LOWER,
    MORE,
    NAMED,
    NO_EPONYM,
    NUMBERED,
    OF_WORDS,
    PHONE,
    REVERSED,
    SEVERAL,
    SEXED,
    SURE,
)
from asgi_agent.phi.spans import Label

# What `EITHER` can begin with.
_EITHER = "PaISUMALGFfsp4C"


def _form(name: str, score: float, beginnings: str, pattern: str) -> Form:
    return Form(f"name.{name}", Label.NAME, score, beginnings, pattern)


NAMES = Grammar(
    _form("titles", 0.95, "Q", rf"(?P<value>Q\.?{ANY}(?:[,&]{{1,2}}{ANY}){{0,4}})"),
    _form(
        "title",
        0.95,
        "Tt",
        rf"(?P<value>(?:T|(?<!9)t)\.?(?:&[Tt]\.?)?T?\.?\n?(?:m?{ANY}|a|C[sfSUGF](?![Ee])|(?<=t\.)CC?(?![Cer])|CC?(?=[,'\n]|$|V)|[yzwq](?:P{{0,3}}[yzq]|w(?=[V,.\n]|$))?))(?!(?<=p)'E)",
    ),
    _form(
        "listed",
        0.7,
        _EITHER,
        rf"(?!A,A|[AM],a,?8)(?P<value>(?:{EITHER}|U[UGFS]|a,[GFLUfA])(?=[;|,\n]?(?:[aTt]?-?8|g)))",
    ),
    _form("maker", 0, "3", r"3\n?[UGFSAaMLCp]{1,2}"),
    _form(
        "part",
        0.85,
        "2",
        rf"2N?\.?[:=|>]\n?[\"'(]?(?P<value>{EITHER}|{ANY}|C{{1,2}}(?=\n?[2N])|a(?=\n?[2Ng])|I\.?(?=[\n,;|gTN28]|$)"
        r"|[yzwq]{1,2}(?=\n?[2gN\n]|$|a=)|(?:I\.){2,3}|a(?=[\n,;|]|$))",
    ),
    _form(
        "part",
        0.7,
        "2",
        r"2(?P<value>[UGFSLMAfsp4]{1,3}|C)(?=2)|2(?P<again>I\.?|[UGFSLM])(?=g|$)|2(?P<third>a)(?=[\n,;|]|$)",
    ),
    _form("part", 0.6, "a", r"(?<=[GFfSspULMACh4])a[:=](?P<value>I\.?)(?=\n?[gN8]|\n|$)"),
    _form("several", 0.75, "R", rf"R:\n?(?P<value>{SEVERAL})"),
    _form(
        "row",
        0.6,
        "9",
        rf"(?:(?<=\n)|^)9(?::9)?(?:a|I\.I\.|ll?)?[-|]?(?P<value>{EITHER}|I\.(?:P{{1,3}})?(?:[USMALGFfsp4]|C4)|a,I\."
        rf"|[UGFSLM]{MORE}{{1,2}}+|[UGSM](?=[xC\n,|-]|$))(?!'?E)(?!,?s)",
    ),
    _form("row", 0.6, "9", rf"(?:(?<=\n)|^)9[.)](?P<value>{EITHER}|a|[UASM])(?={AGED}|{SEXED})"),
    _form(
        "bed",
        0.6,
        "7",
        rf"7#?9[:-]?(?P<value>{EITHER}|[UGFSMA4L]{MORE}{{0,2}}+|[sfp](?=[:,\n-]|$|o|I9|9)|(?<=9)a(?=:))",
    ),
    _form(
        "sheet",
        0.6,
        _EITHER,
        rf"(?![AM],a,?8)(?P<value>{EITHER}|UI\.,?)(?=\n?(?:{AGED}|{SEXED}|{NUMBERED}|\|I?\|))",
    ),
    _form(
        "segment",
        0.7,
        "*",
        r"\*9\*(?P<value>(?:P{1,2})?[UGFSLMAfsp][UGFSLMAfspa]?|a(?=\*[UGFSLMA]))\*(?P<again>[UGFSLMAfspa][UGFSLMAfspaI]{0,2})(?=\*)",
    ),
    _form("segment", 0.7, "B", r"B\*[aC]\*(?P<value>[UGFSLMAfs][UGFSLMAfspa4]{1,2}|LC4)(?=\*)"),
    _form("marked", 0.7, "UGFSLMAf", r"(?P<value>[UGFSLMAfs][UGFSLMA]?(?:\^{1,3}m?[UGFSLMAfsaI]\.?){1,3})"),
    _form("spelled", 0.6, "I", r"(?<=[UGFSLMAsf])(?P<value>I{4,16})"),
    _form("handed", 0.5, "UGFSs", r"(?P<value>[UGFSs]->[UGFSs])"),
    _form("title", 0.6, "J", r"(?<![GFSUMLfsAI,])J\.?(?P<value>[USGF]{1,2})"),
    _form("title", 0.8, "T", rf"T:\n?(?P<value>[GFSUL]{MORE}{{0,3}}+)"),
    _form(
        "cell",
        0.5,
        "PUFGSsfpLMA",
        r"(?<=[,(=:]')(?P<value>(?:P{1,3})?[UGFSLMA][UGFSsLMA]{0,2}|[fs][UGFSs]?|(?<=[GFUSf]',')p)(?='[,);])",
    ),
    _form("cell", 0.6, "a", r"(?<=8\|)(?P<value>a|I-I|aI)(?=\|\n?(?:[89]|C9|h9))"),
    _form("cell", 0.6, _EITHER, rf"(?<=[;|\"])(?P<value>{EITHER}|[UGFSf][UGFSs]|U)(?=[;|\"])"),
    _form("cell", 0.6, "SUMsfGFA", r"(?<=8\|)(?P<value>(?:P{1,2})?[SUMsfGFA])(?=\|[UGFfSsLA]\|)"),
    _form("cell", 0.6, "SUsfGFL", r"(?<=8\|[SUMsfGFA]\|)(?P<value>[SUsfGFL])(?=\|)"),
    _form(
        "cell",
        0.5,
        "UFGfPs",
        r"(?<=[89],)(?:(?P<value>[UFG](?:P{0,3}[UFGS]){1,2}|fs|P{1,2}[USFG]|[UFGfs]C[sS4](?=,I,))(?=,)"
        r"|(?P<again>s|(?:P1)?S)(?=,I[89]))",
    ),
    _form("block", 0.5, "UFf", r"(?:(?<=\n)|^)(?P<value>[UFf][UFSs]{1,2})(?=\n9)"),
    _form("reversed", 0.8, "PSUMGFspC", rf"(?P<value>{REVERSED})"),
    _form(
        "key",
        0.9,
        "N",
        r"(?<![beE])N\"?(?:\(.\))?B?(?:\.{2,9}|[:=|>-]*)\n?[\"'(]?i?"
        rf"(?P<value>m[GF](?=[\n,;(|]|$)|{EITHER}|{OF_WORDS}|{ANY}|(?<=:)C(?:C|,G|,F)(?=[\n,;(|8]|$))",
    ),
    _form("subject", 0.6, "r", r"r:?(?P<value>P{0,2}[yzwq][yzwq]?,[yzw]|P{0,2}[yz][yzwq])"),
    _form(
        "subject",
        0.8,
        "rH",
        rf"(?:r[:.]?|H:)(?P<value>{EITHER}|(?<=:)[hfs][sfS](?=[\n;,|]|$)|{KNOWN}|[UfA]{MORE}{{1,2}}+|(?<=r:)U(?![CU\d])|U(?=[,.;)\n]|$))(?!'?E)",
    ),
    _form("routed", 0.5, "r", r"r:(?:r:)+(?P<value>P{0,2}[sfpUS])(?=-)"),
    _form("routed", 0.5, "rH", r"(?:r[:.]?r?:?|H:?)(?P<value>(?:P{1,3})?[USsp]|C4)(?=[5n])"),
    _form(
        "degree",
        0.7,
        "X",
        rf"(?<![SUGFMfsA])X(?P<value>[SM]|{KNOWN}|[fspU](?=[xvViOHB&/,.:(9\n-]|$)|[UAfs]{MORE}{{1,3}}+|A(?=[xvViCt,.;\n/9]|$)|a[aAM](?=,))",
    ),
    _form(
        "family",
        0.6,
        "Z",
        rf"Z[,:(]?(?P<value>{NAMED}(?:\({NAMED}\)[US]?)?(?:,{NAMED}){{0,3}},?&{NAMED}){NO_EPONYM}",
    ),
    _form("family", 0.5, "Z", rf"Z[:,]?(?P<value>{NAMED}\(9\)(?:[,&]{{1,2}}{NAMED}\(9\)){{0,5}})"),
    _form("user", 0.5, "RN", r"[RN]=['\"]?(?P<value>[yzw](?:\.[yzw])?|P{1,2}[yzwx])"),
    _form("family", 0.5, "Z", r"Z[,:(]?(?P<value>[UGF](?=\([UGFS])|[UGFSfs](?=&[URUY]|,[9URYGS]))"),
    _form("family", 0.6, "fFU", rf"(?P<value>[fFU]&[GFf][SsU]){NO_EPONYM}"),
    _form("patient", 0.7, "o", rf"o[IF]?,(?P<value>{EITHER})(?!'?E)"),
    _form("my", 0.85, "mN", rf"(?:mN[i:]?|(?<![beE])Ni)(?P<value>{LOWER})"),
    _form(
        "role",
        0.8,
        "RYdX",
        rf"(?:[RY]|[dX](?=:))[\"']?(?:[:=|>]|\.{{2,9}})\n?[\"']?(?P<value>(?:{EITHER}|{OF_WORDS}|{ANY})(?:[,;/&]{{1,2}}{ANY}){{0,5}})",
    ),
    _form(
        "relation",
        0.5,
        "RY",
        rf"[RY][dX]?(?:,|-|'|\()?\n?(?P<value>[GFSULM](?!{MORE}|,)|(?<=R)A(?=[;.\n9gvVikdX]|$|,[^GFfLSUMA])|(?<=R)C4|(?<=Y)A(?=[Vvik9g,\n]|$)|(?<=Y)[fp]|(?<=Y)h(?!9)|(?<=R)f(?=[:,.;/&\n(]|$)|(?<=R)s(?=[kVR,])|(?<=R)p(?=:)|(?<=Y[,(])f){NO_EPONYM}",
    ),
    _form(
        "relation",
        0.65,
        "RY",
        rf"[RY][dX]?(?:,|-|'|\()?\n?(?:(?P<value>{EITHER}|[USMAGFLsfp]/[USMAGFLsfp](?!/)|A[AMLf4]{{1,2}}"
        rf"|La(?=[,\n])|{SURE}|(?<=R)a(?=o)){NO_EPONYM}|(?P<again>[GFUS](?:P{{0,3}}[GFUSsp]){{1,3}}+)(?!'?\n?E))",
    ),
    _form("role", 0.7, "RY", rf"[RY]i\n?(?P<value>{KNOWN}|[fU]{MORE}{{1,3}}+|U(?=[.,;\n]|$)){NO_EPONYM}"),
    _form("called", 0.7, "c", rf"c:?\"?(?P<value>[GFL]{MORE}{{0,3}}|[Uf](?=[\",.;)\n]|$))"),
    _form(
        "called",
        0.6,
        "6",
        rf"6[xC](?P<third>{EITHER})|6B\"?(?P<value>[GFLUSsfChM][UGFSs]?)|6x?(?P<again>[GFUSf][UGFSs]?(?=[,.;)\n]|$))",
    ),
    _form(
        "by",
        0.7,
        "B",
        rf"B[\"']?[:=]?\n?[\"']?(?P<value>{REVERSED}|A[AMLa]|C[4s](?=[\n,.;]|$)|I\.[USAMp]|[yzw]\.[yzw]|(?<=:)(?:{EITHER}|{ANY}|a)|{KNOWN}|U{MORE}{{1,3}}+){NO_EPONYM}",
    ),
    _form(
        "met",
        0.7,
        "k",
        rf"k(?:[BH&:]|O/?)?(?P<value>{KNOWN}|(?:P{{1,3}})?U{MORE}{{0,3}}+|f(?=[,.;\nxvViH]|$)){NO_EPONYM}",
    ),
    _form("met", 0.4, "k", rf"kOx(?P<value>U)(?=[,.xvViH]|$){NO_EPONYM}"),
    _form(
        "greeting",
        0.7,
        "W",
        rf"W[,!]?\n{{0,2}}(?P<value>f{MORE}?|(?<=\n)(?:m[GF]|h)(?=\n|$)|{KNOWN}|U{MORE}{{0,3}}+)(?=[,!.\n-]|$|[xO])",
    ),
    _form("this", 0.5, "D", r"D[i'](?P<value>f)(?=[,.!\n]|$|x[USGF])"),
    _form("this", 0.7, "Dj", rf"(?:D[i']|j)(?P<value>{KNOWN}|U{MORE}{{0,3}}+)(?=[,!.\n&]|$|[xvVikHO])"),
    _form("this", 0.6, "K", r"K(?P<value>[yz](?:P{0,3}[yzwq])?|wP{0,3}[yzw]|[fFGU][fFGUSsC](?=,?[89g]))"),
    _form("this", 0.6, "i", r"(?<=x)i(?P<value>z(?=[,.!\n&]|$)|[yz][yzwq])"),
    _form("this", 0.6, "jD", r"(?:j|Di)(?P<value>z(?=,?[9o]|[.!\n&]|$)|w(?=,?9?o|,9)|[yz][yzwq]|w[yz])"),
    _form("this", 0.6, "D", r"D[i'](?P<value>[yzw][yzwq])"),
    _form(
        "eponym", 0, "GFfSspU", r"(?:[GFfSsp]|[SpU]{2}|[Ff]p)'?[Ee]|Gp'E|p'?[Ee]|[SspU][GFfSspUC]{0,2}'?\n?E"
    ),
    _form(
        "full",
        0.75,
        "GFfh",
        rf"(?P<value>(?:[GF]|f(?=\n?(?:I\.|P?[GFSUM]))|h(?=\n?[SGFM]|I\.[SG])){MORE}{{1,4}}+{END})(?!E)",
    ),
    _form(
        "capitals",
        0.7,
        "LMA",
        r"(?P<value>L(?:I\.?|P){0,2}(?:[LMAsp]{1,2}|e\.[AMLa]|C4|a(?=[,;|\n]))|[MA]M?,L(?:I\.?)?|M{2,3})(?!'?E)",
    ),
    _form(
        "initials",
        0.7,
        "I",
        r"(?<!9)(?P<value>(?:I\.){1,3}\n?(?:P{1,2})?(?:[SGFM]S?|(?<=I\.I\.)[sU]|(?<=P)U|U(?=[,'dXvVik.;)\n9]|$)|C4|Cs(?=[,.dX/|\n9]|$)|[fsp](?=[|/\n]|$|9:9|,?[dX])|e\.[GFSUM]))(?!'?E)",
    ),
    _form("initials", 0.6, "I", r"(?<=9)(?P<value>I\.(?:P{1,3})?[SUGFMs4])(?=,?[dX]|9:|[\n|-]|$)"),
    _form("initial", 0.5, "I", rf"(?<=[xBHkvi&(,O)\n])(?P<value>I\.s){NO_EPONYM}"),
    _form("initial", 0.6, "SMU", r"(?P<value>[SM]I\.|UI\.(?=[,)]))"),
    _form(
        "aged",
        0.7,
        "SGFMUIAfhs",
        rf"(?P<value>[SGFM]|[SGFMUIAfhs]\.?{MORE}{{1,3}}+|[Usf](?=[,(|]{{0,2}}o)|A(?=o))(?={AGED})"
        rf"|(?P<again>[USFG]{{1,3}})(?={SEXED})",
    ),
    _form(
        "aged",
        0.7,
        _EITHER,
        rf"(?P<third>{EITHER}(?=,[dX]))|(?P<value>{EITHER}|a,\n?[GFLUfA]{GIVEN_AFTER}|[SMUAsfa]{{1,2}}[GFUfLA])(?={AGED})|(?P<again>{EITHER})(?={SEXED})",
    ),
    _form(
        "degree",
        0.8,
        "SUGFMfP",
        rf"(?P<value>(?:P{{1,2}})?[SUGFM]{MORE}{{0,3}}+|f{MORE}{{1,3}}+){END},?(?:[dX]|(?<=,)I\.I\.)",
    ),
    _form(
        "degree",
        0.7,
        "LMAaCsf",
        rf"(?P<value>(?:[LMAa]|[sf](?=[LMA]))(?:I\.?|P{{1,2}})?[LMAsf4]{{1,2}}|C4|[LMA]){END},?(?:[dX](?!4)|(?<=,)I\.I\.)",
    ),
    _form(
        "identified",
        0.7,
        "SMUGFAsfpa",
        rf"(?P<value>[SM]|[SUGFMAsf]{MORE}{{1,3}}+|[UAsfpa](?=[,;(]{{0,2}}g)|[US](?=\(8))(?=[,;(]{{0,2}}g|\(8)",
    ),
    _form(
        "acting",
        0.6,
        "SMUfFspP",
        r"(?P<value>[SMF](?=V)|(?:(?<=[.\n,;:&?])|^)[SMF]|[Ufsp](?=\n?V)"
        rf"|P{{1,3}}[SU]|U{MORE}{{1,2}}+)(?=\n?[vVikOc])",
    ),
    _form("owning", 0.6, "SMUFf", r"(?P<value>[SMUFf])(?='[nRY])"),
    _form(
        "surnames",
        0.6,
        "SUGFs",
        rf"(?P<value>S\n?(?:P{{1,2}})?[SGFf](?:\n?[SGF]){{0,2}}+|[SUGF]\n?P{{1,3}}[USAMGF](?:,?J\.?)?|U[SGFp]|S[sU](?=[,.;(|)\nvVi&]|$)|s(?:S[SGFU]|S(?=[,;\"']))){NO_EPONYM}",
    ),
    _form(
        "unknown",
        0.6,
        "UP",
        rf"(?P<value>UU{{1,2}}+|Us|UP{{1,3}}[USs]|P{{1,2}}U[US]|P1S|(?<![9C,])Ue\.[USGF]){NO_EPONYM}",
    ),
    _form("unknown", 0.4, "P", rf"(?:(?<=[.\n|,:B])|^)(?P<value>P{{1,2}}[Us])(?=[,|'xvViO\n]|$){NO_EPONYM}"),
    _form("related", 0.6, "USFfPC", rf"(?P<value>(?:P{{1,3}})?[USFf]{MORE}{{0,3}}+|C4)(?=[,-]?\(?Y)"),
    _form("pair", 0.4, "US", rf"(?P<value>[US]/[US]){NO_EPONYM}"),
    _form("unknown", 0.4, "fF", rf"(?P<value>fU|FU?(?=[.?]|$)){NO_EPONYM}"),
    _form("full", 0.45, "GF", r"(?P<value>[GF]C)(?=[xvVikO'.,;:?!)&]|$)"),
    _form("full", 0.6, "m", r"(?P<value>mG[SUGF]|mL[MAL]a?)"),
    _form("acting", 0.4, "UfFG", r"(?<=[Vv])(?P<value>[Uf])(?=\n?v)"),
    _form("unlisted", 0.4, "U", r"(?<=[BHkO])(?P<value>U)(?=&[UGFP]|D)|(?<=r)(?P<again>U)(?=\(?\+?8)"),
    _form("told", 0.4, "sfS", r"(?<=B)(?P<value>[sf])(?=H)|(?<=H)(?P<again>S)(?=x)"),
    _form("acting", 0.35, "f", r"(?:(?<=[.\n])|^)(?P<value>f)(?=v|iv)"),
    _form("acting", 0.4, "U", r"(?:(?<=[.\n;!?>-])|^)(?P<value>U)(?=[vVi]|&[UGFS][vV])"),
    _form("acting", 0.4, "Ufs", r"(?<=[UGFS]&)(?P<value>[Ufs])(?=[vV])"),
    _form("owning", 0.4, "US", rf"(?P<value>[US])(?='x){NO_EPONYM}"),
    _form("speaker", 0.5, "UFGSf", r"(?:(?<=[\n\])>])|^)(?P<value>[UFGS][UFGSI]?|f)(?=\.?:)"),
    _form("speaker", 0.5, "UFGSfsh", r"(?:(?<=\n)|^)(?P<value>[UFGSfsh][UFGSI]?)(?=\(9:9)"),
    _form(
        "dated",
        0.5,
        "UFGSfsMP",
        r"(?:(?<=8)|(?<=[Ch]9)|(?<=\n9)|(?<=9,9)|(?<='9))(?P<value>(?:P{1,3})?[UFGSfsM])(?=X?:)",
    ),
    _form("cell", 0.4, "UFS", r"(?<=[89],)(?P<value>[UFS])(?=,)|(?<=,)(?P<again>[UFS])(?=,[89])"),
    _form("unlisted", 0.35, "U", rf"(?P<value>U(?:I\.)?U{{1,2}}+|UPU){NO_EPONYM}(?!C?[Ee])"),
    _form("by", 0.45, "B", r"B(?P<value>[wz]|P{1,2}[wzxq])(?=[,;H\n]|$)"),
    _form("greeting", 0.45, "w", r"(?<=W\.)(?P<value>w)(?=1Y)"),
    _form("unlisted", 0.35, "U", rf"(?<=[BHkR])(?P<value>U)(?=[,.;?!\n]|$|[vVikxnHO]){NO_EPONYM}"),
    _form("unlisted", 0.35, "U", rf"(?:(?<=[.\n])|^)(?P<value>U)(?=[vV]){NO_EPONYM}"),
    _form("column", 0.5, "PSMFUs", r"(?<=[89])(?P<value>(?:P{0,3}[SMFs]|P{1,3}U)(?=\n|$)|U(?=\n9|\n?$))"),
    _form("column", 0.5, "SMUsApP", r"(?<=8)(?P<value>(?:P{1,3})?[SMUsAp]{1,2})(?=9)"),
    _form("block", 0.5, "LMAp", r"(?:(?<=\n)|^)(?P<value>[LMA][LMAap])(?=\n9)"),
    _form("block", 0.35, "fF", r"^(?P<value>[fF])$"),
    _form("words", 0.6, "fh", rf"(?P<value>fs|hs(?=[|;,(\n])){NO_EPONYM}"),
    _form("word", 0.35, "f", r"(?<=')(?P<value>f)(?=\?)|(?<=x,)(?P<again>f)(?=[.!?])"),
    _form("pair", 0.5, "USMFfspP", r"(?<=d-9/)(?P<value>P{0,2}[USMFfsp])"),
    _form(
        "word",
        0.35,
        "fs",
        r"(?<=v)(?P<again>[fs])(?=x7)|(?<=[xBHkv&O])(?P<value>[fs])(?=[,.;:?!)]|$|'?[VinR])",
    ),
    _form("capitals", 0.5, "A", rf"(?P<value>A(?:I\.?)?A{{1,2}}+){NO_EPONYM}"),
    _form(
        "mixed",
        0.45,
        "GFUfSs",
        rf"(?P<value>(?:[GFUfS](?:I\.?)?(?:P{{1,3}})?[AML]|s[ML])(?:P{{1,2}}[AMLa])?){NO_EPONYM}",
    ),
    _form("mixed", 0.5, "PaAM", rf"(?P<value>(?:P{{1,3}}|a)?[AM][GFUf](?:[GFUf]|I\.)?){NO_EPONYM}"),
    _form("creature", 0.5, "CGFSU", rf"(?P<value>[GFSU]?C4){NO_EPONYM}"),
    _form("surname", 0.4, "S", r"(?<=[SUGFM]&)(?P<value>S)"),
    _form("given", 0.5, "G", rf"(?<!e\.)(?P<value>G){NO_EPONYM}(?!-9)"),
    _form("given", 0.4, "F", rf"(?<!e\.)(?P<value>F){NO_EPONYM}(?!-9)"),
    _form("surname", 0.35, "SP", r"(?<![9b])(?<!b:)(?P<value>(?:P{1,3})?S)(?!x|\)?9|,[pS][xp&]|'?\n?[Ee])"),
    _form(
        "unlisted",
        0.5,
        "mRY",
        r"mY(?P<third>[0yzwq])(?=\(?(?:8|9))|Y(?P<again>w)(?=[iV])|(?:m[RY]|[RY]:?(?=[wz]{2}|z(?!/)|[yzwq],))(?P<value>[yzwq],[yzw]|[wz]{1,2})(?=[,.xvVi9ogckO]|$)",
    ),
    _form("signing", 0.6, "W", rf"Wx?[,!]?\n?(?P<value>{LOWER})(?=\n|$|\.|,?g)"),
    _form("with", 0.5, "SsF", r"(?<=O/)(?P<value>[SsF])(?=[9,.]|$)"),
    _form("with", 0.6, "SMUsfF", r"(?<=l/O)(?P<value>[SMUsfF])(?=[,.;:)\n&]|$|[xvVikO])"),
    _form("lower", 0.5, "z", r"(?P<value>zP{1,3}[yzw](?=[,.;\n9vVgx]|$))"),
    _form("lower", 0.45, "z", r"(?<=[BkHOYRT&])(?P<value>z)|(?:(?<=\n)|^)(?P<again>z)(?=:)"),
    _form("word", 0.35, "SU", rf"(?<=[kBv])(?P<value>[SU])(?=x){NO_EPONYM}"),
    _form("lower", 0.5, "z", r"(?P<value>zP{0,3}[yz][yzq]?|z(?=V)|zP{0,3}w(?=[(,.;\n9vV]|$))"),
    _form(
        "with", 0.35, "U", r"(?<=O)(?P<value>U)(?=[\n)]|$|&[GFYRTt]|'|\(|[vV]|x[89hC])|(?<=O/)(?P<again>U)"
    ),
    _form("tagged", 0.4, "UGFSLMAfs", r"(?<=>)(?P<value>[UGFSLMA]{1,3}|[fs][UGFSLMAs]|[UGFS]?C4)(?=</)"),
    _form("told", 0.5, _EITHER, rf"(?<=[HB])(?P<value>{EITHER})"),
    _form("label", 0.33, "U", rf"(?<=:)(?P<value>U)(?=[x;,.\n]|$){NO_EPONYM}|(?<=C)(?P<again>U)(?=;)"),
    _form(
        "initial",
        0.5,
        "AMLSUsafp",
        r"(?P<value>[AMSU],I\.)(?!x)|(?<=[89])(?P<again>[AMSUs],I\.?)(?=[\n|;,)]|$)|(?<=9)(?P<third>[AMLSUsfp],I\.)(?=9)",
    ),
    _form(
        "told",
        0.5,
        "SULMfs",
        rf"(?P<value>[SLM]|(?<=[OkYRH:\n])[Ufs])(?=\(?{PHONE})|(?P<third>[UfS])(?=\(9\)|\+9)|(?P<again>[LM](?={PHONE}))",
    ),
    _form("last", 0.35, "USPC", r"(?<=[89]-)(?P<value>(?:P{1,3})?[US])(?=\n|$)|(?<=C,)(?P<again>U)(?=\n)"),
    _form(
        "listed",
        0.5,
        _EITHER,
        rf"(?:(?<=[89]/)|(?<=9)|(?<=\(2))(?P<value>{EITHER})(?=\n|$|\))|(?<=\")(?P<again>{EITHER})(?=,)",
    ),
    _form("letter", 0.4, "Ufs", r"(?:(?<=\n)|^)(?P<value>[Ufs])(?=[,-]\n?$|[,-]\n)"),
    _form("telegram", 0.35, "U", rf"(?:(?<=\n)|^)(?P<value>U)(?=[kcBHO7]|x|{PHONE}){NO_EPONYM}"),
    _form("speaker", 0.4, "C", r"(?:(?<=\n)|^)C(?P<value>[UGF])(?=:[xC])"),
    _form("told", 0.4, "U", rf"(?<=:)(?P<value>U)(?={PHONE})"),
    _form("listed", 0.4, "PaA", r"(?:(?<=\n)|^)(?P<value>(?:P{1,3}|a)?A{1,2},\n?A)(?=\n|$)"),
    _form("lower", 0.6, "y", r"(?P<value>yP{0,3}[yzq](?:P{0,3}[yzq])?|yl\.|yw)"),
    _form("plain", 0.4, "y", r"(?P<value>y)"),
    _form(
        "unlisted",
        0.31,
        "U",
        rf"(?<=[xBHkv&i(,;O])(?P<value>U)(?=[,.;?!)\n]|$|[vVik]|'[nRY])(?!\n?{NO_EPONYM[3:]}",
    ),
)
