"""Ask two libraries again what « oracles.json » holds of them, and say how far each answer moved.

In an environment of its own, for neither library is a dependency of the project:

    pip install pymcdm==1.4.0 mcda==1.1.0
    python tests/data/ranking/make_oracles.py            # compares; ends with 1 if an answer moved
    python tests/data/ranking/make_oracles.py --write    # writes the answers for the tables that the file holds

A new table is added by hand: « matrix », « weights », « sense », « q », « p » and « veto » (mcda reads its own scale).
"""

from __future__ import annotations

import json
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from mcda import PerformanceTable
from mcda.outranking.electre import Electre3
from mcda.scales import MAX, MIN, QuantitativeScale
from pymcdm.methods import PROMETHEE_II, TOPSIS, VIKOR
from pymcdm.normalizations import minmax_normalization

FILE = Path(__file__).with_name("oracles.json")
EXPECTED = {"pymcdm": "1.4.0", "mcda": "1.1.0"}
HIGHEST = 60
"""The notes of the tables go from 0 to this; ELECTRE III does not depend on it, mcda wants it."""


def main(arguments: list[str]) -> int:
    """Compare, or write."""
    if found := {name: version(name) for name in EXPECTED if version(name) != EXPECTED[name]}:
        print(f"Other versions than those that the file names: {found}")
    kept = json.loads(FILE.read_text())
    apart = 0.0
    for case in kept["cases"]:
        for name, answer in asked(case).items():
            apart = max(apart, float(np.abs(answer - np.array(case.get(name, np.nan))).max()))
            case[name] = answer.tolist()
    print(f"{len(kept['cases'])} tables, largest difference {apart:.1e}")
    if "--write" in arguments:
        FILE.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n")
        return 0
    return 0 if apart < 1e-12 else 1


def asked(case: dict[str, Any]) -> dict[str, np.ndarray]:
    """Return what the libraries say of one table."""
    matrix, weights = np.array(case["matrix"], float), np.array(case["weights"])
    signs = np.array([1 if sense == "max" else -1 for sense in case["sense"]])
    return {
        "topsis": TOPSIS(normalization_function=minmax_normalization)(matrix, weights, signs),
        "vikor": VIKOR()(matrix, weights, signs),
        "promethee": PROMETHEE_II("vshape_2", p=case["p"], q=case["q"])(matrix, weights, signs),
        "credibility": credibility(case),
    }


def credibility(case: dict[str, Any]) -> np.ndarray:
    """Return the credibility matrix of ELECTRE III, with its three thresholds."""
    ways = {"max": MAX, "min": MIN}
    scales = {
        column: QuantitativeScale(0, HIGHEST, preference_direction=ways[sense])
        for column, sense in enumerate(case["sense"])
    }
    thresholds = [dict(enumerate(case[name])) for name in ("q", "p", "veto")]
    table = PerformanceTable(case["matrix"], scales=scales)
    return np.array(Electre3(table, dict(enumerate(case["weights"])), *thresholds).construct().data, float)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
