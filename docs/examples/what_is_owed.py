"""What is owed on a day, line by line; then the same in Danish words."""

import datetime as dt
from pathlib import Path

import collectrules as cr

case = cr.load_case(Path(__file__).parent / "two_invoices.toml")
law = cr.load_profile(case.jurisdiction)
now = cr.standing(case, law, on=dt.date(2024, 6, 30))

for line in now.lines:
    struck = f"  ({line.barred.amount} struck out: {', '.join(line.barred.law)})" if line.barred else ""
    print(f"{line.on}  {line.kind:14}{line.claim}  {line.amount:>9}  {line.open:>9}{struck}")
print(f"total by law {now.owed.total} {now.currency}, in the books {now.booked.total}")
print()
print(cr.explain(now, law, language="da"))
