"""What it is for a request to come back, said again without bands, without arrays and without the database."""

from gouvernail.engines.recurrence.returning import AGREEING, ROWS
from gouvernail.engines.recurrence.sketching import SIZE


def comes_back(one, other, within=30):
    """Whether a request follows another one that it is like."""
    if one.organisation_id != other.organisation_id or not follows(one, other, within):
        return False
    if one.equipment_key is not None and one.equipment_key == other.equipment_key:
        return True
    return bool(one.category) and one.category == other.category and alike(one.title_sketch, other.title_sketch)


def follows(one, other, within):
    return (other.opened_on, other.pk) < (one.opened_on, one.pk) and (one.opened_on - other.opened_on).days <= within


def alike(some, others):
    """Whether two sketches agree on enough bytes, and on all those of one band at least."""
    some, others = bytes(some), bytes(others)
    if not some or not others:
        return False
    agreeing = sum(left == right for left, right in zip(some, others, strict=True))
    starts = range(0, SIZE - ROWS + 1, ROWS)
    return agreeing >= AGREEING and any(some[at : at + ROWS] == others[at : at + ROWS] for at in starts)
