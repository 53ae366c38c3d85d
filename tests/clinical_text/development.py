"""What development documents are made from."""

from __future__ import annotations

from tests.clinical_text import (
    dates,
    development_forms,
    development_messages,
    development_notes,
    development_records,
    development_second,
    geography,
    lookalikes,
    numbers,
    people,
)
from tests.clinical_text.pool import Pool, Style

_SHAPES = {
    "mrn": (
        "00######",
        "%######",
        "@#######",
        "BWH-######",
        "##-##-##",
        "%#######",
        "MR######",
        "%##-##-###",
        "##.###.##",
    ),
    "plan": ("@@@%########", "W%########", "HP-%#####", "%########-01", "@##%#######", "%## ## ####A"),
    "account": ("%#######", "00%#######", "%###-####-#", "A-%######", "%#########"),
    "license": ("@%######", "@%##-####-####", "%#######", "MD-%#####", "@@%####"),
    "plate": ("%@@@###", "@@@ ####", "@@@-####"),
    "serial": ("PM-%###-@###", "@@%######", "SN%#######", "%@%######@"),
    "biometric": ("FP-%######", "VP%#####", "BIO-%####-@"),
    "photo": ("IMG_%###.jpg", "face_%####.png", "DSC0%###.JPG"),
    "visit": ("%########", "V0%######", "E-%######", "1000%#####"),
    "claim": ("CLM-2023-%####", "%##########", "C%########"),
    "rx": ("%######", "%######-0%###", "RX%######"),
    "accession": ("S23-%####", "SP-%#-%####", "A%#######"),
    "subject": ("014-0%##", "S-%###", "%##-@@@"),
    "email": (
        "<first>.<last>@gmail.com",
        "<first><two>@yahoo.com",
        "<initial><last>@westmarkhealth.org",
        "<last>_<first><number>@outlook.com",
        "<first>-<last>@mail.lakeclinic.net",
    ),
    "url": (
        "https://portal.westmarkhealth.org/patients/<number>",
        "https://www.<last>family.blog/my-<two>-story",
        "www.lakeclinic.net/results/<number>",
        "https://mychart.example.org/inside.asp?mode=visit&id=<number>#labs",
    ),
}

SHAPES = {kind: (*shapes, *development_second.SHAPES[kind]) for kind, shapes in _SHAPES.items()}

POOL = Pool(
    families=(
        *development_notes.FAMILIES,
        *development_messages.FAMILIES,
        *development_forms.FAMILIES,
        *development_records.FAMILIES,
        *development_second.FAMILIES,
    ),
    names=people.NAMES,
    places=geography.PLACES,
    lookalikes=lookalikes.LOOKALIKES,
    shapes=SHAPES,
    style=Style(
        dates=dates.FORMATS,
        births=dates.BIRTHS,
        ranges=dates.RANGES,
        phones=numbers.PHONES,
        units=("", "", "", " Apt {}", ", Unit {}", " #{}", ", Suite {}"),
        boxes=("P.O. Box %###", "PO Box %##", "P. O. Box ####", "Post Office Box %###"),
    ),
)
