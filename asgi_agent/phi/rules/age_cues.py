"""What is said around a number that is an age, and around one that is none."""

from __future__ import annotations

import re

from asgi_agent.phi.rules.listed import any_of, listed
from asgi_agent.phi.rules.rule import Rule
from asgi_agent.phi.spans import Label

# A name as it is written: with a capital, of any script that has them.
_NAME = r"[^\W\d_a-z][\w.'-]{1,24}"

AGE = re.compile(r"(?:9[0-9]|1[0-2][0-9])(?![0-9%+]|[.:,-][0-9]|/[0-9])")
OLD = re.compile(
    r"(?i)[\s-]{0,2}(?:years?|yrs?|y)\.?[\s-]{0,2}(?:old|of\s(?:age|grace)|young)\b|[\s/-]?y\.?\s?[/-]?\s?o\b\.?"
    r"|\s?y(?:o|rs?|ears?)?(?=\s?[)/0-9]|\s?(?:[MF]|(?:fe)?male|(?:wo)?man|lady|gentleman)\b)"
    r"|y(?=[\s,.;)/MF]|\Z)|\s?[\u5c81\u6b72\u6b73\uc138\uc0b4]"
    r"|[\s-]{0,2}(?:a[ñn]os|ans|anni|jahre|jaar|år|лет|года?|éves|tahun|J(?=\.[,);]|\.\s?$)|j[äa]hrige?[rsn]?)\b|(?:st|nd|rd|th)(?=\s(?:birthday|bday"
    r"|b-day|year)\b)"
)
_UNIT = (
    r"mg|mcg|kg|lbs?|pounds|bpm|mmhg|mm|cm|degrees|percent|points|months?|weeks?|days?|hours?|minutes?|times"
    r"|feet|ft|inches|miles|ml|units?|mph|patients|people|tablets|steps"
)
COUNT = re.compile(rf"(?i)\s?(?:{_UNIT}|(?:and|or)\s(?:older|over|above|up|more))\b|\s?[\u00b0/%]")
AMOUNT = re.compile(r"(?i)\s?(?:on|at(?!\s(?:death|diagnosis))|over|[FC])\b|\s?/")
_KIN = (
    r"mother|father|mom|mommy|mum|mama|dad|daddy|papa|husband|wife|spouse|aunt|auntie|uncle|sister|brother"
    r"|[mp]g{1,2}[mf]|gram|gma|gpa|siblings?|pops?|pawpaw|papaw|pap|meemaw|mamaw|mawmaw|opa|oma|abuel[oa]|abuelit[oa]|nonn[oa]|yaya|lol[oa]|bubbe|zayde"
    r"|halmoni|nai\snai|great-?grand\w{2,6}|fiance\w?|partner|twin|in-law|nana?|granny|gran|gramps|grand\w{2,6}|parents?|neighbou?r|roommate|cousin|(?:mother|father|sister|brother)-in-law"
)
# Words that nothing but an age follows, and some that it may follow.
AGED = re.compile(
    r"(?i)(?:(?<![^\W_])(?:(?:aged?|ages|edad|alter|idade|leeftijd|turn(?:ed|ing|s)?)(?:\b|(?=_))|age(?:in)?years)|(?-i:(?<=[a-z])Age))(?:[\w/]{0,12}"
    r"|(?:,?\s?\(?(?:in\s)?(?:y|yrs?|years?)\)?)|\s(?:at|on)\s\w{3,12}|\s(?:now|today|currently|then)"
    r"|\s(?:is\s)?(?:listed|given|recorded|reported|stated|documented)\s(?:as|at))[\"'\s:=(~,|>.-]{1,12}"
    r"(?:(?:is|was|of|at|about|approx|approximately|around|nearly|almost|over)\.?\s){0,2}\Z|\b[MF]/\Z"
    r"|\b(?:yrs|years)\s?[:=]\s?\Z"
    rf"|(?-i:\b(?:[Rr]esident|[Pp]atient|[Pp]t|[Cc]lient|[Vv]eteran|[Dd]ecedent|[Mm]ember)\b:?\s(?:{_NAME}|\"{_NAME}\")"
    rf"(?:,?\s(?:{_NAME}|\"{_NAME}\"|[A-Z]\.)){{1,3}},?\s(?:[MF]\s)?)\Z"
)
SOMEBODY = re.compile(
    rf"(?i)\b(?:(?:{_KIN}|(?-i:(?<!for\s)(?<!of\s)(?:Mr|Mrs|Ms|Miss)\.?\s{_NAME})|s?he|who|they|patient|pt|resident|client)(?:'?s|\s(?:is|was)|(?:'?ll|\s(?:will"
    r"|would))\sbe)|i(?:'m|\s(?:am|was|will\sbe)|'ll\sbe)|im|died"
    r"|(?:going\sto|gonna|about\sto|will|'ll)\s(?:be|turn)"
    r"|if\s(?:s?he|i|they|you)\s(?:were|was|is|are)|lived|is\snow|being|though|although|nearly|almost"
    r"|(?:would|should)\shave\sbeen|reach(?:ed|es|ing)?|hit|approaching|pushing|(?:man|woman|lady|gentleman|patient|person|veteran"
    r"|resident)\sof)"
    r"\s(?:(?:at|to|now|currently|about|nearly|almost|still|going|on|turning|already|past|only|just|like|maybe|roughly|around|probably|actually)\s){0,2}\Z"
)
# After these it is an age whatever follows, but for a unit.
LIFE = re.compile(
    rf"(?i)\b(?:{_KIN})(?:'s|\s(?:is|was|now|turned|d\.|died|\(?d\.?))\s(?:(?:at|now|almost|about|already)\s)?\Z"
    rf"|\b(?:{_KIN})(?:\s?[-:,(]{{1,2}}\s?|\s)"
    r"(?:(?:alive|living|deceased|dead|died|well|d\.?|now)\b[\s:,(-]{1,3}){1,2}\Z"
    r"|\b(?:died|dead|deceased|passed|passed\saway|expired|alive|living|survived)\s(?:at|until|to)\s\Z"
    r"|\b(?:lived?|lives|living|made\sit|make\sit|makes\sit)\s(?:to|until|till|past|beyond|to\sbe|to\ssee)\s\Z"
    r"|\b(?:patient|pt|resident|client),\sat\s\Z|\bborn\s[^.;\n]{2,20},?\s(?:and\s|so\s)?(?:(?:s?he\s)?is\s)?(?:now|so)\s\Z"
    rf"|\b(?:{_KIN})\s[0-9]{{2,3}}(?:,|\sand|,\sand)\s(?:(?:{_KIN}|pt|patient|self)\s)?\Z|\b(?:19[0-3][0-9])\s\(\Z"
    r"|\b(?:(?:lives?|living|lived|resid(?:es|ing))\s(?:alone|independently|at\shome|with\s\w{3,8}|well)"
    r"|independent|ambulatory|still\s(?:driving|working)|widowed)\sat\s(?:age\s)?\Z"
    r"|\b(?:s?he|who|they|i)(?:'s|'m|\s(?:is|was|am))\s(?:going\son|turning)\s\Z"
)
# "He lived at 92 Main Street".
NAME_NEXT = re.compile(r"\s[A-Z][a-z]")
HOW_OLD = re.compile(
    r"(?i)\b(?:how\sold(?:\s[^.\n?]{1,30})?|(?:his|her|your|the|patient'?s?)\sage|(?<=[:\n]\s)age)(?:\?\s{1,2}|\n{1,2})(?:[A-Z][\w.]{0,20}:\s?)?"
    r"(?:(?:i'?m|s?he'?s|they'?re)\s)?(?:[0-9]{1,3}\s?(?:and|,|&)\s)?\Z"
)
DECADE = re.compile(r"(?i)\b(?:(?:her|his|their|my)\s(?:(?:early|mid|late)[\s-])?|mid-)\Z")
DECADES = re.compile(r"'?s\b")
YEARS = re.compile(r"(?i)\s?(?:years?|yrs?)(?=\s?[,;.)]|\s*\Z)")
DURING = re.compile(
    r"(?i)\b(?:for|in|past|last|over|than|within|of|every|next|about|after|before|to|first|least|most|by"
    r"|during|\d)\s?-?\Z"
)
AT = re.compile(r"\b[Aa]t\s\Z")
APPOSED = re.compile(
    rf"\b(?:(?i:{_KIN})\s(?:{_NAME}(?:,\s|\s\())?|(?:(?i:{_KIN}|patient|pt|resident|client|veteran|(?:nonag|cent)enarian)|(?:Mr|Mrs|Ms|Miss)\.?\s{_NAME}(?:\s{_NAME})?)"
    r"(?:[,:]\s|\s?\()|(?:(?i:(?:fe)?male)|[FM])(?:,?\s|\"?\s?[|,;\t]\s?\"?))\Z"
)
NAMED = re.compile(
    rf"(?<![\w.])(?P<first>{_NAME}),?\s(?:(?:de|da|del|la|los|van|von|bin|al)\s){{0,2}}(?P<last>{_NAME})\s\(\Z"
)
IS_NAMED = re.compile(rf"(?<![^\s(])(?:(?P<first>{_NAME})\s)?(?P<last>{_NAME})\s(?:is|was)\s\Z")
AFTER_NAME = re.compile(rf"(?<![^\s(])(?:(?P<first>{_NAME})\s)?(?P<last>{_NAME}),\s\Z")
TWO_NAMES = re.compile(rf"(?<![^\s(])(?P<first>{_NAME}),?\s(?P<last>{_NAME})\s\Z")
# "my mother Golnaz is", "father on the same plan is", "her aunt had a stroke at"
OF_KIN = re.compile(
    rf"(?i)\b(?:{_KIN})(?:\s[^\s,;:?!()0-9]{{1,20}}){{0,4}}\s(?P<last>[^\s,;:?!()0-9]{{1,20}})\s"
    r"(?:is|was|turned|turns|at)\s(?:now\s)?\Z"
)
AGAIN = re.compile(r"(?i)\b(?:ninety|hundred),?\s(?:(?:no|maybe|or|well|like)\s)?\Z")

# "KUO, C.   97   WEAK": a column after names.
COLUMN = re.compile(
    rf"(?<![^\s|])(?:(?P<first>{_NAME}),\s?(?P<last>[A-Z]\.?|{_NAME}))(?:\s{{2,12}}|\s?[|\t]\s?)\Z"
)
COLUMN_NEXT = re.compile(r"(?:\s{2,12}|\s?[|\t]\s?)[^\W\d_]{2}")
# 'Lee Haddad "Teta", 93, formerly of Salem': as those who died are spoken of.
MOURNED = re.compile(rf"{_NAME}[\")]?,\s\Z")
MOURNING = re.compile(
    r",\s(?:(?:formerly|late|originally|most\srecently|a\s(?:lifelong\s)?(?:resident|native))\s)?of\s[A-Z0-9]"
    r"|,\s(?:passed|departed|beloved|loving|died|peacefully|surrounded)\b"
)

COMMA = re.compile(r",\s|\s(?:with|w/|s/p|who|presents|presenting|here\sfor|admitted|from|c/o|p/w)(?!\w)")
ENDS = re.compile(
    r"[.,;:!?)]|\sor\s(?:[0-9]|so\b)|\s(?:and|with|now|who|but|so|year|today|when|then|soon|already|lol|too|this|next|last|tomorrow|btw|at\s(?:death|diagnosis)"
    r"|n|w|needs?|fell|has|had|lives|takes|can'?t|cannot|could|should|doesn'?t|does|wants|uses|we|i|he|she|period|comma"
    r"|in\s(?:[A-Z]\w+|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|on\s[0-9]{1,2})\b|\s*\Z"
)
SAYS = re.compile(r",?\s(?:s?he|they|the|this|his|her)\b")
NOW = re.compile(r"\s(?:now|today)\b")
CLOSED = re.compile(r"(?:\s?(?:y|yrs?|years?))?[,;).\"\t]|\s\||\s\([a-z]|\s?\Z")
MEASURES = listed(
    """
    pulse rate hr bp sat sats saturation temp temperature glucose sugar weight sodium chloride score level
    pressure systolic diastolic map oxygen it that this there what ldl hdl figure table reference sugars
    count reading dose bmi iq fsiq ef egfr inr spo2 o2 bs bg cbg fbs a1c hgb wbc height percentile age
    """
)
# "102 F" may be a fever; "92 F" is none, and neither is "102/F".
SEX = re.compile(
    r"\s?[MF](?![\w/^-])|\s?/\s?[mf](?![\w/^-])|\s?[/-]\s?(?:[MF]|(?:fe)?male)(?![\w^-])|\s(?:[WBHA]|AA|C|L)[MF]\b"
    r"|\s(?:(?:fe)?male|(?:wo)?man|gentleman|lady)\b|(?:,|\s?[|;\t]\s?)\"?(?:[MF]|(?:fe)?male)\b"
)
# "pt 91 f"
SMALL_SEX = re.compile(r"\s?[mf](?![\w/^'-])")
PATIENT = re.compile(r"(?i)(?<![^\W_])(?:pt|patient)\s\Z")
PRESENTING = re.compile(
    r"\s(?:with|who|w/|c/o|p/w|presents|presenting|s/p|here|admitted|DOB|D\.O\.B|born|fell|fall|(?:Ward|WARD|Room|Bed|BED)\s)"
)
FEVERS = range(95, 107)

# A year, and not the weight or the hour of a birth.
YEAR = re.compile(
    r"(?<![^\W_])1[89][0-9]{2}(?![^\W_]|[.,][0-9])"
    r"(?!\s?(?:g|gms?|grams?|kg|hrs?|hours?|h)\b|\s(?:by|via)\b)"
)
BORN = re.compile(
    r"(?:(?i:(?<![^\W_])(?:born|(?:date|year|yr)\sof\sbirth|birth[\s-]?(?:date|year|day|yr)|bday|dob|d\.o\.b\.?|yob"
    r"|y\.o\.b\.?))|(?<!\w)b\.)[\s:=,(~-]{0,4}(?:(?:in|on|is|was|the|year|circa|ca?\.?|about|around)\s){0,3}\Z"
    r"|(?<![^\W_])[Bb]orn\s(?:in|at)\s(?:[A-Z][\w.'-]{1,20},?\s){1,3}(?:in\s)?\Z"
)

ONES = listed("one two three four five six seven eight nine")
TEENS = listed("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")
_TENS = any_of(listed("twenty thirty forty fifty sixty seventy eighty ninety hundred thousand"))
_NUMBER = any_of(ONES | {"ten"})
_TO_NINETEEN = any_of(ONES | TEENS)
_NTH = any_of(listed("first second third fourth fifth sixth seventh eighth ninth tenth"))
_SPELLED = rf"(?:ninety(?:[\s-]{_NUMBER})?|(?:(?:a|one)[\s-])?hundred(?:[\s-](?:and[\s-])?{_TO_NINETEEN})?)"
_SPELLED_NTH = rf"(?:ninet(?:ieth|y[\s-]{_NTH})|(?:(?:a|one)[\s-])?hundred(?:th|[\s-](?:and[\s-])?{_NTH}))"
IN_WORDS = re.compile(rf"(?i)(?<![^\W_]){_SPELLED}(?![^\W_])")
BIRTHDAY = re.compile(rf"(?i)(?<![^\W_]){_SPELLED_NTH}(?=\s(?:birthday|bday|b-day|year)\b)")
YEARS_OLD = re.compile(r"(?i)[\s-]years?[\s-](?:old|young|of\s(?:age|grace))\b")
COUNTED = re.compile(
    rf"(?i)[\s-](?:percent|days?|minutes?|seconds?|weeks?|months?|m[gl]|degrees|hours?|point|over|(?:and\s)?{_TENS})\b"
)
NINETIES = re.compile(r"(?i)(?<![^\W_])nineties\b")
BIRTHDAY_RULE = Rule("age.birthday", Label.AGE, BIRTHDAY, 0.8)
YEARS_ALONE = re.compile(r"(?i)[\s-](?:years?|yrs?)\s?(?:[,;.)]|\Z|\n)")
OLDEST = Rule("age.words", Label.AGE, re.compile(r"(?i)\b(?:nonag|(?:super)?cent)enarians?\b"), 0.8)
