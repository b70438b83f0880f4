"""Ask what may be done, do it, and let the audit look at it: nothing that is proposed is found fault with."""

import datetime as dt

import collectrules as cr

law = cr.load_profile("DK")
case = cr.load_case(
    {
        "format": 1,
        "id": "2026-17",
        "jurisdiction": "DK",
        "currency": "DKK",
        "workflow": "standard",
        "creditor": {"kind": "business"},
        "debtor": {"kind": "consumer"},
        "claims": [
            {
                "id": "8520",
                "kind": "goods_or_services",
                "amount": "10000.00",
                "arose": "2026-03-01",
                "due": "2026-03-31",
                "due_agreed": True,
            }
        ],
    }
)

day = dt.date(2026, 4, 3)
for _ in range(3):
    steps = cr.next_steps(case, law, on=day).proposals
    step = next(step for step in steps if step.recommended)
    case = cr.accept(case, step, law, on=step.on)
    print(step.on, step.action, *(f"{cost.amount} {cost.kind}" for cost in step.charges))
    day = step.on

assert cr.audit(case, law, on=day).findings == ()
print(cr.dumps(case))
