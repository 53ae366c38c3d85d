"""What is cut short with a capital, as forms, logs and hurried notes have it, and names nobody."""

from __future__ import annotations

import pytest

from asgi_agent.phi import Label
from tests.phi.rules.finding import found
from tests.phi.rules.marked import missed

HEADINGS = """
    Abn Acc Accom Adv Affil Agg Allerg Anesth Appl Approx Assoc Attg Auth Behav Bilat Bldg Calc Cardiol Chk
    Chol Chron Circ Clin Comp Conc Cond Contd Coord Covg Creat Crit Ctr Cust Decub Def Deliv Demog Dermatol
    Desc Dev Diag Dict Dil Disab Dlvry Drng Drsg Elec Elev Emerg Enr Enrollee Equiv Esoph Est Etiol Eval Excl
    Expir Expl Facil Fem Fibro Flwup Foll Frac Freq Frm Funct Geo Gest Govt Grad Guar Halluc Hgt Hist Hosp
    Ident Immed Improv Incl Indiv Infx Inhal Init Inj Inpt Instr Int Intol Intub Isol Lat Liq Locn Ltr Maint
    Manip Max Memb Metab Mgmt Min Misc Modif Monit Mult Musc Narr Nat Neg Neonat Neph Neut Noct Notif Nsg
    Num Nurs Nutr Obs Obst Occas Oncol Oph Ord Org Oth Outpt Palp Payor Ped Pedi Perc Perf Phleb Phys Plac
    Pneum Pos Poss Prac Preadm Preg Prelim Prem Prev Prin Priv Prob Progn Proph Prost Prot Prox Qty Qual
    Quant Radiol Reas Recomm Recov Reg Rel Repl Res Resid Rslt Rsn Sched Sed Sens Sev Sib Skel Soln Sono Spec
    Spont Srvc Stim Subcut Suppl Surg Svc Symp Syst Tachy Ther Thromb Tox Transf Traum Txfr Ulc Uncompl Unk
    Unrem Urol Vag Val Vent Vert Visc Vol Wkly Xfer Xplant Xport Yrly
"""
CUT = """
    Absc Afeb Amput Anorex Aort Appd Asympt Atyp Auscult Autoimm Axill Benzo Bifid Cardiov Cellul Cereb
    Cholang Coarc Comorb Compens Conj Consol Contam Convuls Cytol Decond Dehyd Delir Dermat Detec Digox
    Dilat Disloc Displ Dissec Dosg Effus Emuls Endosc Epigas Eval'd Exac Excis Extrem Foll'd Func'l
    Gastroc Gestat Glauc Granul Hematoc Hosp'd Ident'd Idiop Incis Infil Insuff Intest Irreg Irrig Ischem
    Lapar Lat'l Laxat Leuko Ligat Lymphad Malig Mandib Menst Metast Muscul Myel Necr Nephrol Neurol Normoc
    Obstet Occl Opac Orthop Palpit Panc Paresth Pathol Pediat Perfor Pericard Pharyn Placent Pleur Popl
    Postpart Precip Progest Prosth Psychol Pulmon Purul Radiog Readm Reconc Reeval'd Regen Resec Retrac
    Rheumat Sacr Salping Scler Secr Segm Sensit Signif Spirom Splen Spondyl Squam Steril Subclav Subdur
    Suct Superf Surgic Sympath Systol Tachyc Temperat Tendin Thorac Transv Traumat Tubercul Umbil Unilat
    Unresp Urogen Vaccin Vagin Ventric Vertig Vestib
"""
TEXTS = (
    "Pt ID'd by license, DC'd at noon, OD'd last year",
    "Ed note: 40 y M brought in",
    "Detox unit nursing: CIWA 11",
    "PT AM-PAC 14, rec SNF. Nurse BIMS 12. PT LEFS 40.",
    "Amsler home. Hertel 18. Beighton 6. Tinetti 22.",
    "what does Kernohan notch mean?",
    "ORIF L ankle. Findings: Weber B with syndesmotic injury",
    "Adv: ED NOW",
    "Interp: Hakka. Lang: Sylheti. Speaks Kinyarwanda, Chuukese or Garifuna.",
    "what is a Schmorl notch, a Hesselbach plane, a Mees stripe, a Guyon tunnel?",
    "Jobst facies; Cobb angle 22; Negri granules; Lisfranc tubercle",
    "Tools: Kubernetes, Jupyter, Databricks, Postgres, Grafana. Ipad charged.",
    "Uses Kleenex, Clorox, Lysol. Snacks: Oreo, Pringles. Drinks Powerade.",
    "Bier block; Guedel airway, Tuohy needle, Whitacre 25G. Sellick applied.",
    "Ordered Elacestrant, Vonoprazan, Sulopenem, Aficamten and Olezarsen.",
    "Started Journavx, Crexont, Bimzelx and Attruby.",
    "Grew M. Kansasii, L. Monocytogenes and Y. Pestis. Geneva 5.",
    "Max: 5\nMin: 2\nVal: 12\nEcho: 60",
    "RVSP 40, LVOT clear, TAPVR repaired; r/o RMSF, MAFLD, POAG",
    "Patient HTX, LTBI, RCC. Nurse NPWT. Surgeon TAHBSO.",
    "A. Colon, hepatic flexure: adenoma\nB. Colon, cecum: adenoma",
)


@pytest.mark.parametrize("heading", (HEADINGS + CUT).split())
def test_a_shortened_heading_is_nobody(heading: str) -> None:
    """Before a colon, a word or a full stop."""
    text = f"{heading} date: none\nFindings: {heading} normal\nSeen. {heading} home."
    assert [value for value, label in found(text) if label == Label.NAME] == []


@pytest.mark.parametrize("text", TEXTS)
def test_what_is_cut_short_is_nobody(text: str) -> None:
    """Verbs of capitals, tests and their scores, languages, specimens."""
    assert [value for value, label in found(text) if label == Label.NAME] == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Spoke with [[Val Ortega]] and [[Max Brandt]].",
        "brother [[Ed]] drove her",
        "Res: [[Armistead, Louella]] Rm 1",
        "Enrollee: [[Zbigniew Krol]]",
        "Spoke with [[Extremera]] and [[Normocek]]; [[Dr. Granul]] agrees.",
        "Seen: [[Ngoma]], [[Dhanvir Singh]], [[Baltrusaitis]], [[Lapine]].",
        "[[pruett]] md aware, [[marcus]] rn at bedside",
        "Facil: [[M. Feingold]] LMFT",
        "Surgeon: [[Goldmann]], assisted by [[Dr. Ng]]",
    ],
)
def test_a_name_that_begins_a_heading_as_well_is_one(sentence: str) -> None:
    """Where a surname, a role or a title stands beside it."""
    assert missed(sentence, Label.NAME) == []
