"""Every act that the code journals is told in French: an act without its word would show its key."""

import ast
import re
from pathlib import Path

import gouvernail
from gouvernail.registers.history import VERBS

SOURCE = Path(gouvernail.__file__).parent
INFINITIVE = re.compile(r"[a-z]+(er|ir|re)(_[a-z_]+)?")


def _positions(trees) -> dict[str, int | None]:
    """Return the functions that take a ``verb``, with the place of that parameter among the positional ones."""
    found: dict[str, int | None] = {"Act": 0}
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                names = [one.arg for one in node.args.args]
                if "verb" in names:
                    found[node.name] = names.index("verb")
                elif "verb" in [one.arg for one in node.args.kwonlyargs]:
                    found[node.name] = None
    return found


def _verbs(trees, positions) -> set[str]:
    words = set()
    for tree in trees:
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name not in positions:
                continue
            place = positions[name]
            given = [one.value for one in node.keywords if one.arg == "verb"]
            if place is not None and len(node.args) > place:
                given.append(node.args[place])
            words |= {one.value for one in given if isinstance(one, ast.Constant) and isinstance(one.value, str)}
    return words


def test_every_act_has_its_word():
    journaling = [
        path for path in SOURCE.rglob("*.py") if "journal.chain" in path.read_text() or "acts" in path.read_text()
    ]
    trees = [ast.parse(path.read_text()) for path in journaling]
    told = _verbs(trees, _positions(trees))
    assert {"creer", "modifier", "figer"} <= told
    missing = sorted(one for one in told - set(VERBS) if INFINITIVE.fullmatch(one))
    assert not missing, f"no word in registers.history.VERBS for {missing}"
