"""Events: what happened, as one flat model; a table says which kind has which fields."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from collectrules.ground.scalars import Amount, Day, Flag, Name, Rate, Text

Component = Literal["principal", "interest", "fees", "costs"]
Cost = Literal[
    "collector_fee", "own_collection", "lawyer_fee", "court_fee", "enforcement_fee", "postage", "register_extract",
    "address_search", "bailiff", "awarded_cost", "other",
]  # fmt: skip


class Instalment(BaseModel):
    """One instalment of a plan: its last day to be paid in time, and its sum in major units."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    due: Day
    amount: Amount


class Event(BaseModel):
    """One fact of a case. `on` is the calendar day it counts for; amounts are in major units of the case's currency.

    Absent and None mean the same: unknown or not applicable. `credited` is what the creditor has credited before he
    asked for `fee` or `amount`: both together are what was billed to him, or what the law has. `tariff` names the fee
    that a bill is for, as the question for a tariff does: `fee.payment_order`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, defer_build=True)

    on: Day
    kind: Name
    id: Name | None = None
    recorded: Day | None = None
    by: Name | None = None
    comment: Text | None = None
    evidence: Text | None = None
    claim: Name | None = None
    claims: tuple[Name, ...] | None = None
    amount: Amount | None = None
    received_by: Literal["creditor", "collector", "court", "office"] | None = None
    component: Component | None = None
    status: Literal["confirmed", "reported"] | None = None
    named_by: Literal["debtor", "creditor"] | None = None
    reply: Literal["accepted", "refused"] | None = None
    of: Name | None = None
    cost: Cost | None = None
    tariff: Name | None = None
    fee: Amount | None = None
    credited: Amount | None = None
    compensation: Flag | None = None
    warns_of_collection: Flag | None = None
    sent: Day | None = None
    received: Day | None = None
    served: Day | None = None
    channel: Literal["post", "registered", "email", "sms", "handed", "service"] | None = None
    delivery: Literal["sent", "received", "opened", "failed"] | None = None
    contents: tuple[Name, ...] | None = None
    deadline: Day | None = None
    title: Name | None = None
    costs_awarded: Flag | None = None
    interest_awarded_from: Day | None = None
    ground: Text | None = None
    grounds: Literal["full", "partial", "no_new_assets"] | None = None
    until: Day | None = None
    to: Literal["collector", "lawyer"] | None = None
    as_: Literal["mandate", "assignment"] | None = Field(default=None, alias="as")
    mandate: Day | None = None
    reason: Literal["unjustified", "crossed_with_payment", "goodwill"] | None = None
    workflow: Name | None = None
    name: Name | None = None
    value: str | bool | int | None = None
    part: Name | None = None
    reference: Name | None = None
    form: Literal["conduct", "in_writing", "signed_enforceable"] | None = None
    deregistered: Flag | None = None
    debtor: Literal["consumer", "business", "public"] | None = None
    percent: Rate | None = None
    instalments: tuple[Instalment, ...] | None = None
    interest_free: Flag | None = None
    grace_days: Annotated[int, Field(strict=True, ge=0, le=366)] | None = None


ALWAYS: Final = frozenset({"on", "kind", "id", "recorded", "by", "comment", "evidence", "claim", "claims", "reference"})
_LETTER: Final = frozenset({"sent", "received", "channel", "delivery", "contents"})


class Shape:
    """Which fields a kind of event must and may have, and its rank within a day."""

    __slots__ = ("allowed", "letter", "rank", "required")

    def __init__(self, rank: int, required: str = "", allowed: str = "", *, letter: bool = False) -> None:
        """Read the field lists from blank-separated words."""
        self.rank, self.letter = rank, letter
        self.required = frozenset(required.split())
        self.allowed = ALWAYS | self.required | frozenset(allowed.split()) | (_LETTER if letter else frozenset())


COMMON: Final[Mapping[str, Shape]] = MappingProxyType(
    {
        "void": Shape(1, "of"),
        "correction": Shape(
            1, "of", "amount fee credited tariff sent received served channel delivery contents deadline"
        ),
        "claim_added": Shape(2),
        "credit_note": Shape(2, "amount"),
        "claim_assigned": Shape(2),
        "party_changed": Shape(2, "", "debtor deregistered"),
        "rate_agreed": Shape(2, "percent"),
        "security_given": Shape(2),
        "delivery_changed": Shape(2, "", "channel"),
        "workflow_changed": Shape(2, "workflow"),
        "insolvency_opened": Shape(3, "", "name"),
        "insolvency_closed": Shape(3),
        "debtor_died": Shape(3),
        "stay_began": Shape(3, "", "name"),
        "stay_ended": Shape(3, "", "name"),
        "court_ordered": Shape(3, "part", "amount value"),
        "fact": Shape(3, "name value"),
        "dispute": Shape(4, "", "amount ground"),
        "dispute_resolved": Shape(4),
        "acknowledgement": Shape(4, "", "form amount"),
        "negotiations_began": Shape(4),
        "negotiations_ended": Shape(4),
        "plan_requested": Shape(4),
        "limitation_waived": Shape(4, "", "until"),
        "payment": Shape(5, "amount", "received_by component status named_by reply"),
        "payment_reversed": Shape(5, "of"),
        "set_off": Shape(5, "amount", "component named_by reply"),
        "reminder": Shape(7, "", "fee credited compensation warns_of_collection deadline", letter=True),
        "collection_notice": Shape(7, "", "fee credited deadline", letter=True),
        "letter": Shape(7, letter=True),
        "handed_over": Shape(7, "", "to as_ mandate fee credited"),
        "withdrawn": Shape(7, "", "reason"),
        "withdrawn_from_court": Shape(7),
        "settlement_offered": Shape(7, "", "amount until", letter=True),
        "settlement_accepted": Shape(7, "", "of amount until"),
        "plan_agreed": Shape(7, "", "instalments interest_free grace_days"),
        "plan_notice": Shape(7, "", "deadline", letter=True),
        "plan_terminated": Shape(7),
        "title_obtained": Shape(7, "title", "costs_awarded interest_awarded_from amount"),
        "compensation_claimed": Shape(8, "", "amount credited"),
        "charge": Shape(8, "cost amount", "credited tariff"),
        "waiver": Shape(8, "component", "amount"),
        "received": Shape(9, "of"),
        "evidence_received": Shape(9, "name"),
        "message": Shape(9),
        "note": Shape(9),
        "pause": Shape(9, "until"),
        "resume": Shape(9),
        "manual_only": Shape(9),
        "closed": Shape(9),
        "reopened": Shape(9),
    }
)
ACT_FIELDS: Final = (
    ALWAYS
    | _LETTER
    | {
        "served",
        "amount",
        "fee",
        "credited",
        "deadline",
        "grounds",
        "title",
        "costs_awarded",
        "interest_awarded_from",
        "mandate",
    }
)
ACT_RANKS: Final[Mapping[str, int]] = MappingProxyType(
    {"court": 6, "office": 6, "third_party": 6, "debtor": 6, "creditor": 7}
)
