"""How identifiers are written in the first part."""

from __future__ import annotations

from tests.clinical_text.first import more_shapes

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

SHAPES = {kind: (*shapes, *more_shapes.SHAPES[kind]) for kind, shapes in _SHAPES.items()}
