"""What sources yield: typed records that know no model, no database and no page."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple


class RequestRecord(NamedTuple):
    """A request as a source tells it; whoever asked is a pseudonym already, whoever answers is nowhere.

    ``number`` grows along a reading and is the source's own key; ``raw`` holds what the source said, by French label;
    ``fault`` is a sentence when the record cannot be taken as it is; ``entity_word`` names the organisation it belongs
    to, where one tool serves several. ``title_sketch`` and ``equipment_key`` are what ``support.titles`` keeps of the
    title and of the equipment: neither goes any further in clear. ``opened_at``, ``answered_at`` and ``closed_at`` are
    instants in UTC, « AAAA-MM-JJ HH:MM:SS », empty where the source tells a day and no more.
    """

    number: int
    reference: str
    kind_word: str
    category: str
    department_word: str
    opened_on: date | None
    closed_on: date | None
    requester: str
    raw: dict[str, str]
    fault: str = ""
    entity_word: str = ""
    title_sketch: bytes = b""
    equipment_key: int | None = None
    opened_at: str = ""
    answered_at: str = ""
    closed_at: str = ""


@dataclass(frozen=True)
class EquipmentRecord:
    """A piece of equipment; ``None`` or an empty text is what the source does not say.

    ``type`` and ``state`` are words as the register of equipment writes them, or the source's own where unknown.
    ``purchase_price`` is in euros, and no source says whether it is HT or TTC.
    ``key`` is the source's own identifier, ``uuid`` and ``macs`` those of the hardware, ``last_seen`` the last day the
    source heard of it; ``creates`` tells whether a machine that the register does not hold may be created from this.
    """

    name: str
    type: str = ""
    state: str = ""
    department: str = ""
    site: str = ""
    manufacturer: str = ""
    model: str = ""
    serial: str = ""
    os: str = ""
    os_version: str = ""
    windows11: str = ""
    protected: bool | None = None
    bought_on: date | None = None
    in_service_on: date | None = None
    support_ends_on: date | None = None
    purchase_price: Decimal | None = None
    key: str = ""
    uuid: str = ""
    macs: tuple[str, ...] = ()
    last_seen: date | None = None
    creates: bool = True
    entity: str = ""


@dataclass(frozen=True)
class SupplierRecord:
    """A company that provides something; ``kind`` is a word of the register, ``active`` is not known where ``None``."""

    name: str
    kind: str = ""
    siren: str = ""
    active: bool | None = None


@dataclass(frozen=True)
class ContractRecord:
    """A contract with the supplier it is known by; ``kind``, ``state`` and ``renewal`` are words of the register.

    ``ends_on`` is the last day of the term that runs, ``yearly_amount`` in euros, HT or TTC unsaid; ``entity`` names
    the organisation it belongs to, where one tool serves several.
    """

    title: str
    supplier: str = ""
    reference: str = ""
    kind: str = ""
    state: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    notice_months: int | None = None
    renewal: str = ""
    yearly_amount: Decimal | None = None
    entity: str = ""


@dataclass(frozen=True)
class SpaceRecord:
    """A shared space and its size in gigabytes (10⁹ bytes)."""

    tool: str
    name: str
    volume_gb: Decimal | None
    measured_on: date


@dataclass(frozen=True)
class UsageRecord:
    """How much a collaboration tool held and was used on one day; gigabytes are 10⁹ bytes."""

    tool: str
    measured_on: date
    accounts: int | None
    active_users: int | None
    volume_gb: Decimal | None


@dataclass(frozen=True)
class DirectoryRecord:
    """How many accounts of people a directory holds one day, and how they are protected; ``None`` is not known."""

    directory: str
    measured_on: date
    accounts: int
    active_accounts: int | None = None
    second_factor: int | None = None
    privileged: int | None = None
    lasting_passwords: int | None = None


@dataclass(frozen=True)
class ServiceLevelRecord:
    """How long a service answered during a month, known by its first day; percents from 0 to 100."""

    service: str
    month: date
    availability: Decimal
    target: Decimal | None = None
    down_minutes: int | None = None


@dataclass(frozen=True)
class ResultCount:
    """How many people of one department were reached, and did what; each person once."""

    recipients: int = 0
    clicked: int = 0
    submitted: int = 0
    reported: int = 0


@dataclass(frozen=True)
class CampaignRecord:
    """A phishing exercise, counted by department word; nobody is named, nothing typed is kept."""

    number: int
    name: str
    sent_on: date
    results: dict[str, ResultCount] = field(default_factory=dict)


Record = (
    RequestRecord
    | EquipmentRecord
    | SupplierRecord
    | ContractRecord
    | SpaceRecord
    | UsageRecord
    | CampaignRecord
    | DirectoryRecord
    | ServiceLevelRecord
)
