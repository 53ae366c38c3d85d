"""What held-out documents are made from.

They are for figures only: nobody tunes a rule on them, or reads what was missed in them.
"""

from __future__ import annotations

from tests.clinical_text import (
    held_out_clean,
    held_out_forms,
    held_out_letters,
    held_out_lookalikes,
    held_out_notes,
    held_out_patients,
    held_out_people,
    held_out_places,
    held_out_queries,
    held_out_reports,
    held_out_style,
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
        *held_out_queries.FAMILIES,
        *held_out_notes.FAMILIES,
        *held_out_reports.FAMILIES,
        *held_out_letters.FAMILIES,
        *held_out_patients.FAMILIES,
        *held_out_forms.FAMILIES,
        *held_out_clean.FAMILIES,
    ),
    names=held_out_people.NAMES,
    places=held_out_places.PLACES,
    lookalikes=held_out_lookalikes.LOOKALIKES,
    shapes=SHAPES,
    style=held_out_style.STYLE,
)
