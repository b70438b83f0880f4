"""What a letter needs beside the case and nobody stores: names, addresses, words about a claim; strict as a case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final, Literal, NamedTuple, cast

from pydantic import BaseModel, Field, ValidationError

from collectrules.ground.errors import BadInput, Fault, nearest
from collectrules.ground.scalars import Day, Items, Text
from collectrules.nouns.case import faults_of
from collectrules.nouns.parties import CasePart


class Addressee(CasePart):
    """Who somebody is, where he is reached, and how he is paid. `address` has a line for each line of the envelope.

    `address_source` says where the address was found, if not from himself; `signatory` who signs for him.
    """

    name: Text = Field(description="Who it is, as the first line of the envelope.")
    address: Items[Text] = Field(default=(), description="A line for each further line of the envelope.")
    email: Text | None = Field(default=None, description="An address for electronic mail.")
    phone: Text | None = Field(default=None, description="A telephone number.")
    enterprise_number: Text | None = Field(
        default=None, description="The number in the register of enterprises, where a letter must state it."
    )
    account: Text | None = Field(default=None, description="Where to pay: the account, in the words of the letter.")
    payment_reference: Text | None = Field(default=None, description="What the payer is to quote.")
    address_source: Text | None = Field(
        default=None, description="Where the address was found, if not from this person."
    )
    signatory: Text | None = Field(default=None, description="Who signs for this person.")


class Parties(CasePart):
    """Who a letter names. `sender` is who writes, where that is not the creditor; `authority` who supervises him.

    `office` is the court or office that a form goes to, `trial_court` the court that would hear the claim if it is
    contested.
    """

    creditor: Addressee | None = Field(default=None, description="Who claims, and the account to pay to.")
    debtor: Addressee | None = Field(default=None, description="Who owes; the letter goes there.")
    sender: Addressee | None = Field(default=None, description="Who writes, where that is not the creditor.")
    authority: Addressee | None = Field(default=None, description="Who supervises the sender.")
    office: Addressee | None = Field(default=None, description="The court or office that a form goes to.")
    trial_court: Addressee | None = Field(
        default=None, description="The court that would hear the claim if it is contested."
    )


class Particulars(CasePart):
    """What a letter says of a claim in words: what it is for, the contract, the clause relied on.

    `file_number` is the number that a court or office has given to the proceedings. Where the letter is about a part
    of the claim, `costs_of_part` says whether `all` open fees and costs of the claim are asked for with it or `none`.
    """

    ground: Text | None = Field(default=None, description="What the claim is for, in words.")
    supply: Text | None = Field(default=None, description="What was supplied, and when.")
    contract_date: Day | None = Field(default=None, description="When the contract was made.")
    reference: Text | None = Field(
        default=None, description="What the letter calls the claim, where the claim itself has no `reference`."
    )
    file_number: Text | None = Field(
        default=None, description="The number that a court or office has given to the proceedings."
    )
    clause: Text | None = Field(default=None, description="The clause that is relied on.")
    rate_reason: Text | None = Field(default=None, description="Why the rate is above the statutory one.")
    costs_of_part: Literal["all", "none"] | None = Field(
        default=None,
        description="Of a letter about a part of the claim: whether all open fees and costs go with it, or none.",
    )


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
    who = _one(Parties, NAMED, {} if parties is None else parties, faults)
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
