"""What is said around two figures that are a day, "10/23", and around those that are a score."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from asgi_agent.phi.rules.listed import any_of, listed

if TYPE_CHECKING:
    from asgi_agent.phi.islands import Island

REACH = 24
"""Characters before a day in which what is said of it stands."""

DATE = re.compile(
    r"(?i)(?:\b(?:on|since|until|till|before|after|by|again|between|(?:week|wk)s?\sof|mon|tues?|tu|th|weds?|thu"
    r"|thurs?|fri|sat|sun"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|dob|d\.o\.b|birth|birthday|b-?day|comparison|compared?\sto|born|dated?|dates|exp"
    r"|expires|expiring"
    r"|expiration|due|starting|effective|lmp|edd|edc|dos|doa|dod|appt|appointment|admitted|admit|adm"
    r"|discharged?|seen|scheduled|collected|received|signed|removed|started|stopped|labs|t(?=:)|d|f/u|d/c|d/c'd"
    r"|cxr|echo|ekg|ecg|eeg|emg|tte|egd|mri|pet|hus|hst|ldct|dexa|kub|holter|cysto|cx|bcx|ucx|bx|biopsy|colonoscopy|last\sdose(?:\s\w{3,20})?|procedure"
    r"|surgery|hand-?(?:over|off)|sign-?out|rounds?|note|clinic|hospital|center|centre|rehab|snf|(?:last|next|lab|office|nurse|clinic|home|ed|er|wellness|annual|well|video|prenatal|first|new)\svisit|transfused"
    r"|am|vom|seit|bis|den|le|el|dia|em|il|intubated|extubated|cath|pci|cabg|transferred|vaccinated|pneumovax|prevnar|tdap|shot|booster|injection"
    r"|(?:cta?|mr[ia]|xr)\s\w{3,10}|as\sof|come\sout|notified|updated|drawn|drew|refilled|filled|resulted|performed|placed"
    r"|onset|began|tested|imaging|film|x-?ray|planned|today|tomorrow|closed)"
    r"\b|\b(?:hd|pod)\s?\#?[0-9]{1,2})\.?(?:\s(?:is|was|on|for|of))?[\s:=(#,-]{0,3}\Z|\b(?:f/u|follow[\s-]?up|appt|appointment|scheduled|seen|saw"
    r"|visit)\s[^.\n0-9]{1,20}\s\Z|\b(?:last|next)\s(?:(?:one|visit|appt|dose|time)\s)?(?:was|is)\s\Z"
    r"|\b(?:nights?|evening|morning|afternoon|weekend|day)\sof\s\Z"
)
"""Words that a day follows, whatever its figures are."""

# What was done to somebody, or with papers: a day mostly ends what is said of it.
_DONE = any_of(
    listed(
        """
        came comes come went fell got saw sees spoke talked called calls rang phoned texted paged messaged
        emailed mailed faxed sent resent dropped picked gave handed brought returned submitted
        resubmitted entered posted billed paid charged refunded filed appealed denied approved authorized
        authorised verified confirmed requested ordered reordered cancelled canceled rescheduled resched moved
        closed opened reopened expired arrived presented delivered shipped processed reviewed cosigned
        quit resumed restarted held changed switched replaced repaired excised biopsied died
        married hired fired injured hurt burned crashed slipped tripped hospitalized hospitalised readmitted
        arrested released enrolled disenrolled terminated termed lvm lm vm lmom tc cb pc no-showed
        no-show noshow overturned upheld pended voided adjusted reprocessed logged opened escalated assigned
        spoken given stamped mailed renewed submitted uploaded scanned printed pulled copied forwarded routed
        travelled traveled flew landed delivered evicted
        """
    )
)
_OF_DAYS = any_of(
    listed(
        """
        check recheck ck chk change refill fill fills renewal hearing court trial mtg meeting conference
        huddle orientation surg tc us u/s kub a1c inr cbc bmp cmp tsh ua uds pap mammo mammogram dexa eeg
        emg nst bpp culture letter email call msg message vm voicemail request order script rx referral ref
        auth appeal claim statement stmt payment pmt invoice drink period menses bm lbm lkw lkn wic iep
        deadline closing opening inspection survey audit drill inservice in-service webinar holiday
        interview stroke cva mi tia dx dx'd fall fx hospitalization hosp mva thru through effective eff
        renew renews ends ending begins beginning dob'd birthdate arrival departure flight pickup delivery
        vm'd mbs mbss fees tee tka tha tah bso orif eus ercp vats turp turbt appy chole bmbx lp fna picc cvc
        iol ltcs svd nsvd vbac d&c leep iud nexplanon depo transplant chemo xrt hsg hida holter zio psg pft
        pfts spirometry consult intake eval evaluation screening recert day school rtw rtc absent service
        doi doh dol loa tb soc roc f2f wcc trip exchange deposit cleaning crown seat adj inj colo rev
        r/s rs'd trached decannulated party picnic cookout bbq wreck accident mvc mva assault exposure bite
        revised ns show cx'd list w/c start starts grad graduation graduated retire retires retired anniv
        anniversary transplanted relapsed readm floor home ct mri xr foley piv rij lij peg vac drain out off
        staples sutures stitches cast splint read written wrote elected enrolled pick-up msgs word bday
        wedding funeral memorial burial move moving travel finals semester closed dispensed ordered dosed
        loaded infusion infused dialyzed tapped paracentesis thora cvl ng ngt ett extub intub bronch scope
        scoped cysto lap csection birth circ circumcision newborn car-seat wellcheck checkup check-up
        physical px
        """
    )
)
PLAIN = re.compile(r"(?:[a-z)]|[0-9]{3}|[a-z0-9)][.,;])\s{1,2}\(?\Z")
"""The end of a word that names no scale, as one in capitals may."""
_MOVED = (
    r"\b(?:r/s|res?ched\w*|mov\w+|bump\w*|push\w*|chang\w+|switch\w*|postpon\w+|delay\w*)(?:\s\w{1,8})?\s(?:to|till?)\s\Z"
    r"|\b(?:how|what)\sabout\s\Z|(?:,\s|\()last\s\Z"
)
MOVED = re.compile(rf"(?i){_MOVED}")
DURING = re.compile(
    r"(?i)\b(?:nights?|days?|weekend|wkend|dates?|shifts?|stay|dos)(?:\s(?:of|on|for))?[\s:]{1,2}\Z|\bovernight\s\Z"
)
"""Words that several days follow: "night of 10/12-13"."""
SINCE = re.compile(r"(?i)\son(?!\w)(?!\s(?:the|phq|gad|moca|mmse|exam|slums|screen|scale|test)\b)")
"""What somebody is on since that day, and no scale: "home 9/17 on Plavix"."""
EVENT = re.compile(
    rf"(?i)(?<![\w/])(?:{_DONE}|passed\saway|left\s(?:vm|msg|message|voicemail|note|word|ama|home))(?:\s[\w'/.&-]{{1,14}}){{0,4}}[\s(,-]{{1,2}}\Z"
    rf"|(?<![\w/]){_OF_DAYS}(?:\s(?:is|was|set\sfor|for|of|on|w/?|with))?[\s:(,-]{{1,2}}\Z"
    r"|\b(?:was|were|been|back|brought|walked|checked|turned)\sin\s\Z"
    r"|\bback\sto\s\w{2,12}\s\Z"
    r"|\b(?:s/p|h/o|status\spost|hx)(?:\s[\w'\u00b0/.&-]{1,14}){1,5}[\s(,-]{1,2}\Z"
    rf"|{_MOVED}"
    r"|\b(?:can\s(?:u|you|we|i)\sdo|sorry\si\smissed|per\s(?:[Dd]r\.?\s)?[\w.]{1,14})\s\Z"
    r"|\b(?:last|next|new|prior|previous)\s(?:[\w'/.-]{1,14}\s){1,2}\Z"
)
"""Words that a day follows, where nothing is rated: "dropped off forms 3/10", "last drink 2/4"."""

FROM = re.compile(r"(?i)(?<!proved\s)(?<!creased\s)(?<!down\s)(?<!up\s)(?<!went\s)(?<!gone\s)\bfrom\s\Z")
NOT_TO = re.compile(r"(?i)\s?(?:to|-+>?|\u2192)\s?[0-9]{1,2}/(?P<of>[0-9]{1,2})(?![0-9/])")
"""From one score to another."""

FRACTION = re.compile(r"1/[234]|[23]/[34]|[1357]/8")
OF_FRACTION = re.compile(
    r"(?i)(?:\s|-)?(?:hour|mile|dose|tab|tablet|pill|strength|normal|ns|of|the|life|pack|ppd|bottle|teaspoon|tsp"
    r"|cup|inch|in\.|\"|needle|amp|vial|can|portion|serving|size|thickness|way|gallon|lb|pound|scoop|gram)"
)
DUE_TO = re.compile(r"\s[A-Za-z]")
"""What "2/2" is, where a word follows."""
VISIT = re.compile(
    r"(?i)\s(?:(?:ed|er|office|clinic|hospital|home)\s)?(?:am|pm|visit|appt|appointment|labs?|note|clinic|admission|discharge|surgery|procedure|call"
    r"|encounter"
    r"|mri|ct|cxr|x-?ray|echo|ekg|ecg)\b"
)

# Scores are out of 3, 4, 5, 6, 10, 15, 20, 30; vision is 6 over 12, 18, 24.
UNLIKE_SCORE = re.compile(r"(?!6/(?:12|18|24))(?:[1-9]|1[0-2])/(?:1[1-46-9]|2[1-46-9]|31)")
RATED = frozenset({"2", "3", "4", "5", "6", "10"})
"""What strength, pain, murmurs and quarters are counted in."""

SUMS = frozenset({"21", "27"})
"""What questionnaires add up to."""

# A heading in the next line says nothing of it.
_NEXT = r"(?:[ \t]|\n(?-i:(?=[a-z])))"
COUNTED = re.compile(
    rf"(?i){_NEXT}(?:nodes?|lymph|lns?|cores?|patients?|positive|points?|hours?|of|on|were|had|doses?|tests?|sets?"
    r"|bottles?|sessions?|criteria|items?|questions?|goals?|trials?|attempts?|reps?|digits?|teeth|quadrants?"
    r"|limbs?|extremities|domains?|steps?|meals?|days?|wks?|weeks?|months?|times|siblings|children|correct|right"
    r"|words?|objects?|recall(?:ed)?|cycles?|meds?|issues|occasions|cups?|criterion|signs?|symptoms?|groups?|vials?"
    r"|cases|samples?|specimens?|fingers?|toes?|lobes?|vessels?|units?|inch(?:es)?|sirs|bags?|boxes|votes?|shifts?|classes|ratio)\b"
)
EXAMINED = re.compile(
    rf"(?i){_NEXT}(?:strength|str|power|motor|tone|murmur|sem|hsm|blowing|(?:holo|pan)?systolic|diastolic|ue|le|bue|ble|rue|lue"
    r"|rle|lle|ues|les|throughout|bilat\w*|b/l|pain|reflex\w*|pulses|effort|intensity|grip|right|left|hip"
    r"|knee|ankle|elbow|shoulder|wrist|grasp|sitter|sepsis|dehydration|dtrs?|radial|dp|severity|vision|acuity|headache"
    r"|dorsi\w*|plantar\w*|flex\w*|ext\w*|abd\w*|add\w*|quads?|deltoids?|biceps|triceps|iliopsoas|hamstrings?|gcs|thick\w*"
    r"|rlq|llq|ruq|luq|epigastric|substernal|sharp|dull|throbbing|burning|crushing|cramping|aching|stabbing|chemo|assist|max|min|sob|cough|nausea|back|neck|chest|leg|arm)\b"
)
"""What is rated, in words that come after; "2/2" is "due to" as well."""
WHERE = re.compile(r"(?i)\s(?:in|at|to|with)(?!\w)")
"""What goes on to say where, or when, somebody is rated so, if nothing says that it is a day."""

_SCORED = (
    r"phq|gad|score[ds]?|scoring|scale|braden|nodes?|ratio|rated|rates|rating|vision|va|acuity|bi-?pap|[cie]pap|bp|settings?|pressures?|session"
    r"|cycle|day|fraction|case|strength|power|reflexes|pulses|motor|ishihara|hrr|pg|pages?|sheet|slide|moca|mmse|apgars?"
    r"|gcs|correct|plates|pain|sore|soreness|aches?|headaches?|severity|intensity|effort|rpe|borg|vas|nrs|discomfort|murmur"
    r"|tone|grip|flexion|extension|abduction|adduction|timi|vasc|beighton|nihss|apache|curb-?65|wells|bled|ecog|epds|slums|hds"
    r"|audit|dast|cage|ciwa|cows|mini-?cog|sofa|qsofa|bang|bishop|ballard|aldrete|wagner|goals?|teeth|items?|questions?|week|wk"
    r"|dose|bag|bottles?|box|refills|part|grade|gr|class|stage|level|lumen|chapter|item|attempt|set|round|mallampati|spurling|asa"
    r"|nyha|mrs|mrc|spurlings|h/h|h&h|hgb|hct|ps|peep|od|os|ou|re|le|r|l|bl|visit|backwards?|forwards?|coblation|clonus|trach|eomi|rom|a&o|a&ox|ao|aox|oriented|recall|criteria|positive"
    r"|attended|completed|failed|missed|met|answered|passed|used|ate|eaten|increased|decreased|improved|worsened|noted|distress|anxiety|mood"
    r"|depression|stress|anger|craving|cravings|urge|fatigue|nausea|itch|itching|edema|pitting|palpable|dtrs|patellar|achilles"
    r"|femoral|radial|biceps|triceps|deltoids?|quads?|gauge|ga|needle|gpa|cam|confidence|readiness|steps?|arms?|legs?|hands?|importance|motivation"
    r"|prep|m?-?chat|asq|bbps|likert|stars?|kappa|lot|station|cervix|trial|shift|s1|s2|moderate|severe|mild|take|takes|taking|cut"
)
# "scored in 3/4", but not "came in 3/4".
_IN = r"(?<!came\s)(?<!called\s)(?<!was\s)(?<!back\s)(?<!brought\s)(?<!walked\s)(?<!checked\s)(?<!turned\s)in"
SCORED = re.compile(
    rf"(?i)(?<![\w/])(?:{_SCORED}|{_IN}|of|was|is|(?<![\w.-])[0-9]{{1,2}}|[0-9]{{1,2}}/[0-9]{{1,2}},?)(?:-\d)?\s?[:=(]?\s?\Z"
)
OF_SCORE = re.compile(
    r"(?i)(?<![\w/])(?:pain|score[ds]?|strength|motor|murmur|rat(?:ed|es|ing)|reflexes|pulses|severity|effort|ekg\sleads)\b"
)
"""What makes a score of figures further on."""

SCORES = re.compile(r"[0-9]{1,2}/(10|[2-6])\s?(?:-|to|through|thru)\s?[0-9]{1,2}/\1")
# "down to 4/10", but not "picked up 1/4".
OF_CHANGE = re.compile(
    r"(?i)\b(?:to|at|about|than|from|and|a|an|only|just|down|worse|better|(?<!pick\s)(?<!picked\s)(?<!followed\s)(?<!set\s)up)\s\Z"
)

# "A1c 7.2 (3/20)"
RESULT = re.compile(r"[0-9]\.[0-9]{1,2}%?\s\(\Z")
RESULT_NEXT = re.compile(r"\)[:=]?\s[0-9]{1,3}\.[0-9]")
LIST = re.compile(r"(?:(?:,\s?|\s)(?:and|or|then|&)|,)\s(?:[a-z]{1,8}\s)?|\s?[,;&+]\s?")
NEXT = re.compile(
    r"\s?(?:[;/,&>]|-+>|\u2192|(?:and|or|then|until|to|through|thru)\s)\s?(?P<day>[0-9]{1,2}/[0-9]{1,2})(?![0-9/])"
)
AT_HOUR = re.compile(r"\s?@")
AFTER_STAMP = re.compile(r"\s?[:-](?!\S)|:")

LINE = re.compile(r"(?:\A|\n)[ \t]{0,4}(?:(?:[-*>\u2022]|[0-9]{1,2}[.)])[ \t]{1,2})?\Z")
"""Where a line begins, with its bullet or without."""
ENTRY = re.compile(
    r"-[a-z]{2,3}\b|[.,;:]?\s{1,4}(?:[-\u2013|]\s|[A-Z]|(?:pt|mom|dad|mother|father|wife|husband|son|dtr|daughter|family|caller|nurse|rn|md"
    r"|dr|lvm|lm|tc|cb|vm|self|atty|called|call|spoke|sent|faxed|seen|saw|left|no|rec'?d|received|per|ref|auth"
    r"|letter|order|ordered|appt|resched\w*|cancel\w*|labs?|new|refill\w*|[a-z]{3,14}ed)\b)"
)
"""What goes on in a line that begins with its day: "3/4 LVM", "2/3, self, CD picked up"."""

FIELD = re.compile(r"(?i)\b(?:dates?|dt|dos|dob|svc|from|thru|through|admit|adm)\s?[:=][ \t]{0,4}\Z")
"""What a form calls a day."""
TITLE = re.compile(
    r"(?:\A|\n)[ \t]{0,4}(?=[A-Z])[^\n.;:,0-9]{0,40}\b(?i:log|huddle|notes|sheet|minutes|agenda|census|board"
    r"|roster|hand-?off|sign-?out|briefing|recap|summary|updates?|msgs|messages|queue|call-?ins?|worklist|schedule|rounds"
    r"|transcript|calls|tasks|to-?dos?|meeting|mtg|list)\s\Z"
)
TITLE_END = re.compile(r"[ \t]*(?:\n|\Z)|:(?!\S)")
"""Around the day that a log is of, in its first line."""

WORD = re.compile(r"[.,;:]?\s{1,4}[-|A-Za-z]")
"""The same after a day that is no score: "8/22 case 3"."""

ON = re.compile(r"(?i)\b(?:on|since|until|till|dated|dob|lmp|edd|before|after|due)[\s:]{1,2}\Z")


def cued(island: Island, at: int, cue: re.Pattern[str]) -> bool:
    """Whether a cue stands before a place in an island."""
    return cue.search(island.text, max(island.left, at - REACH), at) is not None
