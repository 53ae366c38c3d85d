"""What held-out documents are made from.

They are for figures only: nobody tunes a rule on them, or reads what was missed in them.
"""

from __future__ import annotations

from tests.clinical_text import geography, held_out_messages, held_out_notes, people
from tests.clinical_text.pool import Pool

SHAPES = {
    "mrn": (
        "%#####",
        "0#########",
        "H%#######",
        "@@-######",
        "%##-%###",
        "##.##.##",
        "STM%######",
        "%#######-%",
    ),
    "plan": ("@@%########", "%##########A", "BCX-%####-%###", "ZGP%##@%####", "%###-%###-##", "80%#########"),
    "account": ("%##-%#####", "HAR%########", "%######.%#", "%###########", "PB-%####@"),
    "license": ("%##-%##-%##", "@@-%######", "S%##%##%##%##", "RN%#####", "@%###%"),
    "plate": ("@@%-%##", "%@@ %##", "@@ %####", "@@@%%##"),
    "serial": ("%####@%##", "ICD-@@-%####", "%#@@%#####", "BLX%###-%##"),
    "biometric": ("RET-%###-@", "VOX%######", "PALM/%####"),
    "photo": ("wound_left_%###.jpeg", "PXL_%#######.heic", "portrait-%##.tiff"),
    "visit": ("FIN%######", "%#########", "ENC/%#####", "CSN %########"),
    "claim": ("20%#-%#####-A", "%#@%########", "REF%######"),
    "rx": ("%##-%####", "%#######N", "C%######"),
    "accession": ("@%#-%####", "%#-%##-%###", "MB%######"),
    "subject": ("%##-%##", "@@@-%##", "P%###"),
    "email": (
        "<last>.<initial>+clinic@proton.me",
        "<first>_<last>@state-univ.edu",
        "<initial>.<last><two>@aol.com",
        "<first><last>@nhs.example.co.uk",
        "<last><number>@my-isp.net",
    ),
    "url": (
        "http://10.<two>.0.12:8080/chart?pid=<number>",
        "https://drive.example.com/file/d/<number>/view",
        "https://www.facebook.com/<first>.<last>.<two>",
        "www.<last>-foundation.org",
        "https://health.example.net/r/<number>/<last>.pdf",
    ),
}

POOL = Pool(
    half=1,
    families=(*held_out_notes.FAMILIES, *held_out_messages.FAMILIES),
    names=people.half(1),
    towns=geography.TOWNS[1::2],
    streets=geography.STREETS[1::2],
    facilities=geography.FACILITIES[1::2],
    shapes=SHAPES,
)
