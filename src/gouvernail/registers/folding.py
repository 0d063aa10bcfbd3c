"""Search that neither accents nor capitals hide anything from: « reflexion » finds « Réflexion », on both databases."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.backends.signals import connection_created

from gouvernail.kernel.text import fold

ACCENTED = "àâäáãåçéèêëíìîïñóòôöõúùûüýÿ’"
PLAIN = "aaaaaaceeeeiiiinooooouuuuyy'"
FUNCTION = "gouvernail_fold"


LONGEST_SEARCH = 200
"""How many characters a search may have: beyond, databases refuse to look."""


def searched_text(typed: str) -> str:
    """Return what can be looked for of what was typed: no character that databases refuse, no endless text."""
    return typed.replace("\x00", "").strip()[:LONGEST_SEARCH]


class FoldedContains(models.Lookup):
    """``title__folded="ecole"``: the words are in the field, whatever the accents and the capitals."""

    lookup_name = "folded"

    def get_prep_lookup(self) -> str:
        """Fold what is looked for, and keep the signs that a pattern would take for its own."""
        text = fold(str(self.rhs))
        return "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """Use the function that each SQLite connection is given when it opens."""
        column, column_params = self.process_lhs(compiler, connection)
        return f"{FUNCTION}({column}) LIKE %s ESCAPE '\\'", [*column_params, self.rhs]

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """Use plain SQL, which needs no extension of PostgreSQL."""
        column, column_params = self.process_lhs(compiler, connection)
        folded = (
            f"REPLACE(TRANSLATE(LOWER({column}), '{ACCENTED}', '{PLAIN.replace(chr(39), chr(39) * 2)}'), 'œ', 'oe')"
        )
        return f"{folded} LIKE %s ESCAPE '\\'", [*column_params, self.rhs]


def _fold_cell(value: str | None) -> str | None:
    return None if value is None else fold(value)


def give_function(connection: Any, **_kwargs: Any) -> None:
    """Give a new SQLite connection the function that folds text."""
    if connection.vendor == "sqlite":
        connection.connection.create_function(FUNCTION, 1, _fold_cell, deterministic=True)


def install() -> None:
    """Make the lookup known to text fields, and the function to SQLite connections."""
    for field in (models.CharField, models.TextField):
        field.register_lookup(FoldedContains)
    connection_created.connect(give_function, dispatch_uid="gouvernail.registers.folding")
