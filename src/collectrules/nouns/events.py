"""Events: what happened, as one flat model; a table says which kind has which fields."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from collectrules.ground.scalars import Amount, Day, Flag, Items, Name, Rate, Said, Text

Component = Literal["principal", "interest", "fees", "costs"]
Cost = Literal[
    "collector_fee", "own_collection", "lawyer_fee", "court_fee", "enforcement_fee", "postage", "register_extract",
    "address_search", "bailiff", "awarded_cost", "other",
]  # fmt: skip


class Instalment(BaseModel):
    """One instalment of a plan: its last day to be paid in time, and its sum in major units."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    due: Day = Field(description="Its last day to be paid in time.")
    amount: Amount = Field(description="Its sum.")


class Event(BaseModel):
    """One fact of a case. `on` is the calendar day it counts for; amounts are in major units of the case's currency.

    Absent and None mean the same: unknown or not applicable. `credited` is what the creditor has credited before he
    asked for `fee` or `amount`: both together are what was billed to him, or what the law has. `tariff` names the fee
    that a bill is for, as the question for a tariff does: `fee.payment_order`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, defer_build=True)

    on: Day = Field(description="The calendar day the event counts for.")
    kind: Name = Field(description="What happened: a common kind, or an act of the profile.")
    id: Name | None = Field(
        default=None, description="Your own id, unique in the case; absent, `case.event_ids` names it by its content."
    )
    recorded: Day | None = Field(
        default=None,
        description="When you learnt of it; never before `on`. `known_on` leaves out what was recorded later.",
    )
    by: Name | None = Field(default=None, description="Who did or wrote it; shown in timelines.")
    comment: Text | None = Field(default=None, description="A remark of yours; shown in timelines.")
    evidence: Text | None = Field(
        default=None, description="What proves it, such as a file name; a cost without a tariff needs it."
    )
    claim: Name | None = Field(default=None, description="The one claim it is about.")
    claims: Items[Name] | None = Field(
        default=None, description="The claims it is about; without either, all that are due and open that day."
    )
    amount: Amount | None = Field(
        default=None, description="The sum: paid, credited, charged, offered, disputed, awarded."
    )
    received_by: Literal["creditor", "collector", "court", "office"] | None = Field(
        default=None, description="Who received a payment."
    )
    component: Component | None = Field(
        default=None, description="The part of the debt a payment names or a waiver gives up."
    )
    status: Literal["confirmed", "reported"] | None = Field(
        default=None, description="Whether a payment is confirmed; a reported one makes the answer provisional."
    )
    named_by: Literal["debtor", "creditor"] | None = Field(
        default=None, description="Who said what a payment is for; absent, the debtor."
    )
    reply: Literal["accepted", "refused"] | None = Field(default=None, description="What the other side said to that.")
    of: Name | None = Field(default=None, description="The id of the event it is about.")
    cost: Cost | None = Field(default=None, description="What kind of cost was charged.")
    tariff: Name | None = Field(
        default=None, description="The fee of the profile that a bill is for, such as `fee.payment_order`."
    )
    fee: Amount | None = Field(
        default=None, description="What a letter or act asks the debtor for; absent, it was free."
    )
    credited: Amount | None = Field(
        default=None, description="What was credited before `fee` or `amount` was asked for; both together were billed."
    )
    compensation: Flag | None = Field(
        default=None, description="Whether the reminder also claims the law's fixed compensation."
    )
    warns_of_collection: Flag | None = Field(default=None, description="Whether the reminder announces collection.")
    sent: Day | None = Field(default=None, description="When a letter was sent, if not on `on`.")
    received: Day | None = Field(
        default=None, description="When it reached the debtor; periods that begin with receipt wait for it."
    )
    served: Day | None = Field(default=None, description="When an act was served, if not on `on`.")
    channel: Literal["post", "registered", "email", "sms", "handed", "service"] | None = Field(
        default=None, description="How a letter went out."
    )
    delivery: Literal["sent", "received", "opened", "failed"] | None = Field(
        default=None, description="What became of it; `failed`: it does not count as sent."
    )
    contents: Items[Name] | None = Field(
        default=None, description="The statements a letter made, as `letter.records` names them."
    )
    deadline: Day | None = Field(default=None, description="The last day a letter or act gives.")
    title: Name | None = Field(default=None, description="The title that was obtained, by its name in the profile.")
    costs_awarded: Flag | None = Field(default=None, description="Whether the title awards costs of the proceedings.")
    interest_awarded_from: Day | None = Field(
        default=None, description="The first day for which the title awards interest."
    )
    ground: Text | None = Field(default=None, description="Why the debtor disputes.")
    grounds: Literal["full", "partial", "no_new_assets"] | None = Field(
        default=None, description="How far the debtor objects."
    )
    until: Day | None = Field(default=None, description="The last day it lasts or may be taken up.")
    to: Literal["collector", "lawyer"] | None = Field(
        default=None, description="Who collects from now on; absent, a collector."
    )
    as_: Literal["mandate", "assignment"] | None = Field(
        default=None, alias="as", description="Whether they act for the creditor or own the claim."
    )
    mandate: Day | None = Field(default=None, description="When they were asked to; absent, the day of the hand-over.")
    reason: Literal["unjustified", "crossed_with_payment", "goodwill"] | None = Field(
        default=None, description="Why the claim was withdrawn."
    )
    workflow: Name | None = Field(default=None, description="The workflow from now on.")
    name: Name | None = Field(
        default=None,
        description="What began, ended or is told: the stay, the kind of insolvency, the fact, the evidence.",
    )
    value: Said | None = Field(default=None, description="What a fact says; amounts and percentages as text.")
    part: Name | None = Field(default=None, description="What the court's order is about.")
    reference: Name | None = Field(default=None, description="Your own reference, such as a file number.")
    form: Literal["conduct", "in_writing", "signed_enforceable"] | None = Field(
        default=None, description="In what form the debtor acknowledged."
    )
    deregistered: Flag | None = Field(default=None, description="Whether the debtor left the commercial register.")
    debtor: Literal["consumer", "business", "public"] | None = Field(
        default=None, description="The debtor's kind from now on."
    )
    percent: Rate | None = Field(default=None, description="The rate agreed.")
    instalments: Items[Instalment] | None = Field(
        default=None, description="The instalments agreed: each with `due`, its last day in time, and `amount`."
    )
    interest_free: Flag | None = Field(default=None, description="Whether no interest accrues while the plan runs.")
    grace_days: Annotated[int, Field(strict=True, ge=0, le=366)] | None = Field(
        default=None, description="Days a late instalment is tolerated, 0 to 366."
    )


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
