"""Documents are read in a thread, once the transaction that brought them is over: tests have neither."""

import pytest

from gouvernail.connectors.reading import working


@pytest.fixture(autouse=True)
def read_at_once(monkeypatch):
    """Read a document as soon as it is brought; a test that wants it to wait patches ``start`` anew."""
    monkeypatch.setattr(working, "start", lambda reading: working.execute(reading.pk))
