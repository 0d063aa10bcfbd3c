"""Secrets at rest, people as pseudonyms."""

import pytest

from gouvernail.connectors.sources.sealing import LostSecretError, pseudonymiser, seal, unseal


def test_what_is_sealed_comes_back_and_shows_nothing():
    sealed = seal({"password": "SECRET"})
    assert "SECRET" not in sealed
    assert unseal(sealed) == {"password": "SECRET"}
    assert seal({"password": "SECRET"}) != sealed
    assert (seal({}), unseal("")) == ("", {})


def test_another_installation_cannot_read_it(settings):
    sealed = seal({"password": "SECRET"})
    settings.SECRET_KEY = "une-autre-cle"
    with pytest.raises(LostSecretError):
        unseal(sealed)
    settings.SECRET_KEY_FALLBACKS = ["une-troisieme"]
    with pytest.raises(LostSecretError):
        unseal(sealed)


def test_a_key_that_changes_keeps_the_old_one_for_a_while(settings):
    sealed, old = seal({"a": "b"}), settings.SECRET_KEY
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "une-autre-cle", [old]
    assert unseal(sealed) == {"a": "b"}


def test_an_altered_secret_is_refused():
    sealed = seal({"a": "b"})
    with pytest.raises(LostSecretError):
        unseal(sealed[:-4] + "AAA=")


def test_a_pseudonym_is_steady_in_its_source_and_different_elsewhere(settings):
    here, there = pseudonymiser("source 1"), pseudonymiser("source 2")
    assert here("7") == pseudonymiser("source 1")("7")
    assert len({here("7"), here("8"), there("7")}) == 3
    assert (len(here("7")), here("")) == (32, "")
    settings.SECRET_KEY = "une-autre-cle"
    assert pseudonymiser("source 1")("7") != here("7")
