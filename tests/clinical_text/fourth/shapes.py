"""The make of the fourth part's numbers and addresses."""

from __future__ import annotations

from tests.clinical_text.numbers import gtin, luhn

UDI = tuple(
    "{DEVICE=" + make + "}"
    for make in (
        f"(01){gtin('0038871400215')}(17)28053%(10)H%#####(21)%######@",
        f"(01){gtin('1070463290087')}(11)23110#(17)281100(10)%###@@(21)0%###",
        f"(01){gtin('0585903600472')}(21)@@@%#####",
        f"01{gtin('0073306110939')}17290430102%####21%######",
    )
)
IMEIS = "35281907446120 35290811530974 35264412087355 35219933061848 35277015592406"
IMEI = tuple("{DEVICE=" + body + luhn(body) + "}" for body in IMEIS.split())

SHAPES = {
    "mrn": (
        "%#####",
        "%######",
        "%#######",
        "%########",
        "00%######",
        "%#-##-##",
        "%###-##-#",
        "E%######",
        "Z%#######",
        "%##-###-###",
        "SM%#####",
        "%## ## ##",
        "P000%#####",
        "@%###-####",
    ),
    "plan": (
        "XJB%########",
        "%##########",
        "U%#######01",
        "%#######-02",
        "@@@@%#####",
        "9%#-##-####A",
        "R%#######",
        "MA%#########",
        "%## ### ###",
        "KPW%###-%####",
    ),
    "account": (
        "%#######",
        "%##########",
        "G%######-1",
        "%####-%###",
        "HAR-%######",
        "4#-%######",
        "A%#######",
        "GU00%#####",
    ),
    "license": ("MD-%#####", "%#-%######", "0101%#####", "@%######", "PHR.%####", "35.%#####", "DL%#######"),
    "plate": ("@@@ %##", "%@@@##%", "@@@-%#@", "%##-@@@", "@@ %####", "%#@ ##@"),
    "serial": (
        "PTN%#####S",
        "BLG%#####@",
        "%##-%#####",
        "SN-@@%####",
        "A%@%#-0###",
        "2#%######",
        "GXC%####-R",
        "%#######",
    ),
    "biometric": ("FPR-%#####", "VP%#######", "RET-%####-L", "PALM%#####", "FACE-@%####"),
    "photo": (
        "IMG-20240%1%-WA0%##.jpg",
        "DSCF%###.JPG",
        "heel_ulcer_%###.png",
        "P%######.jpg",
        "rash-%##.heic",
        "clin-%#####.jpeg",
    ),
    "visit": ("%#########", "CSN%#######", "1%#######", "FIN-%######", "VN%#######", "%###-%##-##"),
    "claim": ("2#%#########", "C%#######-00", "ICN%##########", "E%@@%####", "%####-%#####", "CL-%######"),
    "rx": ("%######", "%#######-0%", "C%######", "N%#####", "2-%######", "RX0%#####"),
    "accession": ("SP-2#-%####", "%#-CT-%####", "E%#######", "M2#-0%###", "A0%######", "2#:XR%#####"),
    "subject": ("%###-%##", "S0%-0##", "US%#-%##", "PT-%####", "@%-%###", "R%####"),
    "email": (
        "<first>.<last>@gmail.com",
        "<last><two>@outlook.com",
        "<first><number>@icloud.com",
        "<initial><last>@saltmarshregional.org",
        "<first>_<last>@comcast.net",
        "<last>.<first>@ashdown.edu",
        "<first><last>@hey.com",
        "<initial>-<last><two>@msn.com",
        "<first>.<last>@va.sandhills.gov",
    ),
    "url": (
        "https://patient.saltmarshregional.org/inbox/<number>",
        "https://portal.ironwoodvalley.health/u/<first><last>",
        "www.<last>family.net",
        "http://ehr.ashdown.edu/chart?pid=<number>",
        "https://www.linkedin.com/in/<first>-<last>-<two>",
        "facebook.com/<first><last><two>",
        "https://zoom.us/j/9<number><number>",
        "everloved.com/life-of/<first>-<last>",
        "https://images.ironwoodvalley.health/studies/<number>/series/2",
    ),
}
