"""A practice's invoice from the due day to the enforcement order, with a collector, and money on both sides.

The figures, by hand: the first reminder arrived on 13 August 2025 and put the patient in default, so 420.00 bear 6.27 %
(1.27 + 5) from the 14th. By 20 October, 68 days, that is 4.91; the 150.00 paid to the practice go to 66.19 of
collection cost, 2.50 of reminder cost, the interest, and 76.40 of the invoice. On the 343.60 left, 28 days make 1.65
until the collector receives 50.00 on 17 November; 48.35 of them reach the invoice. On 295.25, 64 days to 20 January
2026 make 3.24.

The collector: 0.9 of 51.50 is 46.35, with a fifth for expenses 55.62, with 19 % of tax, which the practice does not
deduct, 66.19. For the order for payment 51.50 less half of 46.35 are 28.32, with a fifth and the tax 40.44; for the
enforcement order 25.75, with both 36.77. The court takes its least fee, 38.00.
"""

import datetime as dt
from pathlib import Path

import collectrules as cr

case = cr.load_case(Path(__file__).parent / "physiotherapy_invoice.json")
law = cr.load_profile(case.jurisdiction)

# Before the hand-over: from when may it be done?
for step in cr.next_steps(case, law, on=dt.date(2025, 9, 21)).proposals:
    if step.action == "handed_over":
        print(step.action, step.status, "since", step.earliest, *step.claims)

# With the collector: who received what, and what he has to be told.
account = cr.statement(case, law, on=dt.date(2025, 11, 30))
for channel in account.channels:
    print(channel.received_by, channel.amount, "to the invoice", channel.to_principal, "to costs", channel.to_costs)
for news in account.to_pass_on:
    print("tell the", news.to, news.kind, news.on, news.amount)

# For the tax adviser: what the collector took in during November.
november = cr.receipts(case, law, month="2025-11")
for row in november.rows:
    print(november.month, row.on, row.amount, "interest", row.to_interest, "invoice", row.to_principal)

# The order for payment was served on 23 December; Epiphany is a holiday in Bavaria, so the two weeks end on 7 January.
for step in cr.next_steps(case, law, on=dt.date(2026, 1, 7)).proposals:
    if step.action == "enforcement_order_requested":
        print(step.action, step.status, step.earliest, step.latest)

# With the enforcement order in hand.
now = cr.standing(case, law, on=dt.date(2026, 1, 20))
owed = now.owed
print("invoice", owed.principal, "interest", owed.interest, "fees", owed.fees, "costs", owed.costs, "total", owed.total)
print(now.stage, now.title, "breaches", sum(f.severity == "breach" for f in cr.audit(case, law, on=now.on).findings))
