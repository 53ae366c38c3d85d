"""Names of months and of days of the week."""

from __future__ import annotations

from asgi_agent.phi.rules.listed import listed

ENGLISH = listed(
    """
    january february march april may june july august september october november december
    """
)
SHORT = listed("jan feb mar apr jun jul aug sep sept oct nov dec")

# Spanish, Portuguese, French, Italian, German and Dutch.
FOREIGN = listed(
    """
    enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre
    diciembre janeiro fevereiro março maio junho julho setembro outubro novembro dezembro janvier
    février mars avril mai juin juillet août septembre octobre novembre décembre gennaio febbraio
    aprile maggio giugno luglio settembre ottobre dicembre januar februar märz juni juli oktober
    dezember januari februari maart mei augustus
    """
)
# Typed in haste.
_MISSPELT = listed(
    """
    janurary januray janury febuary feburary febraury februrary apirl agust augst septmber setember
    septemeber septemper ocotber octuber octobr novemeber novmber decemeber decmber
    """
)
WEEKDAYS = listed("monday tuesday wednesday thursday friday saturday sunday")
SHORT_WEEKDAYS = listed("mon tue tues wed weds thu thur thurs fri sat sun")

AMBIGUOUS = frozenset({"may", "march", "mars", "mai", "mei"})
"""What is another word in lower case, so that a figure beside it makes no date yet."""

CLEAR = (ENGLISH | SHORT | _MISSPELT) - AMBIGUOUS
"""What is a month in lower case, and no other word."""

MONTHS = ENGLISH | SHORT | FOREIGN | _MISSPELT
