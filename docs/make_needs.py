# a part of a script, not a package
"""What a case of a country needs, worked out of its profile: a section of the pages of `make_jurisdiction.py`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Final

from collectrules import Profile
from collectrules.checking.showing import plain
from collectrules.fold.checkfacts import GIVEN, SAID_BY
from collectrules.loader import model as m
from collectrules.loader.walking import everything, parts
from collectrules.nouns.claims import Agreements, Claim
from collectrules.nouns.parties import Debtor, Party

_FIRST_CASE: Final = "A first case"
"""Heading of the section of NOTES.md that a newcomer reads first."""
_NEEDS: Final = """\
{said}`collectrules profile show {id} workflow.standard` prints a course, or any other record, with its law. What a
field of a case means, and which values it may have, stands on the page of [the case document](../reference/case.md).

### Workflows

A creditor's own course, no law. A case names one in `workflow`; without any nothing is recommended.

{workflows}
### Acts

What may be recorded as an event beside the [kinds that every law has](../reference/events.md), and what of those this
law speaks of. An act belongs to the stages named, to all where none is, and leads to the one in the last column.

{acts}
### What the law asks of a case

What a rule needs and nobody told is the error `missing_fact`, or shuts its step (`fact_unknown`); most cases are asked
for little of this. An **event** here is one of the kind `fact` with that `name`.

{facts}"""
_ANCHORS: Final = {"claim.timely": "claim.due", "contract": "claim.contract"}
_PLACES: Final = {
    **{name: place for name, place in SAID_BY.items() if "." in place or name in {"region", "currency"}},
    "debtor": "debtor.kind", "debtor_closed": "debtor.registers", "debtor_deregistered": "debtor.registers",
    "register_role": "debtor.registers", "commercial": "creditor.kind", "merchants": "creditor.kind",
    "rate_agreed": "claims[].agreed_rate", "agreed_rate": "claims[].agreed_rate",
    "default_surcharge": "claims[].agreed_rate", "interest_notice": "claims[].agreements.default_notice",
    "invoice_delay_days": "claims[].invoiced", "performed": "claims[].performed",
}  # fmt: skip
"""Fact → the field of a case that says it; of the others an event says it, or it is worked out."""
_WORKED_OUT: Final = frozenset("instalments_missed missed_share plan_callable plan_instalments".split())
"""Facts that may be recorded, and are worked out where nobody did."""
_NAMED: Final = 4


def keys(names: Iterable[str]) -> str:
    """Return names as code."""
    return ", ".join(f"`{name}`" for name in names)


def needs(profile: Profile) -> str:
    """Return what a case of a country needs: its courses, its acts, the facts that rules ask for."""
    notes = Path(profile.folder, "NOTES.md").read_text("utf-8")
    said = notes.partition(f"## {_FIRST_CASE}\n")[2].partition("\n## ")[0].strip()
    return _NEEDS.format(
        said=f"{said}\n\n" if said else "", id=profile.header.id,
        workflows=table(["workflow", "what", "steps"], workflows(profile)),
        acts=table(["act", "what", "by", "in stages", "leads to"], acts(profile)),
        facts=table(["field or event", "says", "asked by"], asked(profile)),
    )  # fmt: skip


def workflows(profile: Profile) -> Iterator[list[str]]:
    """Yield a row for each course of a creditor."""
    for workflow in profile.workflow.values():
        steps = [_step(number, step) for number, step in enumerate(workflow.steps, 1)]
        yield [f"`{workflow.name}`", workflow.what or "", "<br>".join(steps)]


def _step(number: int, step: m.WorkflowStep) -> str:
    since = f"after `{step.after}`" if step.after else "later"
    told = [f"`{step.act}`", *(["with its fee"] if step.fee else [])]
    told += [f"as `{step.notice}`"] if step.notice else []
    told += [f"if {plain(condition)}" for condition in step.when[:1]] if len(step.when) == 1 else []
    told += ["under conditions"] if len(step.when) > 1 else []
    return f"{number}. {step.days} {'day' if step.days == 1 else 'days'} {since}: {', '.join(told)}"


def acts(profile: Profile) -> Iterator[list[str]]:
    """Yield a row for each act that a host records; what happens by time alone is no event."""
    for act in profile.act.values():
        if act.by != "time":
            stages = keys(act.in_stages)
            yield [
                f"`{act.name}`",
                act.what or "",
                act.by.replace("_", " "),
                stages,
                keys([act.leads_to] if act.leads_to else []),
            ]


def asked(profile: Profile) -> Iterator[list[str]]:
    """Yield a row for each field or fact that rules ask for and that only the case can tell."""
    found: dict[str, dict[str, None]] = {"region": {}} if profile.header.regions else {}
    for kind, record in everything(profile):
        for _, part in () if kind == "workflow" else parts(record, ""):
            for place in _asks(part):
                found.setdefault(place, {})[f"`{kind}.{record.name}`"] = None
    for place in sorted(found, key=_order):
        names = list(found[place])
        more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        yield [_called(place), _meaning(place, profile), ", ".join(names[:_NAMED]) + more]


def _asks(part: object) -> Iterator[str]:
    """The places of a case that one part of a record looks at."""
    facts = part.facts if isinstance(part, m.Condition) else ()
    yield from (place for fact in facts if (place := _place(fact)) is not None)
    anchors = (*part.after, *part.since, *part.not_before) if isinstance(part, m.Period) else ()
    named = (_ANCHORS.get(word, word) for word in anchors)
    yield from (f"claims[].{word.removeprefix('claim.')}" for word in named if word.startswith("claim."))
    vat = getattr(part, "vat", None)
    yield from ["creditor.recovers_vat"] if isinstance(vat, m.ByReading) or vat == "add_if_not_deductible" else []
    key = getattr(part, "keyed_by", None)
    yield from [place] if isinstance(key, str) and (place := _place(key)) is not None else []


def _place(fact: str) -> str | None:
    if fact in _PLACES:
        return _PLACES[fact]
    return f"event {fact}" if fact in GIVEN - _WORKED_OUT else None


def _order(place: str) -> tuple[int, str]:
    heads = ("region", "creditor", "debtor", "claims", "event")
    return next(number for number, head in enumerate(heads) if place.startswith(head)), place


def _called(place: str) -> str:
    return f"**event** `{place.removeprefix('event ')}`" if place.startswith("event ") else f"`{place}`"


def _meaning(place: str, profile: Profile) -> str:
    """What the field says, by its own description; of a fact, the engine's sentence."""
    if place.startswith("event "):
        return _sentence(place.removeprefix("event "))
    if place == "region":
        return f"one of {keys(profile.header.regions)}"
    *models, name = place.split(".")
    owners = {"creditor": Party, "debtor": Debtor, "claims[]": Claim, "agreements": Agreements}
    return str(owners[models[-1]].model_fields[name].description)


def _sentence(fact: str) -> str:
    english = tomllib.loads(files("collectrules").joinpath("words", "languages", "en.toml").read_text("utf-8"))
    found: str = english["flag"][fact]["yes"] if fact in english["flag"] else english["fact"][fact]
    return found


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', '/') for cell in line)} |\n" for line in lines)
