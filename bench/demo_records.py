"""Write again the records of the demonstration: load it into ``GOUVERNAIL_DATA``, then read its past month by month.

Usage: ``GOUVERNAIL_DATA=/an/empty/folder python bench/demo_records.py``.
"""

from __future__ import annotations

import os


def main() -> None:
    """Load the demonstration if it is not there, and write ``demo/data/*/records.yaml``."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gouvernail.config.settings")
    import django

    django.setup()
    from django.core.management import call_command

    from gouvernail.demo.loading import load_demo
    from gouvernail.demo.past import write_records

    call_command("migrate", verbosity=0)
    load_demo()
    write_records()


if __name__ == "__main__":
    main()
