"""Every act that the code journals is told in French: an act without its word would show its key."""

import ast
import re
from pathlib import Path

import gouvernail
from gouvernail.registers.history import NOUNS, VERBS
from gouvernail.registers.registry import registers

SOURCE = Path(gouvernail.__file__).parent
INFINITIVE = re.compile(r"[a-z]+(er|ir|re)(_[a-z_]+)?")


def _journaling() -> list[ast.Module]:
    """The modules that write the journal, by themselves or by the hand of their room."""
    texts = [path.read_text() for path in SOURCE.rglob("*.py")]
    return [ast.parse(one) for one in texts if re.search(r"journal\.chain|\bacts\b|def _?journal", one)]


def _takers(tree: ast.Module) -> dict[str, int | None]:
    """Return the functions of a module that take a ``verb``, with its place among the positional parameters."""
    found: dict[str, int | None] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            names = [one.arg for one in node.args.args]
            if "verb" in names:
                found[node.name] = names.index("verb")
            elif "verb" in [one.arg for one in node.args.kwonlyargs]:
                found[node.name] = None
    return found


def _constants(nodes) -> set[str]:
    return {one.value for one in nodes if isinstance(one, ast.Constant) and isinstance(one.value, str)}


def _calls(tree: ast.Module):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield getattr(node.func, "id", getattr(node.func, "attr", "")), node


def test_every_act_has_its_word():
    trees = _journaling()
    shared = {"Act": 0, "journal": 1} | {name: at for tree in trees for name, at in _takers(tree).items()}
    told: set[str] = set()
    for tree in trees:
        takers = shared | _takers(tree)
        for name, node in _calls(tree):
            if name in takers:
                at = takers[name]
                given = [one.value for one in node.keywords if one.arg == "verb"]
                told |= _constants(given + (node.args[at : at + 1] if at is not None else []))
    assert {"creer", "modifier", "figer", "convoquer", "partager"} <= told
    missing = sorted(one for one in told - set(VERBS) if INFINITIVE.fullmatch(one))
    assert not missing, f"no word in registers.history.VERBS for {missing}"


def test_every_thing_acted_on_has_its_noun():
    told: set[str] = set()
    for tree in _journaling():
        for name, node in _calls(tree):
            if name in {"record", "Act"}:
                told |= _constants([one.value for one in node.keywords if one.arg == "kind"])
    assert {"user", "membership", "organisation"} <= told
    missing = sorted(told - set(NOUNS) - {one.kind for one in registers()})
    assert not missing, f"no word in registers.history.NOUNS for {missing}"
