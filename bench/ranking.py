"""SMAA-2 beside a plain NumPy loop doing the same work: « python bench/ranking.py ». Ratios matter, not seconds.

Where pyrepo-mcda can be imported (« pip install --target FOLDER --no-deps pyrepo-mcda », FOLDER in PYTHONPATH), its
SMAA does the same work in the same run: draws of weights, a ranking for each, acceptability and central weights. It
ranks with VIKOR and knows certain ratings only.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from gouvernail.engines.ranking import study_of
from gouvernail.engines.ranking.grid import Grid
from gouvernail.engines.ranking.robustness import robustness

CRITERIA, DRAWS, PLAIN_DRAWS, SLIDER = 18, 1_000_000, 20_000, 65_536


def study(scenarios: int, *, uncertain: float, unknown: float, ordinal: bool) -> Grid:
    """Return a study of random ratings, a share of them intervals or unknown, on words of five levels or on numbers."""
    generator = np.random.default_rng(18)
    scales = {"s": {"levels": [1, 5], "words": {str(level): level for level in range(1, 6)}, "ordinal": True}}
    kind = {"scale": "s"} if ordinal else {"bounds": [1, 5]}

    def cell() -> object:
        level, luck = int(generator.integers(1, 6)), generator.random()
        if luck < unknown:
            return None
        if luck < unknown + uncertain:
            return [min(level, 4), min(level, 4) + 1]
        return str(level) if ordinal else float(level + generator.random() * (level < 5))

    columns = [f"c{column}" for column in range(CRITERIA)]
    return Grid(
        study_of(
            {
                "format": "gouvernail-etude-1",
                "title": "Banc",
                "question": "À quelle vitesse ?",
                "scales": scales if ordinal else {},
                "criteria": [{"id": key, "name": key, "direction": "more"} | kind for key in columns],
                "scenarios": [
                    {"id": f"s{row}", "name": f"S{row}", "ratings": {key: cell() for key in columns}}
                    for row in range(scenarios)
                ],
            }
        )
    )


def plain_loop(grid: Grid, draws: int) -> np.ndarray:
    """Do the same work one draw at a time: weights, uncertain ratings, ranks, pairwise wins, central weights."""
    generator = np.random.default_rng(1)
    worst, width = grid.worst, grid.best - grid.worst
    count, criteria = grid.shape
    places, wins, central = np.zeros((count, count)), np.zeros((count, count)), np.zeros((count, criteria))
    for _draw in range(draws):
        weights = generator.standard_exponential(criteria)
        weights /= weights.sum()
        scores = (worst + width * generator.random((count, criteria))) @ weights if width.any() else worst @ weights
        order = np.argsort(-scores)
        places[order, np.arange(count)] += 1
        wins += scores[:, None] > scores[None, :]
        central[order[0]] += weights
    return places / draws


def library_loop(grid: Grid, draws: int) -> object:
    """Do the work with pyrepo-mcda; ``ImportError`` where it is not there."""
    from pyrepo_mcda.mcda_methods.vikor_smaa import VIKOR_SMAA  # type: ignore[import-not-found]  # a bench's only guest

    smaa = VIKOR_SMAA()
    return smaa(grid.central, smaa._generate_weights(grid.shape[1], draws), np.ones(grid.shape[1]))


def library_seconds(grid: Grid) -> float | None:
    """Return the time of the library for ``DRAWS``, measured on fewer; None where it cannot do it."""
    if not grid.certain:
        return None
    try:
        return seconds(lambda: library_loop(grid, PLAIN_DRAWS), 1) * DRAWS / PLAIN_DRAWS
    except ImportError:
        return None


def seconds(work: Callable[[], object], times: int = 3) -> float:
    """Return the median processor time of ``work``."""
    spent = []
    for _time in range(times):
        start = time.process_time()
        work()
        spent.append(time.process_time() - start)
    return statistics.median(spent)


def main() -> None:
    """Print one line for each case."""
    print(f"{os.cpu_count()} cœurs, NumPy {np.__version__}, Python {sys.version.split()[0]} ; secondes de processeur")
    heads = ("boucle", "rapport", "pyrepo", "rapport")
    print(f"{'cas':54} {'1 000 000':>9} {' '.join(f'{head:>8}' for head in heads)} {'65 536':>7} {'écart':>7}")
    cases = {
        "notes exactes": {"uncertain": 0, "unknown": 0, "ordinal": False},
        "60 % d’intervalles, 5 % d’inconnues": {"uncertain": 0.6, "unknown": 0.05, "ordinal": False},
        "mots, valeur des niveaux tirée au sort": {"uncertain": 0, "unknown": 0.05, "ordinal": True},
    }
    for scenarios in (4, 12):
        for name, options in cases.items():
            compare(f"{scenarios} scénarios, {name}", study(scenarios, **options), plain=not options["ordinal"])


def compare(name: str, grid: Grid, *, plain: bool) -> None:
    """Print the engine's time, the loop's for as many draws, their ratio, the slider's time, the largest difference."""
    weights = grid.study.members[0].weights
    ours = seconds(lambda: robustness(grid, weights, draws=DRAWS))
    slider = seconds(lambda: robustness(grid, weights, draws=SLIDER, confidence=False))
    loop = apart = None
    if plain:
        loop = seconds(lambda: plain_loop(grid, PLAIN_DRAWS), 1) * DRAWS / PLAIN_DRAWS
        apart = np.abs(plain_loop(grid, PLAIN_DRAWS) - robustness(grid, weights, draws=DRAWS).ranks).max()
    library = library_seconds(grid)
    print(
        f"{name:54} {ours:9.3f} {said(loop, 8, 1)} {times(loop, ours)} {said(library, 8, 1)} {times(library, ours)} "
        f"{slider:7.3f} {said(apart, 7, 4)}"
    )


def said(figure: float | None, width: int, decimals: int) -> str:
    """Write a figure, or a dash where it was not measured."""
    return f"{'—':>{width}}" if figure is None else f"{figure:{width}.{decimals}f}"


def times(other: float | None, ours: float) -> str:
    """Write how many times longer the other took."""
    return f"{'—':>8}" if other is None else f"{other / ours:7.0f}×"


if __name__ == "__main__":
    main()
