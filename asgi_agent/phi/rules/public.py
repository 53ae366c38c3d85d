"""Tokens with digits that are of no one, though they look like somebody's number."""

from __future__ import annotations

import re

from asgi_agent.phi.rules import checksums
from asgi_agent.phi.rules.keywords import UNITS
from asgi_agent.phi.rules.listed import listed

_YEAR = r"(?:19|20)[0-9]{2}"

REGISTRIES = ("NCT0", "PMC", "ISRCTN", "ACTRN", "UMIN0", "jRCT", "ChiCTR", "ENSG0", "ENST0", "ENSP0")
"""What the numbers of trials, of papers and of genes begin with."""

_PUBLIC = re.compile(
    rf"""
    10\.[0-9]{{4,9}}/.*                                              # DOI
    | (?:PMID|CRD|DRKS)-?[A-Za-z]{{0,6}}[0-9]+                       # registries
    | (?:CTRI|SLCTR)/[0-9/]+ | (?:TCTR|KCT|PACTR|LBCTR)[0-9]+ | IRCT[0-9]+N[0-9]{{1,3}} # registries
    | (?:PF|BMS|MK|JNJ|ABT|ABBV|TAK|BAY|LOXO|mRNA)-[0-9]{{3,8}} | AZD[0-9]{{4}}     # compounds
    | CVE-{_YEAR}-[0-9]{{4,7}}                                        # faults of software
    | {_YEAR}-?W[0-9]{{2}}                                           # weeks
    | 1-8[0-9]{{2}}-[0-9A-Z-]*[A-Z]                                  # toll-free words
    | (?:EUCTR|EudraCT)?-?[0-9]{{4}}-[0-9]{{6}}-[0-9]{{2}}(?:-[A-Z]{{2}}|-[0-9]{{2}})? # European trials
    | (?:rs|ss|COSM|COSV|ENS[A-Z]{{1,6}}|GSE|GSM|SRR|PRJNA|CHEMBL|MONDO|DOID|HP|OMIM)[0-9]+(?:\.[0-9]+)?
    | [NX][MRPGC]_[0-9]+(?:\.[0-9]+)?                                # RefSeq
    | [cgmnpr]\..*                                                   # HGVS
    | [A-TV-Z][0-9][0-9A-Z](?:\.[0-9A-Z]{{1,4}})?                    # ICD-10
    | [0-9]{{1,5}}-[0-9]                                             # LOINC
    | 9[0-9]{{4}}-[0-9]{{2}}                                           # CPT with its modifier
    | v?[0-9]{{1,4}}(?:\.[0-9]{{1,6}}){{1,3}}                        # versions and decimal numbers
    | {_YEAR}(?:[-/]{_YEAR}){{1,2}}                                  # from one year to another
    | [0-9]{{1,3}}(?:/[0-9]{{1,3}}){{1,5}}                           # scores, ratios
    | [0-9]{{1,3}}-[0-9]{{1,3}}(?:/[0-9]{{1,3}}-[0-9]{{1,3}})?       # ranges, of blood pressures too
    | (?:[01][0-9]|2[0-3])(?:[03]0|[14]5)-(?:[01][0-9]|2[0-4])(?:[03]0|[14]5) # hours of a shift
    | [0-9]+0{{3}}(?:-[0-9]+0{{3}})?                                 # round numbers
    | (?:[1-9]?[05]-){{2,6}}[1-9]?[05]                                   # what is tapered
    | 97[89]-[0-9-]+[0-9X]                                           # ISBN
    | [SRV]CV[0-9]{{9}}(?:\.[0-9]{{1,2}})?                               # ClinVar
    | 0[0-9]{{5}}X[0-9]{{3}}(?:A[0-9])?                                # guides of X12
    | [123][0-9]{{2}}[0-9A-Z]{{2}}[0-9A-Z]{{4}}X                         # provider taxonomy
    | DEN[0-9]{{6}}                                                  # devices at the FDA
    | [0-9]?(?:[RKPTF][0-9]{{2}}|U[0-9MLGC][0-9]?|DP[0-9])[A-Z]{{2}}[0-9]{{6}}(?:-[0-9A-Z]{{2,4}})? # grants
    | [0-9]{{2,4}}x[0-9]{{2,4}}(?:x[0-9]{{1,4}})?                         # pixels
    | [Pp][Gg]?\.?[0-9]{{1,4}}/[0-9]{{1,4}}                                # pages of a fax
    | A[0-9]{{3}}/A?[0-9]{{3}}                                         # absorbances
    | (?:CVE|RHSA|USN|DSA|ICSMA)-[0-9]{{4}}-?[0-9-]{{3,8}}               # faults of programs
    | (?:RFC|ISO|IEC|CWE|HTTP)-?[0-9]{{3,5}}(?:-[0-9]{{1,2}})?           # standards
    | (?:urn:oid:)?2\.16\.840\.1\.113883\.(?:[5-9]|1[0-9])(?:\.[0-9]{{1,5}}){{1,4}} # code systems of HL7
    | (?:urn:oid:)?1\.2\.840\.10008(?:\.[0-9]{{1,5}}){{1,8}}             # DICOM
    | [A-Za-z]{{2,20}}/[0-9]{{1,4}}(?:\.[0-9]{{1,6}}){{1,4}}               # programs: Chrome/119.0
    """,
    re.VERBOSE,
)
HOTLINES = listed(
    """
    8002221222 8002738255 8007997233 8007873224 8006564673 8006624357 8004874889 8007848669 8004224453
    8006334227 8774862048 8007721213 8003250778 8003182596 8558894325 8003681019 8005377697 8776966775
    8003321088 8884636332 8002324636 8006771116 8664887386 8338526262 8002272345 8003422383 8009506264
    8002428721 8002723900 8007862929 8447628483 8883737888 8009855990 8009444773 8666266847 8009946610
    741741 8004478477 8664879243 8664443272 8008271000 8774243838 8552603274
    """
)
"""Of poison control, crisis lines, Medicare, Social Security, agencies and societies in the United States."""
_NO_DIGIT = re.compile("[^0-9]")
_YEARS = re.compile(r"((?:19|20)[0-9]{2})[-/]((?:19|20)?[0-9]{2})")
_LOT_OF_VACCINE = re.compile(
    r"(?i)(?:vaccin\w*|vax|immuniz\w*|\b(?:dtap|tdap|td|flu|fluzone|flucelvax|influenza|mmrv?|varicella|varivax|hpv|gardasil"
    r"|hib|pcv\d*|prevnar|pneumovax|ppsv\d*|ipv|hep\s?[ab]|hepatitis\s[ab]|engerix|heplisav|covid\S*|comirnaty|spikevax"
    r"|shingrix|rotateq|rotarix|rv\d|menactra|menveo|menquadfi|menb|bexsero|rsv|arexvy|abrysvo|beyfortus|pediarix|pentacel"
    r"|vaxelis|kinrix|quadracel|boostrix|adacel|ppd|tubersol|aplisol|ndc))\b[^\n]{0,48}\blots?\b[\s:#.no]{0,6}\Z"
)
_FAR = 80
_SHORTEST = 6

_SUBSTANCE = re.compile(r"[0-9]{2,7}-[0-9]{2}-[0-9]")  # CAS, where the check digit is right
_DRUG = re.compile(r"0[0-9]{3}-[0-9]{4}-[0-9]{2}|[0-9]{5}-(?:[0-9]{3}-[0-9]{2}|[0-9]{4}-[0-9]{1,2})")
_AMOUNT = re.compile(r"[0-9]+(?:[.,/-][0-9]+)*-?(?P<unit>[A-Za-z]+)")
_UNIT = re.compile(r" ?(?P<unit>[A-Za-z]+|%)|(?P<per>/)[a-zA-Z]")
_LONGEST_COUNT = 7
_COUNTED = UNITS | {"bytes", "kb", "mb", "gb", "bits", "pixels", "px", "rows", "lines", "epoch", "tokens"}
_CATALOGUED = re.compile(
    r"(?i)\b(?:tray|component|implant|stem|cup|liner|head|shell|insert|baseplate|bearing|cage|screw|plate|nail"
    r"|rod|mesh|lens|graft|stent|lead|catheter|valve|patch|anchor|suture|wire|balloon|cannula|kit|pump|electrode"
    r"|generator|device)\s(?:ref|model|cat(?:alog(?:ue)?)?|part)"
    r"|(?-i:\bREF)|\b(?:model|cat(?:alog(?:ue)?)?|part)"
)
_NUMBERED = re.compile(r"(?i)\.?\s?(?:(?:no|number|nr)\b\.?)?\s?[#:]?\s?\Z")
_MODEL = re.compile(r"[0-9]{3,8}(?:-[0-9]{1,3})?|[0-9A-Z]{1,6}(?:-[0-9A-Z]{1,6}){1,4}")
_MODEL_REACH = 32
# Before a number: of a chromosome, of an ontology, of a code system.
_NUMBERED_BY = re.compile(
    r"(?:(?<![0-9A-Za-z])(?:chr)?[0-9XYM]{1,2}:|(?:HP|MONDO|ORPHA|DOID|GO|NCIT|EFO|CHEBI|UBERON|MIM|OMIM|SCT|SCTID"
    r"|UMLS|CL|MP|MESH|snomed|UPC|EAN|NAICS|HTS|NSN|SKU)[:_# ]{1,2})\Z"
)
# Before a code whose name is somebody's, or a report's, elsewhere.
_CODED_BY = re.compile(
    r"(?:MedDRA (?:PT|LLT|HLT|SOC)[:\s]\s?|\b(?:not|never|separately)\s(?:report|bill)\s)\Z"
)
_REACH = 24
_CONCEPT = re.compile("[1-9][0-9]{3,5}00[0-9]")
# The group of a pentagon's symmetries, and the permutation that Verhoeff's check turns digits by.
_D5 = tuple(
    tuple((a + b) % 5 + 5 * (b > 4) if a < 5 else (a - b) % 5 + 5 * (b < 5) for b in range(10))
    for a in range(10)
)
_TURN = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)
_HOSTS = (
    "hl7|loinc|snomed|unitsofmeasure|nucc|w3|ihe|doi|dicomstandard|iso|who|medlineplus|clinicaltrials|cdc|fda|nih|cms"
    "|hhs|cancer|pubmed|ama-assn|heart|diabetes|nejm|jamanetwork|thelancet|bmj|cochrane|cochranelibrary|uptodate|nice"
    "|uspreventiveservicestaskforce|acog|aap|schema|json-schema|ietf|rfc-editor|xmlsoap|ecma-international"
)
_PUBLISHED = re.compile(
    rf"(?i)(?:https?://)?(?:[a-z0-9-]{{1,20}}\.){{0,3}}(?:{_HOSTS})\.(?:org(?:\.uk)?|gov|int|info|com)(?:[/#][^?]*)?"
)


def is_hotline(token: str) -> bool:
    """Whether it is the telephone number of a public service that everybody is told to call."""
    return len(token) >= _SHORTEST and _NO_DIGIT.sub("", token)[-10:] in HOTLINES


def is_school_year(token: str) -> bool:
    """Whether it goes from one year to the next: "2025-26"."""
    found = _YEARS.fullmatch(token)
    return found is not None and (int(found[1]) + 1) % 100 == int(found[2]) % 100


def is_of_vaccine(text: str, left: int, at: int) -> bool:
    """Whether it is the lot of a vaccine, which many were given."""
    return _LOT_OF_VACCINE.search(text, max(left, at - _FAR), at) is not None


def is_public(token: str) -> bool:
    """Whether it is of a form that a code system, a registry, an amount or a version has."""
    if is_of_substance(token):
        return checksums.cas(token)
    return _PUBLIC.fullmatch(token) is not None or is_amount(token) or is_concept(token)


def is_of_substance(token: str) -> bool:
    """Whether it is of the form of a CAS registry number."""
    return _SUBSTANCE.fullmatch(token) is not None


def is_concept(token: str) -> bool:
    """Whether it is a concept of SNOMED CT: "00" before its check digit (technical guide, 6.2 and 6.3)."""
    if _CONCEPT.fullmatch(token) is None:
        return False
    check = 0
    for place, digit in enumerate(reversed(token)):
        check = _D5[check][_turned(place, int(digit))]
    return check == 0


def _turned(place: int, digit: int) -> int:
    """What the algorithm of Verhoeff makes of a digit at a place from the right."""
    for _ in range(place % 8):
        digit = _TURN[digit]
    return digit


def is_drug(token: str) -> bool:
    """Whether it is of the form of a National Drug Code."""
    return _DRUG.fullmatch(token) is not None


def is_amount(token: str) -> bool:
    """Whether it ends in a unit: "5000IU", "30-40mg"."""
    found = _AMOUNT.fullmatch(token)
    if found is None or found["unit"].lower() not in UNITS:
        return False
    # "2553488U" is somebody's licence: nobody counts to such a number.
    amount = token[: found.start("unit")]
    if found["unit"] == "X" and amount.endswith("-"):
        return False
    return len(amount) < _LONGEST_COUNT or not amount.isdigit() or amount.endswith("000")


def has_unit(text: str, at: int, stop: int) -> bool:
    """Whether a unit follows: "1500000 copies"."""
    found = _UNIT.match(text, at, stop)
    return found is not None and (found["per"] is not None or found["unit"].lower() in _COUNTED)


def is_position(text: str, at: int) -> bool:
    """Whether it is a place in a genome, "chr7:140453136", or in an ontology, "HP:0001250"."""
    return _NUMBERED_BY.search(text, max(0, at - _REACH), at) is not None


def is_coded(text: str, at: int) -> bool:
    """Whether it is a code of a system that is named right before it: "MedDRA PT 10037844"."""
    return _CODED_BY.search(text, max(0, at - _REACH), at) is not None


def is_published(link: str) -> bool:
    """Whether a link leads to a standard, an agency or a journal, and asks nothing there."""
    return _PUBLISHED.fullmatch(link) is not None


def is_model(text: str, left: int, at: int, token: str) -> bool:
    """Whether it says which product a thing is, and not which piece: "tibial tray ref 5521-B-400"."""
    least = max(left, at - _MODEL_REACH)
    said = text[least:at].lower()
    # Every such name ends with one of these, which is known sooner.
    told = "ref" in said or "model" in said or "cat" in said or "part" in said
    if not told or _MODEL.fullmatch(token) is None:
        return False
    return any(_NUMBERED.fullmatch(text, named.end(), at) for named in _CATALOGUED.finditer(text, least, at))
