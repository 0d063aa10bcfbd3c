"""What a product declares to be a source: its form, the least rights it needs, its test and its reading.

Adding a folder to ``catalogue`` with a ``connector.py`` whose ``connector`` is one of these is all it takes: the
settings page, the connection test, the run, the preview and the contract test follow.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gouvernail.connectors.sources.faults import Fault, SourceError
from gouvernail.connectors.sources.records import Record

Text = str | Promise
Mark = dict[str, Any]
"""Where a reading stopped, as JSON; given back to read only what changed since."""

REQUESTS, EQUIPMENT, CAMPAIGNS, SPACES, USAGE = "demandes", "equipements", "campagnes", "espaces", "usages"
DIRECTORY, AVAILABILITY = "annuaire", "disponibilites"
SUPPLIERS, CONTRACTS = "prestataires", "contrats"
MEASURES = (DIRECTORY, USAGE)
"""Streams of one record a day, which speaks for all the accounts of a tool."""


@dataclass(frozen=True)
class Stream:
    """One kind of record that a product gives; ``incremental`` when it can tell what changed since a mark."""

    code: str
    label: Text
    note: Text = ""
    incremental: bool = False


@dataclass(frozen=True)
class SettingField:
    """A field of the settings form; ``kind`` is text, number, secret, pem (a long secret), flag, choice or long."""

    name: str
    label: Text
    kind: str = "text"
    required: bool = True
    default: Any = ""
    help: Text = ""
    choices: tuple[tuple[str, Text], ...] = ()

    @property
    def is_secret(self) -> bool:
        """Whether what is typed is sealed, and never shown again."""
        return self.kind in ("secret", "pem")


@dataclass(frozen=True)
class Access:
    """What a connector may know of a connection: no model, no other secret than its own.

    ``authority`` is a PEM certificate or nothing; ``pseudonym`` turns a person's identifier into what is kept, and so
    do ``sketches`` for titles of requests (many at once) and ``equipment_key`` for the equipment they are about.
    A file that a person brought is ``file``, or ``large_file`` for the products that read it as it comes.
    """

    address: str
    options: Mapping[str, Any] = field(default_factory=dict)
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)
    authority: str = ""
    time_zone: str = "Europe/Paris"
    pseudonym: Callable[[str], str] = field(default=lambda identifier: "", repr=False)
    sketches: Callable[[Sequence[str]], list[bytes]] = field(default=lambda titles: [b""] * len(titles), repr=False)
    equipment_key: Callable[[str], int | None] = field(default=lambda name: None, repr=False)
    file: bytes = field(default=b"", repr=False)
    file_name: str = ""
    large_file: BinaryIO | None = field(default=None, repr=False)

    def option(self, name: str, default: Any = "") -> Any:
        """Return an option, or its default when it is not filled in."""
        value = self.options.get(name)
        return default if value in (None, "") else value

    def secret(self, name: str) -> str:
        """Return a secret, or an empty text."""
        return self.secrets.get(name, "")


@dataclass
class Step:
    """One thing a connection test looked at; ``state`` is good, warning, failed or skipped."""

    label: Text
    state: str
    sentence: str = ""
    advice: str = ""
    fault: Fault | None = None


@dataclass
class TestResult:
    """What a connection test found, step by step, in French."""

    __test__ = False  # pytest: not a test

    steps: list[Step] = field(default_factory=list)

    @property
    def works(self) -> bool:
        """Whether the source can be read."""
        return bool(self.steps) and all(step.state in ("good", "warning") for step in self.steps)

    @property
    def fault(self) -> Fault | None:
        """The first trouble met."""
        return next((step.fault for step in self.steps if step.state == "failed"), None)

    def good(self, label: Text, sentence: str = "") -> None:
        """Note that something is as it should be."""
        self.steps.append(Step(label, "good", sentence))

    def warn(self, label: Text, sentence: str, advice: str = "", fault: Fault | None = None) -> None:
        """Note something to mend that does not prevent reading."""
        self.steps.append(Step(label, "warning", sentence, advice, fault))

    def failed(self, label: Text, error: SourceError) -> None:
        """Note what prevents reading."""
        self.steps.append(Step(label, "failed", error.sentence, error.advice, error.fault))


@dataclass
class Report:
    """What a reading says beside its records.

    ``expected`` is how many records the source announced (``None`` if it does not say), ``mark`` where it stands,
    ``ids`` the numbers of all that exists there when only changes are read.
    """

    expected: int | None = None
    mark: Mark | None = None
    warnings: list[str] = field(default_factory=list)
    facts: list[str] = field(default_factory=list)

    def warn(self, sentence: str) -> None:
        """Say once that the answer is not whole: the reading is partial."""
        if sentence not in self.warnings:
            self.warnings.append(sentence)

    def say(self, sentence: str) -> None:
        """Say once something worth knowing."""
        if sentence not in self.facts:
            self.facts.append(sentence)


class Connector(ABC):
    """A product that can be read. ``proven`` says on what it was tried, or « non éprouvé » and why.

    ``unproven`` names the versions that are read without having been tried on any server.

    ``takes_file`` marks a product that is read from a file a person brings, and so has no schedule;
    ``takes_large_file`` one that reads it as it comes, from the disk. ``in_order`` says that requests come in the order
    of their numbers.
    """

    code: ClassVar[str]
    label: ClassVar[str]
    versions: ClassVar[Text]
    proven: ClassVar[Text]
    is_proven: ClassVar[bool] = True
    unproven: ClassVar[Text] = ""
    about: ClassVar[Text]
    icon: ClassVar[str] = "database"
    address_label: ClassVar[Text]
    address_help: ClassVar[Text] = ""
    address_default: ClassVar[str] = ""
    takes_file: ClassVar[bool] = False
    takes_large_file: ClassVar[bool] = False
    file_label: ClassVar[Text] = _("Export de la console")
    file_accept: ClassVar[str] = ".csv,.txt,.xlsx,.ods,.xls"
    in_order: ClassVar[bool] = True
    streams: ClassVar[tuple[Stream, ...]]
    fields: ClassVar[tuple[SettingField, ...]] = ()
    rights_intro: ClassVar[Text] = ""

    @abstractmethod
    def rights(self, access: Access) -> str:
        """Return the least rights the source must be given, as exact SQL GRANTs or scopes."""

    @abstractmethod
    def test(self, access: Access) -> TestResult:
        """Try the connection and say in French what is wrong and what to do; never raises ``SourceError``."""

    @abstractmethod
    def read(self, access: Access, stream: str, since: Mark | None, report: Report) -> Iterator[Record]:
        """Yield the records of a stream, all of them or those changed since a mark.

        Request records come in the order of their numbers where ``in_order`` says so.

        Raises ``SourceError`` when the source fails, even half way; what was yielded before still holds.
        """

    def is_whole(self, options: Mapping[str, Any]) -> bool:
        """Whether a reading that is not of the changes alone gives all there is: what is missing has vanished then."""
        return True

    def stream(self, code: str) -> Stream | None:
        """Return one of its streams."""
        return next((one for one in self.streams if one.code == code), None)
