"""Read a folder of documents and say what the rules find, with figures: ``python bench/documents.py FOLDER``.

``--expect FILE`` gives the traps that a person found (CSV without header: trap, document, lines separated by spaces;
« 0 » for a trap of the whole document): the report tells which were said by their rule, and where. ``--clean FOLDER``
counts the flags on documents held to be clean: each is a false alarm. Nothing is written, no database is opened.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import time
from collections import Counter, defaultdict
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gouvernail.config.test_settings")  # for its sentences alone
django.setup()

from gouvernail.connectors.reading.formats import is_document, read_document  # noqa: E402 (after setup)
from gouvernail.connectors.reading.model import Document  # noqa: E402 (after setup)
from gouvernail.connectors.reading.rules import Flag, check_document  # noqa: E402 (after setup)
from gouvernail.connectors.reading.traps import traps  # noqa: E402 (after setup)

NEAR = 3
"""A trap is said where it stands when its flag is within so many lines."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--expect", type=Path)
    parser.add_argument("--clean", type=Path, action="append", default=[])
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    read = {path.name: measure(path) for path in documents_in(arguments.folder)}
    report = {"documents": {name: told(one) for name, one in read.items()}}
    if arguments.expect:
        report["traps"] = compare(read, arguments.expect)
    if arguments.clean:
        report["clean"] = false_alarms([path for folder in arguments.clean for path in documents_in(folder)])
    print(json.dumps(report, ensure_ascii=False, indent=1) if arguments.json else in_words(report))


def documents_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if is_document(path.name) and path.stat().st_size > 1)


def measure(path: Path) -> tuple[Document, list[Flag], float]:
    start = time.perf_counter()
    document = read_document(path.read_bytes(), path.name)
    flags = check_document(document)
    return document, flags, time.perf_counter() - start


def told(one: tuple[Document, list[Flag], float]) -> dict:
    document, flags, seconds = one
    return {
        "lines": len(document.filled),
        "flags": len(flags),
        "by_gravity": dict(Counter(flag.gravity.value for flag in flags)),
        "by_rule": dict(Counter(flag.code for flag in flags).most_common()),
        "masked": dict(Counter(masked.kind for masked in document.masked)),
        "seconds": round(seconds, 2),
    }


def compare(read: dict, expected: Path) -> dict:
    """Say which traps their rule said in the right document, and which of these where the person saw them."""
    found: dict[str, list[str]] = defaultdict(list)
    with expected.open(newline="", encoding="utf-8") as lines:
        for trap, document, places in csv.reader(lines):
            found[outcome(trap, read[document][1], [int(line) for line in places.split()])].append(trap)
    return {name: {"count": len(ids), "traps": sorted(ids)} for name, ids in found.items()}


def outcome(trap: str, flags: list[Flag], lines: list[int]) -> str:
    of_rule = [flag for flag in flags if flag.code == traps().get(trap)]
    if trap not in traps():
        return "no rule, explained"
    if not of_rule:
        return "missed"
    told_on = {line + 1 for flag in of_rule for line in (flag.line, *flag.others)}
    if lines == [0] or any(abs(line - wanted) <= NEAR for line in told_on for wanted in lines):
        return "said, in place"
    return "said, elsewhere in the document"


def false_alarms(paths: list[Path]) -> dict:
    counts: Counter[str] = Counter()
    lines = 0
    for path in paths:
        document, flags, _seconds = measure(path)
        lines += len(document.filled)
        counts.update(flag.code for flag in flags)
    return {"documents": len(paths), "lines": lines, "flags": counts.total(), "by_rule": dict(counts.most_common())}


def in_words(report: dict) -> str:
    lines = []
    for name, one in report["documents"].items():
        rules = ", ".join(f"{code} {number}" for code, number in one["by_rule"].items())
        lines.append(f"{name}: {one['lines']} lines, {one['flags']} flags in {one['seconds']} s {one['by_gravity']}")
        lines.append(f"  {rules}")
    for name, one in report.get("traps", {}).items():
        lines.append(f"{name}: {one['count']} ({', '.join(one['traps']) if one['count'] < 40 else '…'})")
    if "clean" in report:
        clean = report["clean"]
        lines.append(f"clean: {clean['flags']} flags on {clean['documents']} documents, {clean['lines']} lines")
        lines.append(f"  {clean['by_rule']}")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
