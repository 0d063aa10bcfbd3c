"""The framework documents and processes of the demonstration, with their versions, readings and roles."""

from __future__ import annotations

from gouvernail.demo.building import Builder
from gouvernail.demo.sheets import Record, read_subject
from gouvernail.policies.models import (
    Activity,
    Involvement,
    Opinion,
    Policy,
    PolicyVersion,
    Process,
    Reading,
    ReadingCampaign,
)


def load_policies(folder: str, builder: Builder) -> None:
    """Create the framework documents and the processes of a place, if its files have any."""
    content = read_subject(folder, "policies") or {}
    for record in content.get("policies", ()):
        _policy(builder, record)
    for record in content.get("processes", ()):
        _process(builder, record)


def _policy(builder: Builder, record: Record) -> None:
    values = {name: value for name, value in record.items() if name not in ("ref", "versions")}
    policy = Policy.objects.create(organisation=builder.place, **values)
    builder.remember("policy", record, policy)
    builder.counts["policy"] += 1
    for version in record.get("versions", ()):
        _version(builder, policy, version)


def _version(builder: Builder, policy: Policy, record: Record) -> None:
    values = {name: value for name, value in record.items() if name not in ("opinions", "reading")}
    version = PolicyVersion.objects.create(policy=policy, **values)
    Opinion.objects.bulk_create(Opinion(version=version, **one) for one in record.get("opinions", ()))
    if reading := record.get("reading"):
        campaign = ReadingCampaign.objects.create(
            version=version, opened_on=reading["opened_on"], closes_on=reading["closes_on"]
        )
        for name, (addressed, accepted) in reading["departments"].items():
            department = builder.find("department", name)
            Reading.objects.create(campaign=campaign, department=department, addressed=addressed, accepted=accepted)


def _process(builder: Builder, record: Record) -> None:
    process = Process.objects.create(
        organisation=builder.place,
        name=record["name"],
        purpose=record.get("purpose", ""),
        policy=builder.find("policy", record["policy"]) if "policy" in record else None,
        functions="\n".join(record["functions"]),
        source=record.get("source", ""),
    )
    builder.counts["process"] += 1
    for rank, (title, cells) in enumerate(record["activities"].items(), 1):
        activity = Activity.objects.create(process=process, order=rank, title=title)
        Involvement.objects.bulk_create(
            Involvement(activity=activity, function=function, letter=letter)
            for function, letters in zip(record["functions"], cells, strict=True)
            for letter in letters
            if letter != "-"
        )
