"""What trials, cohorts and measures are called, as they are written; no name in these letters."""

from __future__ import annotations

STUDIES = """
    JUPITER BARI CANTOS ARISTOTLE CABANA FIGARO SAVOR-TIMI PEGASUS-TIMI TRITON-TIMI OlympiA ProMISe
    EXTEND-IA MISTIE ELAIN MATISSE TRITON ARAMIS LoDoCo HeFT SCD-HeFT A-HeFT CITRIS-ALI EXSCEL ELIXA
    EPHESUS HORIZONS-AMI PARADISE-MI REDUCE-IT ORATORIO CASSINI TAILORx RxPONDER aTTom PROfound IMpower
    CheckMate iPrEx TheraP BaSICS ProCESS
"""

MEASURES = """
    NT-proBNP pro-BNP PaO PaCO PtcCO PvO PvCO EtCO ScvO SvO SaO SpO FiO PEEPi VTi LVIDd LVIDs IVSd
"""
"""Those of which a figure is a part stand without it."""

UNNAMED = f"{STUDIES} {MEASURES}"
