"""Loading where there is nothing yet: apart, since each module shares one loaded demonstration."""

from __future__ import annotations

import pytest

from gouvernail.demo import loading
from gouvernail.demo.loading import demo_is_loaded, load_demo
from tests.demo.counting import rows


@pytest.mark.django_db
def test_stopped_half_way_it_leaves_nothing(monkeypatch):
    before = rows()

    def fail(*_args):
        raise KeyboardInterrupt

    monkeypatch.setattr(loading, "open_accounts", fail)
    with pytest.raises(KeyboardInterrupt):
        load_demo()
    assert rows() == before
    assert not demo_is_loaded()


@pytest.mark.django_db
def test_progress_names_each_place():
    heard: list[str] = []
    assert load_demo(progress=heard.append) is True
    assert len(heard) == 4
    assert heard[0] == "Communauté de communes des Trois Rivières"
