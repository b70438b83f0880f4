"""The closed lists of words a profile may use; one place, so that checks, schema and docs agree."""

from __future__ import annotations

from typing import Annotated, Final, Literal, get_args

Certainty = Literal["sure", "unconfirmed", "unclear", "provisional"]
LawKind = Literal["statute", "regulation", "case_law", "practice", "policy"]
Status = Literal["draft", "reviewed", "retired"]
Unit = Literal["currency", "percent", "factor", "days", "count"]
KeyDay = Literal[
    "act", "claim_arose", "claim_due", "contract", "invoiced", "performed", "default_began", "interest_start",
    "accrual_day", "payment", "filed", "mandate", "title",
]  # fmt: skip
Per = Literal[
    "act", "letter", "claim", "case", "matter", "contract", "title", "arrears_run", "calendar_year", "twelve_months",
    "debtor",
]  # fmt: skip
RoundingMode = Literal["half_up", "half_even", "half_down", "up", "down"]
Grid = Literal["half_year", "year", "month", "any"]
Pin = Literal["day", "month_start", "half_year_start", "previous_half_year_end", "year_start"]
DayCount = Literal["act/act", "act/365", "act/360", "30e/360"]
FeePart = Literal["reminder", "compensation", "collection", "court", "enforcement", "disbursement"]
Charge = Literal["exactly", "up_to", "actual", "judge"]
Vat = Literal["none", "included", "add", "add_if_not_deductible"]
Payer = Literal["debtor", "creditor", "loser"]
Actor = Literal["creditor", "debtor", "court", "office", "third_party", "time"]
BasePart = Literal[
    "principal", "open_principal", "contract_interest", "interest", "quantified_interest", "charges_before_due",
    "fees", "costs", "vat",
]  # fmt: skip
Slot = Literal[
    "costs", "court_costs", "enforcement_costs", "fees", "compensation", "interest", "contract_interest",
    "default_interest", "barred_interest", "principal",
]  # fmt: skip
Between = Literal[
    "debtor_choice", "creditor_choice", "due_before_undue", "enforced_first", "due_earliest", "oldest",
    "least_secured", "most_burdensome", "in_proportion",
]  # fmt: skip
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Light = Literal["neutral", "probable_loss", "caution", "in_order"]
Place = Literal["office", "court", "debtor", "creditor", "performance"]
Channel = Literal["post", "registered", "email", "handed", "service"]
Carried = Literal["reference", "amount", "assets", "decision", "hearing", "instalments"]
Insolvency = Literal["known", "bankruptcy", "composition", "discharge"]
AgreementStop = Literal["fees", "enforcement", "contact"]
Receiver = Literal["creditor", "collector", "court", "office"]
StayStop = Literal["interest", "fees", "enforcement", "limitation", "contact"]
Statement = Literal[
    "creditor", "sender", "client", "debtor", "ground", "contract_date", "claim_reference", "supply", "due_day",
    "principal", "interest_rate_and_period", "interest_base", "rate_above_statutory", "each_fee", "fee_ground",
    "clause_reference", "vat_declaration", "total", "how_to_pay", "deadline", "no_further_costs_if_paid",
    "consequence", "enforcement_clause", "objection_notice", "credit_agency_notice", "supervisory_authority",
    "address_source", "enterprise_number", "instalments", "acceleration", "defences_lost", "saving", "signature",
    "place", "time_of_day", "contact", "file_number", "objects", "agreement_costs", "trial_court",
    "payments_made",
]  # fmt: skip
STATEMENTS: Final = get_args(Statement)
PaperLine = Literal[
    "reminder_fee", "hand_over_fee", "compensation", "collection_cost", "court_fee", "enforcement_cost", "awarded_cost",
    "interest_on_costs",
]  # fmt: skip
PaperInterest = Literal["sum", "rate", "both"]
LetterDoes = Literal[
    "claims_interest", "claims_agreed_rate", "claims_vat", "names_found_address", "comes_from_collector"
]

# Whole numbers within bounds that no law comes near: what lies beyond is a slip, and would only make days overflow.
Days = Annotated[int, range(73_051)]
Weeks = Annotated[int, range(10_401)]
Months = Annotated[int, range(2_401)]
Years = Annotated[int, range(201)]
MonthDay = Annotated[int, range(1, 32)]
MonthNumber = Annotated[int, range(1, 13)]
Times = Annotated[int, range(100_001)]
Shift = Annotated[int, range(-366, 367)]
Nth = Annotated[int, range(-5, 6)]
Month = Annotated[int, range(1, 13)]
Year = Annotated[int, range(1800, 2200)]
