"""Reasons and findings in words: facts, what was needed of them and what they were, from the codes of an answer."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from collectrules.fold.facts import FACTS
from collectrules.nouns.answer import Assumption, Because
from collectrules.words.texts import Money, Named, Percent, Said, Texts, Value

_BOUND: Final = re.compile(r"(from|to|over|below|fewer than) (\S+)")
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_NUMBER: Final = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
_KINDS: Final = {"stage": "stage", "title": "title", "done": "act"}  # facts whose words are records of a profile
_PLACE: Final = re.compile(r"\{(\w+)\}")
_SUMS: Final = frozenset({"below_least", "below_least_instalment", "principal_touched", "better_offer_stands"})
"""Reasons that speak of sums in the currency of the case."""
_NO_FEE: Final = "no_fee_"


def reason_text(texts: Texts, code: str, fact: str | None, needed: str | None, got: str | None) -> str:
    """Return why a step is shut, or carries no fee, as one or two sentences."""
    plain = code.removeprefix(_NO_FEE)
    text = texts.sentence("reason", plain, reason_values(texts, plain, fact or "", needed, got))
    return texts.sentence("reason", "no_fee", {"reason": Said(text)}) if plain != code else text


def reason_values(texts: Texts, code: str, fact: str, needed: str | None, got: str | None) -> dict[str, Value]:
    """Return the places that the sentence of a reason fills."""
    asked = "stage" if code == "wrong_stage" else fact
    found: dict[str, Value] = {"fact": Named("fact", fact)}
    if needed is not None:
        found["needed"] = Said(needed_text(texts, asked, needed), needed)
    if got is not None:
        found["got"] = Said(_atom(texts, asked, got), got)
    if code in _SUMS:
        found |= {name: Money(Decimal(text)) for name, text in (("needed", needed), ("got", got)) if text is not None}
    if code == "missing_act":
        found["missing"] = anchor_value(fact)
    if code in {"fee_limit", "fee_free", "act_limit", "agreed_limit"}:
        found["per"] = Named("per", fact)
    if code == "fact_unknown":
        found["unknown"] = Said(unknown_text(texts, fact))
    if code == "condition":
        found["because"] = Said(_because(texts, fact, needed or "", got or ""))
    return found


def finding_text(texts: Texts, code: str, values: Mapping[str, str]) -> str:
    """Return what the audit found, as a sentence."""
    return texts.sentence("finding", _variant(code, values), finding_values(texts, values))


def _variant(code: str, values: Mapping[str, str]) -> str:
    return "fee_before_act" if code == "fee_too_soon" and "missing" in values else code


def finding_values(texts: Texts, values: Mapping[str, str]) -> dict[str, Value]:
    """Return the places that the sentence of a finding fills."""
    found: dict[str, Value] = {name: _finding_value(name, text) for name, text in values.items()}
    fact = values.get("fact")
    if fact is not None:
        found |= {"fact": Named("fact", fact), "unknown": Said(unknown_text(texts, fact)),
                  "because": Said(_because(texts, fact, values["needed"], values["got"]))}  # fmt: skip
    for name in ("needed", "got"):
        if name in values:
            found[name] = Said(needed_text(texts, fact or "stage", values[name]), values[name])
    return found


def _finding_value(name: str, text: str) -> Value:
    if name in {"allowed", "claimed", "beyond", "beside", "stated", "reckoned", "most", "agreed"}:
        return Money(Decimal(text))
    if name == "missing":
        return tuple(anchor_value(word) for word in text.split(", "))
    if name == "omitted":
        return tuple(Named("statement", word) for word in text.split(", "))
    if name in {"per", "cost"}:
        return Named(name, text)
    return dt.date.fromisoformat(text) if _DAY.fullmatch(text) else text


def assumption_text(texts: Texts, taken: Assumption) -> str:
    """Return what was taken for granted in the words of the language; in English where it has none."""
    return _coded(texts, "assumption", taken.code, taken.values) or taken.text


def provisional_text(texts: Texts, because: Because) -> str:
    """Return why a figure is provisional in the words of the language; in English where it has none."""
    return _coded(texts, "provisional", because.code, because.values) or because.what


def _coded(texts: Texts, group: str, code: str | None, values: Mapping[str, str]) -> str | None:
    if code is None or not texts.has(group, code):
        return None
    text = texts.sentence(group, code, coded_values(texts, values))
    return text[:1].lower() + text[1:]


def coded_values(texts: Texts, values: Mapping[str, str]) -> dict[str, Value]:
    """Return the values of a coded sentence as a language says them."""
    return {name: _coded_value(texts, name, said) for name, said in values.items()}


def _coded_value(texts: Texts, name: str, text: str) -> Value:
    """A day, a word, a fact as a statement, or a figure by the name of its record."""
    if _DAY.fullmatch(text):
        return dt.date.fromisoformat(text)
    if name == "fact":
        return Said(unknown_text(texts, text), text)
    if name in {"figure", "other_figure"}:
        kind, _, record = text.partition(".")
        return Named(kind, record) if record else Named("figure", text.replace(" ", "_"))
    if name in {"event", "claim", "claims", "days"}:
        return text
    if name == "amount":
        return Money(Decimal(text))
    return Named({"certainty": "certainty", "rule": "capacity", "act": "act"}.get(name, "word"), text)


def anchor_value(word: str) -> Value:
    """Return the act or day that a period counts from: `claim.due`, `collection_notice.deadline`, `handed_over`.

    >>> anchor_value("claim.demanded"), anchor_value("collection_notice.deadline")
    (Named(kind='anchor', name='demanded'), Named(kind='act', name='collection_notice'))
    """
    first, _, rest = word.partition(".")
    return Named("anchor", rest) if first == "claim" else Named("act", first)


# Facts -----------------------------------------------------------------------------------------------------


def unknown_text(texts: Texts, fact: str) -> str:
    """Return a yes-or-no fact as `whether …`, another by its name."""
    statement = texts.statement(fact, holds=True)
    if statement is None:
        return texts.label("fact", fact)
    return texts.label("needed", "whether").replace("{statement}", statement)


def _because(texts: Texts, fact: str, needed: str, got: str) -> str:
    """What is the case, where a fact is yes or no; else what it must be, and what it is."""
    statement = texts.statement(fact, holds=got.lower() == "true")
    if statement is not None:
        return statement
    parts = {
        "fact": texts.label("fact", fact),
        "needed": needed_text(texts, fact, needed),
        "got": _atom(texts, fact, got),
    }
    template = texts.label("needed", "condition")
    return _PLACE.sub(lambda place: parts[place[1]], template)


def needed_text(texts: Texts, fact: str, needed: str) -> str:
    """Return what was needed of a fact in words, from the engine's few words for it."""
    if needed.startswith("not "):
        return texts.label("needed", "not").replace("{one}", needed_text(texts, fact, needed.removeprefix("not ")))
    for joint in ("or", "and"):
        if f" {joint} " in needed:
            return texts.listed([needed_text(texts, fact, word) for word in needed.split(f" {joint} ")], joint)
    bounds = _BOUND.findall(needed)
    if bounds:
        return texts.listed([_bound(texts, fact, word, bound) for word, bound in bounds])
    return texts.label("needed", needed) if needed == "done" else _atom(texts, fact, needed)


def _bound(texts: Texts, fact: str, word: str, bound: str) -> str:
    key = "fewer" if word == "fewer than" else f"{word}_day" if _DAY.fullmatch(bound) else word
    return texts.label("needed", key).replace("{one}", _atom(texts, fact, bound))


def _atom(texts: Texts, fact: str, word: str) -> str:
    """One value of a fact as the language writes it; of a set, all that are in it."""
    if not word:
        return texts.label("needed", "nothing")
    if ", " in word:
        return ", ".join(_atom(texts, fact, one) for one in word.split(", "))
    if _DAY.fullmatch(word):
        return texts.day(dt.date.fromisoformat(word))
    kind = FACTS[fact].type if fact in FACTS else None
    if _NUMBER.fullmatch(word):
        number = Decimal(word)
        written: Mapping[str | None, Value] = {"amount": Money(number), "percent": Percent(number)}
        return texts.written(written.get(kind, number))
    return texts.label(_KINDS.get(fact, "word"), word, texts.label("word", word))
