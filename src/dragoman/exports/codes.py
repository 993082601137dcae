"""Codes of other projects: Correlates of War and FIPS 10-4 states, Goldstein's scale, quad classes, CAMEO's roles.

Sources, facts only: state numbers of the Correlates of War Project (State System Membership 2016); FIPS PUB 10-4, which
was withdrawn in 2008, with South Sudan's and Kosovo's later codes as GDELT has them; Goldstein's scale for CAMEO codes
as GDELT's look-up `CAMEO.goldsteinscale.txt` prints it (a code that is not listed has its parent's).
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import NamedTuple

QUAD_NAMES = {1: "VERBAL COOPERATION", 2: "MATERIAL COOPERATION", 3: "VERBAL CONFLICT", 4: "MATERIAL CONFLICT"}
"""Quad classes as POLECAT spells them."""

KNOWN_GROUPS = {
    "org:UN": "UNO", "org:UNSC": "UNO", "org:EU": "EEC", "org:NATO": "NAT", "org:AL": "ARL", "org:AU": "AFU",
    "org:ASEAN": "ASN", "org:IAEA": "IAE", "org:IMF": "IMF", "org:WB": "WBK", "org:OSCE": "SCE", "org:OIC": "OIC",
    "org:GCC": "GCC", "org:ICC": "ICC", "org:ECOWAS": "WAS", "org:OPEC": "OPC", "org:CIS": "CIS",
}  # fmt: skip
"""CAMEO's known-group codes (CAMEO codebook, chapter 3) of organisations that both name."""

CAMEO_TYPES = frozenset(
    {
        "COP", "GOV", "INS", "JUD", "MIL", "OPP", "REB", "SEP", "SPY", "UAF", "AGR", "BUS", "CRM", "CVL", "EDU", "ELI",
        "ENV", "HLH", "HRI", "LAB", "LEG", "MED", "REF", "MOD", "RAD", "IGO", "IMG", "INT", "MNC", "NGM", "NGO", "SET",
    }
)  # fmt: skip
"""CAMEO's actor types (CAMEO codebook, table 3.5)."""
PLOVER_ROLES = {"PTY": "OPP", "PRM": "GOV", "PRE": "GOV", "JRN": "MED", "SOC": "CVL"}
"""PLOVER sectors that CAMEO has under another name."""


class StateCode(NamedTuple):
    """A state's Correlates of War number and its FIPS 10-4 code."""

    cow: str | None
    fips: str | None


@cache
def state_codes() -> dict[str, StateCode]:
    """ISO 3166-1 alpha-3 (or the code that this project uses for a state that has ended) -> the codes of others."""
    return {r["iso3"]: StateCode(r["cow"] or None, r["fips"] or None) for r in _rows("state_codes.csv")}


@cache
def _goldstein() -> dict[str, float]:
    return {r["cameo"]: float(r["score"]) for r in _rows("goldstein.csv")}


def goldstein(cameo: str) -> float | None:
    """Goldstein's score of a CAMEO code, from -10 to 10: its own or that of the code it is a part of."""
    known = _goldstein()
    while len(cameo) >= 2:
        if cameo in known:
            return known[cameo]
        cameo = cameo[:-1]
    return None


def cameo_quad(cameo: str) -> int | None:
    """The quad class of a CAMEO code, by its root as GDELT has it."""
    root = int(cameo[:2]) if cameo[:2].isdigit() else 0
    if not 1 <= root <= 20:
        return None
    return 1 if root <= 5 else 2 if root <= 8 else 3 if root <= 13 else 4


def cameo_role(sector: str | None) -> str | None:
    """The CAMEO actor type of a PLOVER sector; `None` where CAMEO has none."""
    role = PLOVER_ROLES.get(sector or "", sector)
    return role if role in CAMEO_TYPES else None


def _rows(name: str) -> list[dict[str, str]]:
    text = files("dragoman.exports").joinpath("data", name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
