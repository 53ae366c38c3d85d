"""What patterns of names are put together from: see `grammar` for the letters."""

from __future__ import annotations

# A further part of a name, on the next line perhaps.
MORE = r"(?:\n?(?:P{1,3}\n?)?[GFfSspULMA]|\n?I\.?|[\"(][GFfSU][\")])"
END = r"(?:,?J\.?)?"
# A name where something before it says that one comes.
ANY = rf"(?:(?:P{{1,3}})?[GFfhSspULMA]|I\.|I(?={MORE})){MORE}{{0,4}}+{END}"
# The same, where what is before it says so less clearly.
SURE = rf"(?:(?:P{{1,3}})?(?:[GFSULM]|[fhs](?={MORE})|p(?=[GFSU]))|I\.?(?=[GFSULMfspI])){MORE}{{0,4}}+{END}"
KNOWN = rf"(?:(?:P{{1,3}})?[GFSLM]{MORE}{{0,3}}+|I\.?[GFSULM]{MORE}{{0,2}}+|I\.[fs])"
GIVEN_AFTER = r"(?:\n?I\.?|[GFfSU])?"
REVERSED = rf"(?:P{{1,3}})?[SUMGFsp]{{1,2}}{END},\n?(?:(?:[GFfL]|I\.){GIVEN_AFTER}|UI\.)"
EITHER = rf"(?:P{{1,3}})?[SUMALGFfsp]{{1,2}}{END},\n?(?:[GFfLSUMAa]|h(?!9)|I\.){GIVEN_AFTER}"
# A surname of words: "Leonard Two Bears".
OF_WORDS = r"[GFf]C{1,2}(?=[\n,;|(.g]|$)"
LOWER = r"[yzwq](?:P{0,3}[yzwq]|l\.?){0,3}"
NO_EPONYM = r"(?!'?\n?[Ee])"
NAMED = r"[GFfhUS](?:P{0,3}[SUsGF])?"
