"""What the ELECTRE methods share: how far « a is at least as good as b » can be believed."""

from __future__ import annotations

import numpy as np

from gouvernail.engines.ranking.method import Array


def concordance_degrees(a: Array, b: Array, indifference: Array, preference: Array) -> Array:
    """Return (len(a), len(b), criteria): 1 where a is at least as good as b, down to 0 at the preference threshold."""
    lag = b[None, :, :] - a[:, None, :]
    slope = preference - indifference
    ramp = np.divide(preference - lag, slope, out=np.zeros_like(lag), where=slope > 0)
    return np.where(slope > 0, np.clip(ramp, 0, 1), (lag <= indifference).astype(float))


def discordance_degrees(a: Array, b: Array, preference: Array, veto: Array) -> Array:
    """Return (len(a), len(b), criteria): 0 up to the preference threshold, 1 from the veto on (if there is one)."""
    lag = b[None, :, :] - a[:, None, :]
    slope = veto - preference
    usable = np.nan_to_num(slope, nan=0.0) > 0
    ramp = np.divide(lag - preference, slope, out=np.zeros_like(lag), where=usable)
    stepped = np.where(np.isnan(veto), 0.0, (lag > np.nan_to_num(veto)).astype(float))
    return np.where(usable, np.clip(ramp, 0, 1), stepped)


def credibility(concordance: Array, discordance: Array) -> Array:
    """Weaken the concordance (n, k) by each discordance (n, k, criteria) that exceeds it."""
    overall = concordance[:, :, None]
    stronger = discordance > overall
    factors = np.where(stronger, (1 - discordance) / np.where(stronger, 1 - overall, 1.0), 1.0)
    return concordance * factors.prod(axis=2)


def outranking(a: Array, b: Array, weights: Array, q: Array, p: Array, veto: Array) -> tuple[Array, Array, Array]:
    """Return (concordance, discordance by criterion, credibility) of « a at least as good as b », more being better."""
    concordance = concordance_degrees(a, b, q, p) @ weights / weights.sum()
    discordance = discordance_degrees(a, b, p, veto)
    return concordance, discordance, credibility(concordance, discordance)
