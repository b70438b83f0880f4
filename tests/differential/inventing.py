"""Invented countries of which every figure and every choice is drawn: the columns are to know none of them by heart."""

from __future__ import annotations

from pathlib import Path
from random import Random

import collectrules as cr
from collectrules.loader.model import Profile
from tests.differential.drawing import seeded

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


def invented(seed: int, folder: Path) -> Profile:
    """Write a country drawn from a seed below a folder, and load it."""
    random = seeded(seed)
    place = folder / f"_i{seed}"
    place.mkdir(parents=True)
    (place / "profile.toml").write_text(_PROFILE.format(**_figures(random, seed)), encoding="utf-8")
    return cr.load_profile(path=place)


def _figures(random: Random, seed: int) -> dict[str, object]:
    order = ['"interest"', '"fees"', '"costs"', '"principal"']
    random.shuffle(order)
    rows = (
        f"{{ from = {y}-0{m}-01, is = {random.randint(-50, 900) / 100:.2f} }}"
        for y in range(2010, 2028)
        for m in (1, 7)
    )
    return {
        "name": f"i{seed}", "currency": random.choice(("EUR", "EUR", "GBP")), "grace": random.choice((0, 0, 3)),
        "small": random.choice(("", ", principal = { from = 20.00 }")), "gap_word": random.choice(("after", "since")),
        "window": random.choice(("", 'earliest = { after = "claim.due", days = 4, counting = "calendar_days" }')),
        "gap": random.randint(1, 20), "most": random.randint(1, 4),
        "per": random.choice(("claim", "arrears_run", "case")), "pin": random.choice(("half_year_start", "day")),
        "fee": random.randint(1, 40), "later_fee": random.randint(1, 60),
        "change": f"{random.randint(2023, 2026)}-0{random.randint(1, 9)}-15", "series": ", ".join(rows),
        "keyed": random.choice(("accrual_day", "accrual_day", "claim_due")),
        "counts": random.choice(("always", "if_higher", "if_lower")), "margin": f"{random.randint(1, 999) / 100:.2f}",
        "later_margin": f"{random.randint(1, 999) / 100:.2f}", "wait": random.randint(0, 14), "order": ", ".join(order),
        "day_count": random.choice(("act/act", "act/365", "act/360", "30e/360")), "years": random.randint(2, 5),
        "payment_day": random.choice(("counted", "not_counted")), "step": random.choice(("0.01", "0.05", "1.00")),
        "days": random.randint(3, 25),
    }  # fmt: skip
