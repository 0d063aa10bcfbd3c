"""Read the reports of the test runs and refuse a skipped test whose reason is not on the short list of allowed ones.

Usage: refuse_skips.py <folder of JUnit reports> <list of allowed reasons, one regular expression a line, # comments>.
"""

import re
import sys
from pathlib import Path

from defusedxml import ElementTree

EXPECTED_REPORTS = ("sqlite.xml", "postgresql.xml")


def skipped(report: Path) -> list[tuple[str, str]]:
    """Return (test, reason) for each test that the report says was skipped."""
    cases = ElementTree.parse(report).getroot().iter("testcase")
    return [
        (f"{case.get('classname')}::{case.get('name')}", mark.get("message") or "")
        for case in cases
        for mark in case.findall("skipped")
    ]


def allowed_reasons(path: Path) -> list[re.Pattern[str]]:
    """Return the allowed reasons."""
    lines = (line.strip() for line in path.read_text().splitlines())
    return [re.compile(line) for line in lines if line and not line.startswith("#")]


def main(folder: Path, list_path: Path) -> int:
    """Print what is wrong, in French; exit 1 if something is."""
    allowed = allowed_reasons(list_path)
    wrong = [f"Le compte rendu {name} manque." for name in EXPECTED_REPORTS if not (folder / name).exists()]
    for report in sorted(folder.glob("*.xml")):
        for test, reason in skipped(report):
            if not any(pattern.search(reason) for pattern in allowed):
                wrong.append(f"{report.name} : {test} laissé de côté sans permission : {reason}")
    print("\n".join(wrong) or "— Aucun test laissé de côté sans permission.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
