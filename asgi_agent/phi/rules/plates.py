"""Plates of vehicles, by their form and by what is said before them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from asgi_agent.phi.rules.keywords import MEANINGS, UNITS, Role
from asgi_agent.phi.rules.listed import any_of, listed
from asgi_agent.phi.spans import Label, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from asgi_agent.phi.islands import Island

STICKY = {"plate": 2, "plates": 2, "rego": 2}
"""Words that a plate in small letters may follow, in two groups."""

_REACH = 64
_FEWEST = 5

# On shapes: letters and figures in one group or two, as one state or another has them.
_SHAPE = re.compile(
    r"(?<![0Aa-])(?:00A 00A|00a 00a|AA ?0{5}|aa ?0{5}|000[- ]aaa|AAA-00A|aaa-00a|A000 ?AAA|a000 ?aaa"
    r"|AA00 ?AAA|AA?A?[- ]?00?0?0|aa?a?-?000?0?|(?<=a )aa?a 000?0?(?! ?A)"
    r"|0?00?[- ]?AA?A?(?:[- ]?00?0?)?|0?00-?aaa?"
    r"|A00[- ]AAA|0AAA000|0aaa000|00-AA00|AA0 ?00A|A[- ]AA 0000?)(?![0Aa-])"
)
_STRONG = re.compile(
    r"AAA[- ]?0000?|000[- ]AAA|0AAA000|AA[- ]?0{5}|00A[- ]00A|AAA-00A|A000 ?AAA|AA00 ?AAA|A00[- ]AAA"
)
_VEHICLE = (
    r"plates?|tags?|vehicle|veh|car|van|truck|pick-?up|sedan|suv|minivan|hatchback|coupe|jeep|motorcycle|motorbike"
    r"|ambulance|wagon|trailer|rv|scooter|ute|cab|taxi|lorry|bike|moped|camper|honda|toyota|ford|chevy|chevrolet"
    r"|nissan|hyundai|kia|subaru|mazda|dodge|volkswagen|vw|bmw|audi|lexus|tesla|buick|chrysler|gmc|volvo|acura"
    r"|mercedes|corolla|camry|civic|accord|altima|prius|rav4|cr-?v|f-?150|silverado|outback|explorer|tacoma"
)
_TOLD = r"plates?|tags?|registration|rego?|lic(?:en[cs]e)?\.?\s?(?:pl|plt|no\.\sof\svehicle)"
_CUE = re.compile(
    rf"(?i)(?<![^\W_])(?:{_TOLD}|{_VEHICLE})(?![^\W_])(?:'s)?(?:\s?\([^()\n]{{1,20}}\))?"
    r"(?:\s(?:at\sscene|involved|driven|registration|reg|plates?|tag|license|licence|no\.?|number|nr\.?|is|was|reading"
    r"|reads|with|civic|accord|camry|corolla|altima|f-?150|cr-?v|rav4|prius|escape|explorer|outback|of)\b\.?){0,4}"
    r"[\s:#,(=\"'-]{1,4}\Z"
)
# What the words of a cue begin with, which is known sooner than whether it is one.
_ALMOST = re.compile(
    any_of(
        {*re.findall("[a-z]{2,}", _VEHICLE.replace("s?", "")), "plate", "tag", "reg", "lic", "f-1", "f1"}
        - {"up"}
    )
)
_SAYS = re.compile(rf"(?i)(?<![^\W_])(?:{_TOLD})(?![^\W_])")
# "Car is a blue 2009 Corolla, ": what else is said of it stands between.
_SPOKEN_OF = re.compile(
    rf"(?i)(?<![^\W_])(?:{_VEHICLE})(?![^\W_])[^.;:!?\n]{{0,36}}(?:[,(]\s?|\s(?:plates?|tag|reg|rego|is|was)\s)\Z"
)
_CELL = re.compile(r"(?:\|\s?|\t)\Z")
_CELL_END = re.compile(r"[ \t]{0,3}(?:[|\t\n,]|\Z)")
_ABBREVIATED = listed(
    """
    asa pcn tmp smx vit nac gcs bmi inr hgb plt wbc rbc bun egfr iop ef eta etd pta pod hd nyha asia ecog
    kps phq gad mph kph rpm psi mcv mch rdw alt ast alp ldh cpk tsh psa cea afp esr crp bnp hcg fsh fio peep
    map cvp hpf lpf iso usc cfr icd cpt drg ndc snf icu nicu ccu pacu rm bed hwy rt apt ste unit unt po pob
    box iv im sq dex nph ivf nss lac mri cxr ekg ecg vol ref lot cat art fig sec ext fax tel hrs min sec am
    pm est edt cst pst ldl hdl chol trig glu gluc cre crea ptt anc alc fvc fev dlco tlc vte uop cbg fsbs npo
    """
)
_SMALL = listed("and the had has for got via per ran hit saw one two but not any all its so he we")


def forms(shape: str) -> tuple[tuple[int, int, bool], ...]:
    """Where a shape has the form of a plate, and whether it is a form that little else has."""
    return tuple((*match.span(), _STRONG.fullmatch(match[0]) is not None) for match in _SHAPE.finditer(shape))


def find(island: Island, forms: Iterable[tuple[int, int, bool]]) -> Iterator[Span]:
    """Plates in an island where its shape has these forms."""
    text, start, end, _, left = island
    for first, after, strong in forms:
        at, last = start + first, start + after
        if last > end:
            break
        value = text[at:last]
        least = max(left, at - _REACH)
        cue = _CUE.search(text, least, at) if _ALMOST.search(text[least:at].lower()) else None
        if not (cue or strong) or not _is_long(value):
            continue
        told = cue is not None and _SAYS.search(cue[0]) is not None
        if cue and _is_plate(value, told=told) and (told or "," not in cue[0] or _is_unlike_others(value)):
            yield Span(at, last, Label.VEHICLE, 0.99 if told else 0.8, "vehicle.plate")
        elif strong and _is_unlike_others(value) and _is_placed(island, at, last):
            yield Span(at, last, Label.VEHICLE, 0.6, "vehicle.plate")


def _is_long(value: str) -> bool:
    """Whether it is long enough, and no amount: "250 MG"."""
    letters = _letters(value)
    amount = letters in value and letters.lower() in UNITS
    return sum(map(str.isalnum, value)) >= _FEWEST and not amount


def _is_plate(value: str, *, told: bool) -> bool:
    """Whether its letters are none that say what the figures are."""
    letters = _letters(value)
    if told:
        return letters.isupper() or " " not in value or not (letters in MEANINGS or letters in _SMALL)
    return letters.isupper()


def _is_unlike_others(value: str) -> bool:
    """Whether its letters are none that say what the figures are: "CPT 99213", "ASA 325"."""
    if " " not in value or value[0].isdigit():
        return True
    letters = _letters(value).lower()
    meaning = MEANINGS.get(letters)
    known = meaning is not None and meaning.role is not Role.LINK
    return not known and letters not in UNITS and letters not in _ABBREVIATED


def _is_placed(island: Island, at: int, last: int) -> bool:
    """Whether a vehicle was spoken of shortly before, or it has a cell of a table to itself."""
    text, least = island.text, max(island.left, at - _REACH)
    if _SPOKEN_OF.search(text, least, at):
        return True
    return _CELL.search(text, least, at) is not None and _CELL_END.match(text, last, island.stop) is not None


def _letters(value: str) -> str:
    return "".join(filter(str.isalpha, value))
