"""One style sheet for the browser, several for those who write them.

In production ``collectstatic`` joins them into ``ui/bundle.css``, next to its parts so that the addresses inside still
hold; elsewhere each part is linked by itself.
"""

from __future__ import annotations

from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

PARTS = (
    "vendor/bootstrap.min.css",
    "ui/theme.css",
    "ui/shell.css",
    "ui/components.css",
    "ui/records.css",
    "ui/pages.css",
    "ui/charts.css",
)
PRINT = "ui/print.css"
BUNDLE = "ui/bundle.css"


class BundlingStorage(CompressedManifestStaticFilesStorage):
    """Joins the style sheets, then does what it always did: fingerprints and compresses every file."""

    bundles = True

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Any:
        """Write the bundle among the collected files, then process them all."""
        if not dry_run:
            joined = "\n".join(self._read(part) for part in PARTS)
            joined += f"\n@media print {{\n{self._read(PRINT)}\n}}\n"
            if self.exists(BUNDLE):
                self.delete(BUNDLE)
            self.save(BUNDLE, ContentFile(joined.encode()))
            paths[BUNDLE] = (self, BUNDLE)
        yield from super().post_process(paths, dry_run, **options)

    def _read(self, name: str) -> str:
        with self.open(name) as part:
            return part.read().decode()
