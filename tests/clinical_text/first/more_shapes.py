"""More of how identifiers are written in the first part."""

from __future__ import annotations

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
