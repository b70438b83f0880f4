"""A claim of a case document, and what was agreed about it; each field says in one line what it means."""

from typing import Literal

from pydantic import Field

from collectrules.ground.scalars import Amount, Day, Flag, Name, Number, Rate, Text
from collectrules.nouns.parties import CasePart

ClaimKind = Literal[
    "goods_or_services", "rent", "loan", "consumer_credit", "insurance_premium", "medical", "wage", "maintenance",
    "public_law", "loss_certificate", "damages", "other",
]  # fmt: skip
DueIs = Literal["agreed", "time_limited_demand", "printed", "none"]


class AgreedRate(CasePart):
    """A rate the parties agreed: a total, or a margin over the reference; percent per year."""

    percent: Rate = Field(description="The rate, or the points above the reference rate.")
    kind: Literal["total", "margin"] = Field(
        default="total", description="Whether `percent` is the whole rate, or comes on top of the law's reference rate."
    )
    agreed_on: Day | None = Field(
        default=None, description="When it was agreed; absent counts as before the claim arose, and the answer says so."
    )


class AgreedFee(CasePart):
    """A reminder fee the parties agreed; amounts in major units.

    `at_most` fees may be charged on the claim, and none before `gap_days` have passed since the day of the last one;
    neither allows more than the law does.
    """

    amount: Amount = Field(description="What one reminder costs.")
    agreed_on: Day | None = Field(
        default=None, description="When it was agreed; absent counts as before the claim arose."
    )
    at_most: Number | None = Field(default=None, description="How many such fees may be charged on the claim.")
    gap_days: Number | None = Field(default=None, description="Calendar days from one such fee to the next.")


class Agreements(CasePart):
    """What was agreed beside the claim itself."""

    rate: AgreedRate | None = Field(default=None, description="A rate of interest on arrears.")
    reminder_fee: AgreedFee | None = Field(default=None, description="A fee for reminders.")
    costs: Flag | None = Field(default=None, description="Whether the debtor agreed to bear costs of collection.")
    allocation: Text | None = Field(
        default=None,
        description="An agreed order of payments; the engine refuses such a claim (`word_not_computed`) as soon as "
        "money comes.",
    )
    acceleration: Flag | None = Field(
        default=None,
        description="Whether all falls due when an instalment is missed; for the host, no answer asks it. "
        "A rule asks the fact `plan_clause`.",
    )
    default_notice: Flag | None = Field(
        default=None, description="Whether the invoice warned of interest or default, where the law asks for that."
    )


class Claim(CasePart):
    """One claim. `amount` is the principal incl. VAT in major units, above zero; days are calendar days.

    `goods_or_services` says of a kind that does not tell whether it is payment in return for goods or services.
    """

    id: Name = Field(description="Your own name of the claim, such as the number of the invoice; unique in the case.")
    kind: ClaimKind = Field(description="What the claim is for, of a closed list.")
    amount: Amount = Field(description="The principal with VAT, before any payment or credit note; above zero.")
    arose: Day | None = Field(
        default=None,
        description="When the claim arose: the sale, the service, the damage. Chooses versions of the law.",
    )
    invoiced: Day | None = Field(
        default=None, description="When the invoice was sent; counts as the demand where `demanded` is absent."
    )
    received: Day | None = Field(default=None, description="When the invoice reached the debtor.")
    due: Day = Field(description="The last day on which payment is still in time.")
    due_is: DueIs | None = Field(default=None, description="How the due day was fixed; absent counts as `none`.")
    due_agreed: Flag | None = Field(
        default=None, description="Short for `due_is`: `true` for `agreed`, `false` for `none`."
    )
    contract: Day | None = Field(default=None, description="When the contract was made.")
    performed: Day | None = Field(default=None, description="When the goods or services were delivered.")
    demanded: Day | None = Field(
        default=None, description="When payment was first asked for; absent, `invoiced` counts."
    )
    known: Day | None = Field(
        default=None, description="When the creditor came to know of claim and debtor; limitation may count from it."
    )
    interest_from: Day | None = Field(
        default=None,
        description="The first day that bears interest, if it was agreed; takes the place of the law's day.",
    )
    agreed_rate: Rate | None = Field(default=None, description="Short for `agreements.rate` with a total rate.")
    agreements: Agreements | None = Field(default=None, description="What else was agreed.")
    relationship: Name | None = Field(
        default=None,
        description="Claims with the same word are one continuing debt relationship, where limits on fees are counted "
        "together; absent, each claim stands alone.",
    )
    secured: Literal["none", "guarantee", "pledge", "land"] | None = Field(
        default=None,
        description="The security behind the claim; absent is not known, and payments take it as `none`.",
    )
    lease: Literal["housing", "business"] | None = Field(default=None, description="Of rent: what is let.")
    goods_or_services: Flag | None = Field(
        default=None,
        description="Whether it is payment for goods or services, of a kind that does not say so (`rent`, `other`).",
    )
    credit_amount: Amount | None = Field(default=None, description="Of a credit: the amount that was lent.")
    apr: Rate | None = Field(default=None, description="Of a credit: its annual percentage rate.")
    title: Name | None = Field(
        default=None, description="An enforceable title from before the case, by its name in the profile."
    )
    reference: Name | None = Field(
        default=None, description="What letters call the claim, such as `Invoice 8520`; many letters must state it."
    )
    debtor_country: Name | None = Field(
        default=None,
        description="Where the debtor lives, as the id of a profile; `choose_law` looks for proceedings there.",
    )

    @property
    def due_word(self) -> DueIs:
        """How the due day was fixed; an absent word counts as `none`."""
        if self.due_is is not None:
            return self.due_is
        return "agreed" if self.due_agreed else "none"
