"""What the second part of the development documents is made from.

It was held out once, until those who write rules looked at it.
"""

from __future__ import annotations

from tests.clinical_text import development_second_messages, development_second_notes

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

FAMILIES = (*development_second_notes.FAMILIES, *development_second_messages.FAMILIES)
