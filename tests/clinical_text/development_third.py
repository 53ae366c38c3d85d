"""What the third part of the development documents is made from.

It was held out once, until those who write rules looked at it. Its names, places, formats and look-alikes
are its own, and no document mixes them with those of the other parts.
"""

from __future__ import annotations

from tests.clinical_text import (
    development_third_clean,
    development_third_forms,
    development_third_letters,
    development_third_lookalikes,
    development_third_notes,
    development_third_patients,
    development_third_people,
    development_third_places,
    development_third_queries,
    development_third_reports,
    development_third_style,
)
from tests.clinical_text.pool import Pool

SHAPES = {
    "mrn": (
        "%#####",
        "%########",
        "%#########",
        "E%#######",
        "Z###%####",
        "MC-%#####",
        "%####-%##",
        "P000%####",
        "%###-###-%",
        "A%#####@",
    ),
    "plan": (
        "@@@%##@%#####",
        "U%#######",
        "XKP%########",
        "%##-%#-%####",
        "H%###-%#######",
        "%########-02",
        "@@@%###########",
        "9%#########",
    ),
    "account": ("%#####", "G%########", "%##-%######", "5000%######", "HB%#######", "%##### %###"),
    "license": ("@%#######", "%########", "@@%######", "@%##-###-##-###-#", "ME%#####", "A %#####"),
    "plate": ("@@@%###", "%@@@%##", "@@%%###", "%##-@@@", "@@@-%##%"),
    "serial": ("%########", "@@@%#####@", "R%#@##%###", "M%##-%###", "PJN%######", "%#-%###-@%"),
    "biometric": ("FNG%######", "VB-%###-%##", "IRIS-%####", "BM%#####@", "RS/%#/%####"),
    "photo": (
        "DCIM_%####.jpg",
        "face-front-%##.jpeg",
        "2023wound%#.png",
        "scan_%###_profile.tif",
        "MVI_%###.JPG",
    ),
    "visit": ("CSN%########", "3%########", "HAR-%######", "V%#########", "%####%####-1"),
    "claim": ("%######%@@", "EOB-%#######", "2024%########", "CAS-%#####-@", "%##########-00", "INQ%######"),
    "rx": ("N%######", "%#######-01", "RX-%######", "0%#####"),
    "accession": ("CT-%#-%#####", "24-@@-%####", "E%########", "XR%######", "GP-%####", "%#:@%#####"),
    "subject": ("%#-%##-%##", "PT-%###", "SITE%#-%##", "R%####"),
    "email": (
        "<first>.<last><two>@icloud.com",
        "<last>.<first>@hotmail.com",
        "<first><last>@comcast.net",
        "the<last>s@verizon.net",
        "<initial><last><number>@gmail.com",
        "<first>@<last>family.net",
        "<first>_<two>@live.com",
        "<last><initial>@fairmont.edu",
        "<initial>-<last>@bigsky.health",
    ),
    "url": (
        "https://mychart.prairieview.org/MyChart/Visits/Details?csn=<number>",
        "https://www.gofundme.com/f/help-<first>-<last>-heal",
        "https://www.instagram.com/<first>_<last><two>/",
        "http://pacs.fairmont.local/viewer?acc=<number>",
        "www.caringbridge.org/visit/<first><last>",
        "https://zoom.us/j/9<number>8812?pwd=k<two>Q",
        "https://bill.example.com/p/<number>",
        "https://my.bluestem.health/u/<first>.<last>/results",
    ),
}

POOL = Pool(
    families=(
        *development_third_queries.FAMILIES,
        *development_third_notes.FAMILIES,
        *development_third_reports.FAMILIES,
        *development_third_letters.FAMILIES,
        *development_third_patients.FAMILIES,
        *development_third_forms.FAMILIES,
        *development_third_clean.FAMILIES,
    ),
    names=development_third_people.NAMES,
    places=development_third_places.PLACES,
    lookalikes=development_third_lookalikes.LOOKALIKES,
    shapes=SHAPES,
    style=development_third_style.STYLE,
)
