"""Starting Django for a command, once a restoration that was cut short has been brought to its end."""

from __future__ import annotations

import os


def start_django() -> None:
    """Load the settings and the applications."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gouvernail.config.settings")
    import django

    django.setup()
    from gouvernail.cli.archives.swapping import finish_interrupted_swap

    finish_interrupted_swap()
