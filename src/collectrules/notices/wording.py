"""A statement as a language says it: each of its items by a sentence of its own, the law's sentences by the profile."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from collectrules.notices.matters import Matter
from collectrules.notices.sheets import GROUP, payable
from collectrules.notices.stating import FILLERS, Item
from collectrules.words.texts import Money, Named, Percent, Said, Texts, Value

_EMPTY: Final[Mapping[str, str]] = {
    "interest_rate_and_period": "no_interest", "interest_base": "no_interest", "each_fee": "no_fees",
    "fee_ground": "no_fees", "payments_made": "no_payments",
}  # fmt: skip
"""What is said where there is nothing to list."""


class Spoken(NamedTuple):
    """A statement in words, its items, and where something lacks and why."""

    text: str = ""
    items: tuple[Item, ...] = ()
    lacks: tuple[str, ...] = ()
    code: str | None = None


def said(matter: Matter, key: str) -> Spoken:
    """Return a statement in words: the creditor's own where he has some, else the language's or the profile's."""
    own = matter.enclosed.wording.get(key)
    filler = FILLERS.get(key)
    if filler is None:
        text = own or _sentence(matter, key)
        return Spoken(lacks=(f"wording.{key}",)) if text is None else Spoken(text)
    found = filler(matter)
    if own is not None:
        return Spoken(own, found.items)
    if found.lacks:
        return Spoken(lacks=found.lacks, code=found.code)
    if not found.items:
        return Spoken(_nothing(matter, key))
    return Spoken(_listed(matter, key, found.items), found.items)


def _nothing(matter: Matter, key: str) -> str:
    """What is said where there is nothing to list: by the profile, where the law asks for just that."""
    texts, code = matter.speaker.texts, _EMPTY.get(key, "nothing")
    if code == "no_fees" and not matter.to_debtor:  # what the proceedings cost a court or an office adds itself
        code = "no_fees_request"
    own = texts.says("notice", matter.rule.name, code) if matter.rule is not None else None
    return own or texts.sentence(GROUP, code, {})


def _sentence(matter: Matter, key: str) -> str | None:
    """The sentence by which a profile makes a statement, else the engine's own, with its places filled."""
    texts, rule = matter.speaker.texts, matter.rule
    own = texts.says("notice", rule.name, key) if rule is not None else None
    if own is None and not texts.has(GROUP, key):
        return None
    return texts.filled(own if own is not None else texts.label(GROUP, key), {"deadline": Said(_until(matter))})


def _until(matter: Matter) -> str:
    """The last day to pay as a sentence about it names it."""
    found = FILLERS["deadline"](matter)
    if not found.items:
        return matter.speaker.texts.label(GROUP, "in_time")
    return _by(matter, found.items[0])


def _by(matter: Matter, item: Item) -> str:
    texts = matter.speaker.texts
    if item.on is not None:
        return texts.filled(texts.label(GROUP, "by_day"), {"on": item.on})
    if not item.days:
        return texts.label(GROUP, "at_once")
    return texts.filled(texts.label(GROUP, "within_days"), {"days": item.days})


def _listed(matter: Matter, key: str, items: tuple[Item, ...]) -> str:
    texts = matter.speaker.texts
    if key == "deadline":
        return texts.sentence(GROUP, "deadline", {"deadline": Said(_by(matter, items[0]))})
    if key == "how_to_pay":
        account, reference, *_ = *(item.text for item in items), None
        return payable(texts, account or "", reference)
    if key == "vat_declaration":
        return texts.sentence(GROUP, f"vat_{items[0].text}", {})
    return "\n".join(_one(matter, key, item) for item in items)


def _one(matter: Matter, key: str, item: Item) -> str:
    texts = matter.speaker.texts
    own = texts.says("notice", matter.rule.name, key) if matter.rule is not None else None
    if own is not None:
        return texts.filled(own, values_of(matter, item, ends="{text}." not in own))
    code = _running(item) or f"item_{key}"
    said = texts.filled(texts.label(GROUP, code), values_of(matter, item)) if texts.has(GROUP, code) else None
    head, said = _head(matter, item), said if said is not None else _said(matter, key, item)
    return texts.headed(head, said) if head and said and head != said else said or head


def _running(item: Item) -> str | None:
    """The sentence of interest that runs on: at a fixed rate, or above one that changes and may not be known yet."""
    if item.kind != "interest" or item.until is not None or item.amount is not None:
        return None
    if item.margin is None:
        return "item_running"
    return "item_running_above" if item.rate is not None else "item_running_unpublished"


def runs(matter: Matter) -> list[str]:
    """Return the interest that is asked for as a rate, each stretch in words."""
    items = FILLERS["interest_rate_and_period"](matter).items
    return [_one(matter, "interest_rate_and_period", item) for item in items if item.amount is None]


def _head(matter: Matter, item: Item) -> str:
    """What an item is about: a line of the account with its day, or a claim where the letter is about several."""
    texts = matter.speaker.texts
    several = name_of(matter, item.claim) if item.claim is not None and len(matter.accounts) > 1 else ""
    if item.kind is None or item.rate is not None or item.margin is not None:
        return several
    day = "" if item.on is None else texts.day(item.on)
    return ", ".join(part for part in (texts.label("line", item.kind), name_of(matter, item.claim), day) if part)


def _said(matter: Matter, key: str, item: Item) -> str:
    """What is said of it: the law of a fee, words, a sum, or a day."""
    texts = matter.speaker.texts
    if key == "fee_ground":
        return matter.speaker.law(item.law)
    if item.text is not None or item.amount is not None:
        return item.text if item.text is not None else texts.money(item.amount or matter.nothing)
    return "" if item.on is None else texts.day(item.on)


def values_of(matter: Matter, item: Item, *, ends: bool = True) -> dict[str, Value]:
    """Return the places that a sentence about an item may fill; words lose their full stop if they do not end it."""
    texts = matter.speaker.texts
    found: dict[str, Value] = {"law": Said(matter.speaker.law(item.law)), "claim": Said(name_of(matter, item.claim))}
    if item.kind is not None:
        found["kind"] = Named("line", item.kind)
    if item.rate is not None:
        found["rate"] = Percent(item.rate)
    if item.margin is not None:
        found["reference"] = _reference(texts, item.reference)
    if item.text is not None:
        found["text"] = item.text if ends else item.text.rstrip().removesuffix(".")
    for name in ("on", "until", "days", "margin"):
        value = getattr(item, name)
        if value is not None:
            found[name] = value
    for name in ("amount", "base"):
        value = getattr(item, name)
        if value is not None:
            found[name] = Money(value)
    return found


def _reference(texts: Texts, series: str | None) -> str:
    """What a published rate is called, in a language in which the profile names it."""
    named = series is not None and texts.has("series", series)
    return texts.label("series", str(series)) if named else texts.label(GROUP, "reference_rate")


def name_of(matter: Matter, claim: str | None) -> str:
    """Return what a claim is called in a letter: its reference, else its id."""
    for account, particulars in matter.about():
        if account.claim.id == claim:
            return account.claim.reference or particulars.reference or account.claim.id
    return claim or ""
