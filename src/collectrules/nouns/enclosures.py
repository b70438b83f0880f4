"""What a letter needs beside the case and nobody stores: names, addresses, words about a claim; strict as a case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final, Literal, NamedTuple, cast

from pydantic import BaseModel, ValidationError

from collectrules.ground.errors import BadInput, Fault, nearest
from collectrules.ground.scalars import Day, Text
from collectrules.nouns.case import faults_of
from collectrules.nouns.parties import CasePart


class Addressee(CasePart):
    """Who somebody is, where he is reached, and how he is paid. `address` has a line for each line of the envelope.

    `address_source` says where the address was found, if not from himself; `signatory` who signs for him.
    """

    name: Text
    address: tuple[Text, ...] = ()
    email: Text | None = None
    phone: Text | None = None
    enterprise_number: Text | None = None
    account: Text | None = None
    payment_reference: Text | None = None
    address_source: Text | None = None
    signatory: Text | None = None


class Parties(CasePart):
    """Who a letter names. `sender` is who writes, where that is not the creditor; `authority` who supervises him.

    `office` is the court or office that a form goes to, `trial_court` the court that would hear the claim if it is
    contested.
    """

    creditor: Addressee | None = None
    debtor: Addressee | None = None
    sender: Addressee | None = None
    authority: Addressee | None = None
    office: Addressee | None = None
    trial_court: Addressee | None = None


class Particulars(CasePart):
    """What a letter says of a claim in words: what it is for, the contract, the clause relied on.

    `file_number` is the number that a court or office has given to the proceedings. Where the letter is about a part
    of the claim, `costs_of_part` says whether `all` open fees and costs of the claim are asked for with it or `none`.
    """

    ground: Text | None = None
    supply: Text | None = None
    contract_date: Day | None = None
    reference: Text | None = None
    file_number: Text | None = None
    clause: Text | None = None
    rate_reason: Text | None = None
    costs_of_part: Literal["all", "none"] | None = None


class Enclosures(NamedTuple):
    """All that comes with a letter, read."""

    parties: Parties
    particulars: Mapping[str, Particulars]
    wording: Mapping[str, str]


NAMED: Final = "parties"


def read(parties: object, particulars: object, wording: object, claims: Sequence[str]) -> Enclosures:
    """Return what comes with a letter; no fault repeats what was given, as it may name somebody.

    Args:
        parties: a `Parties`, or a mapping of its fields.
        particulars: claim id → `Particulars`, or a mapping of its fields.
        wording: statement → the creditor's own words for it.
        claims: the claims there are.

    Raises:
        BadInput: all faults at once.

    """
    faults: list[Fault] = []
    who = _one(Parties, NAMED, parties or {}, faults)
    about: dict[str, Particulars] = {}
    for claim, given in _table("particulars", particulars, faults).items():
        if claim not in claims:
            near = nearest(str(claim), claims)
            faults.append(Fault(code="unknown_claim", path=f"particulars.{claim}", expected="a claim", nearest=near))
        about[claim] = cast("Particulars", _one(Particulars, f"particulars.{claim}", given, faults))
    words = _table("wording", wording, faults)
    for word, said in words.items():
        if not isinstance(said, str) or not said.strip():
            faults.append(Fault(code="wrong_type", path=f"wording.{word}", expected="a text that is not empty"))
    if faults:
        raise BadInput([replace(fault, got=None) for fault in faults])
    return Enclosures(cast("Parties", who), about, cast("Mapping[str, str]", words))


def _one(model: type[BaseModel], place: str, given: object, faults: list[Fault]) -> BaseModel | None:
    try:
        return model.model_validate(dict(given) if isinstance(given, Mapping) else given)
    except ValidationError as error:
        faults += [replace(one, path=f"{place}.{one.path}".rstrip(".")) for one in faults_of(error, model)]
    return None


def _table(place: str, given: object, faults: list[Fault]) -> Mapping[str, object]:
    if given is None or isinstance(given, Mapping):
        return given or {}
    faults.append(Fault(code="wrong_type", path=place, expected="an object"))
    return {}
