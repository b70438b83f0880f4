"""Invented law: a country of which every figure and every choice is drawn, so that no program knows it by heart.

Needs no Hypothesis: `pick` chooses one of some options, be it a strategy's or a generator's of one's own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import permutations
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from collectrules.ground.money import to_text

Pick = Callable[[Sequence[Any]], Any]
"""Chooses one of some options."""

_PROFILE = """\
[profile]
id        = "_{name}"
name      = "Invented {name}"
version   = "1"
status    = "draft"
languages = ["en"]
currency  = "{currency}"
first_day = 2010-01-01

[law]
one    = {{ title = "Payments Act", section = "§ 1", kind = "statute" }}
policy = {{ title = "House rules", section = "1", kind = "policy" }}

[stage.not_due]
what  = "Not due"
entry = true

[stage.overdue]
what = "Overdue"

[stage.warned]
what = "Warned"

[stage.ended]
what   = "Ended"
closed = true

[act.given_up]
what      = "The creditor gives up"
law       = "one"
by        = "creditor"
in_stages = ["overdue", "warned"]
leads_to  = "ended"

[act.fell_overdue]
what      = "The day to pay has passed"
law       = "one"
by        = "time"
in_stages = ["not_due"]
earliest  = {{ after = "claim.timely", days = {grace}, counting = "calendar_days" }}
leads_to  = "overdue"

[act.reminder]
what   = "A reminder"
law    = "one"
by     = "creditor"
when   = {{ overdue = true{small} }}
unless = [{{ barred = true }}]
{window}

[act.collection_notice]
what      = "A warning"
law       = "one"
by        = "creditor"
when      = {{ overdue = true }}
in_stages = ["overdue", "warned"]
leads_to  = "warned"

[act.letter]
what = "A letter"
law  = "one"
by   = "creditor"

[fee.reminder]
what   = "The fee of a reminder"
law    = "one"
act    = "reminder"
part   = "reminder"
charge = "up_to"
when   = {{ overdue = true }}
unless = [{{ disputed = true }}, {{ barred = true }}]
once   = {{ {gap_word} = "previous.charged", days = {gap}, counting = "calendar_days" }}
limits = [{{ at_most = {most}, per = "{per}" }}]

[fee.reminder.amount]
keyed_by = "act"
unit     = "currency"
value    = [{{ from = 2010-01-01, is = {fee}.00 }}, {{ from = {change}, is = {later_fee}.50 }}]

[series.bank]
what        = "The bank's rate"
law         = "one"
unit        = "percent"
grid        = "half_year"
known_until = 2027-12-31
value       = [{series}]

[rate.late]
what      = "The rate"
law       = "one"
reference = {{ series = "bank", keyed_by = "{keyed}", pin = "{pin}" }}
floor     = 0.00
agreed = [
  {{ when = {{ debtor = "business" }}, counts = "{counts}", law = "one" }},
  {{ counts = "never", law = "one" }},
]

[rate.late.margin]
keyed_by = "claim_due"
unit     = "percent"
value    = [{{ from = 2010-01-01, is = {margin} }}, {{ from = 2024-01-01, is = {later_margin} }}]

[interest.late]
what        = "Late interest"
law         = "one"
on          = ["principal"]
rates       = ["late"]
starts      = [{{ after = "claim.due", days = {wait}, counting = "calendar_days", when = {{ due_is = "agreed" }} }},
               {{ after = "claim.invoiced", days = 30, counting = "calendar_days", not_before = ["claim.timely"] }}]
day_count   = "{day_count}"
payment_day = "{payment_day}"
round       = {{ to = {step}, mode = "half_up", at = ["allocation", "statement"] }}

[allocation.all]
what    = "One debt after the other"
law     = "one"
between = ["debtor_choice", "due_earliest", "oldest"]
choice  = {{ debtor = "binds", law = "one" }}
walk    = "debt_by_debt"
within  = [{order}]

[limitation.all]
what   = "Claims are barred"
law    = "one"
covers = ["principal", "interest", "fees", "costs"]
period = {{ after = "claim.due", years = {years}, counting = "calendar_days" }}
effect = "defence"

[workflow.house]
what = "House rules"
law  = "policy"

[[workflow.house.steps]]
act   = "reminder"
after = "claim.due"
days  = {days}

[[workflow.house.steps]]
act  = "reminder"
days = {days}

[[workflow.house.steps]]
act  = "collection_notice"
days = {days}

[[workflow.house.steps]]
act  = "letter"
days = 20
"""


_PARTS = ('"interest"', '"fees"', '"costs"', '"principal"')
_CHANGES = tuple(f"{year}-0{month}-15" for year in range(2023, 2027) for month in range(1, 10))
_WINDOW = 'earliest = { after = "claim.due", days = 4, counting = "calendar_days" }'
_HALVES = tuple(f"{year}-0{month}-01" for year in range(2010, 2028) for month in (1, 7))
_RATES = range(-50, 901)  # hundredths of a percent
_MARGINS = range(1, 1000)
OPTIONS: Final[Mapping[str, Sequence[Any]]] = MappingProxyType(
    {
        "currency": ("EUR", "EUR", "GBP"), "grace": (0, 0, 3), "small": ("", ", principal = { from = 20.00 }"),
        "gap_word": ("after", "since"), "window": ("", _WINDOW), "gap": range(1, 21), "most": range(1, 5),
        "per": ("claim", "arrears_run", "case"), "pin": ("half_year_start", "day"), "fee": range(1, 41),
        "later_fee": range(1, 61), "change": _CHANGES, "keyed": ("accrual_day", "accrual_day", "claim_due"),
        "counts": ("always", "if_higher", "if_lower"), "wait": range(15),
        "order": tuple(", ".join(order) for order in permutations(_PARTS)),
        "day_count": ("act/act", "act/365", "act/360", "30e/360"), "years": range(2, 6),
        "payment_day": ("counted", "not_counted"), "step": ("0.01", "0.05", "1.00"), "days": range(3, 26),
    }
)  # fmt: skip
"""What is drawn, and of what; rates and margins come on top."""


def law_text(pick: Pick, name: str) -> str:
    """Return the TOML of an invented profile with the id `_<name>`; valid whatever is picked."""
    figures = {word: pick(options) for word, options in OPTIONS.items()}
    rates = ", ".join(f"{{ from = {day}, is = {to_text(pick(_RATES), 2)} }}" for day in _HALVES)
    margins = {word: to_text(pick(_MARGINS), 2) for word in ("margin", "later_margin")}
    return _PROFILE.format(name=name, series=rates, **figures, **margins)


def write_law(text: str, folder: Path) -> Path:
    """Write the TOML of a profile into a folder, which is made, and return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "profile.toml").write_text(text, encoding="utf-8")
    return folder
