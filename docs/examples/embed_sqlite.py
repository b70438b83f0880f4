"""Cases in a database of one's own, with nothing but sqlite3: facts are appended, a summary of each is a cache.

The figures, by hand: from 1 February 2026 the 10,000.00 bear 9.75 % (1.75 + 8), 2.67123 a day: 8.01 by the 3rd, 13.36
by the 5th. A colleague's letter of the 4th costs 100.00; ten whole days later is the 15th. The 1,000.00 of the 10th go
to 26.71 of interest, the fee, and 873.29 of principal. On 9,126.71 a day is 2.43795: 2.44 by the 11th, 12.19 by the
15th, 14.63 by the 16th, 24.38 by the 20th. Without that payment the 20th has 53.42 of interest, and two fees.
"""

import json
import sqlite3

import collectrules as cr

TABLES = """
CREATE TABLE dossier (id TEXT PRIMARY KEY, head TEXT NOT NULL);
CREATE TABLE claim (dossier TEXT REFERENCES dossier, id TEXT, body TEXT NOT NULL, PRIMARY KEY (dossier, id));
CREATE TABLE fact (
    dossier TEXT REFERENCES dossier, no INTEGER, id TEXT NOT NULL, happens TEXT NOT NULL, recorded TEXT NOT NULL,
    body TEXT NOT NULL, PRIMARY KEY (dossier, no), UNIQUE (dossier, id)
);
CREATE TRIGGER no_update BEFORE UPDATE ON fact BEGIN SELECT RAISE(ABORT, 'a fact is corrected by another'); END;
CREATE TRIGGER no_delete BEFORE DELETE ON fact BEGIN SELECT RAISE(ABORT, 'a fact is voided, not deleted'); END;
CREATE TABLE summary (
    dossier TEXT PRIMARY KEY REFERENCES dossier, law TEXT NOT NULL, facts INTEGER NOT NULL, as_of TEXT NOT NULL,
    look_again_on TEXT, stage TEXT NOT NULL, owed TEXT NOT NULL, fingerprint TEXT, step TEXT
);
"""
# New is a case without a summary; old is a summary under another law, on its day, or before a fact that counts by now.
NIGHT = """
SELECT dossier.id FROM dossier LEFT JOIN summary ON summary.dossier = dossier.id
WHERE summary.dossier IS NULL OR summary.law <> :law OR summary.look_again_on <= :day OR EXISTS (
    SELECT * FROM fact WHERE fact.dossier = dossier.id
    AND (fact.no > summary.facts OR fact.happens > summary.as_of AND fact.happens <= :day)
) ORDER BY dossier.id
"""
law = cr.load_profile("DK")
LAW = f"{law.fingerprint} {cr.__version__}"
db = sqlite3.connect(":memory:")
db.executescript(TABLES)


def read(name: str) -> cr.Case:
    """Put the facts of a case together."""
    (head,) = db.execute("SELECT head FROM dossier WHERE id = ?", (name,)).fetchone()
    claims = db.execute("SELECT body FROM claim WHERE dossier = ? ORDER BY rowid", (name,))
    facts = db.execute("SELECT body FROM fact WHERE dossier = ? ORDER BY no", (name,))
    parts = {word: [json.loads(body) for (body,) in rows] for word, rows in (("claims", claims), ("events", facts))}
    return cr.load_case(json.loads(head) | {"id": name} | parts)


def append(case: cr.Case) -> None:
    """Keep the last event of a case; the number is the lock, as another who has read as many facts takes the same."""
    event = case.events[-1]
    row = (case.id, len(case.events), event.id, str(event.on), str(event.recorded), cr.dumps(event))
    with db:
        db.execute("INSERT INTO fact VALUES (?, ?, ?, ?, ?, ?)", row)


def summarise(name: str, day: str) -> str | None:
    """Ask once, and keep what lists and work queues show; return the fingerprint for the page."""
    case = read(name)
    now = cr.standing(case, law, on=day)
    step = next((step for step in cr.next_steps(case, law, on=day).proposals if step.recommended), None)
    again = now.look_again_on and str(now.look_again_on)
    plan = (step.fingerprint, cr.dumps(step)) if step else (None, None)
    row = (name, LAW, len(case.events), day, again, now.stage, str(now.owed.total), *plan)
    with db:
        db.execute("REPLACE INTO summary VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    print(day, name, now.stage, now.owed.total, *((step.action, step.on) if step else ()), "again", again)
    return step and step.fingerprint


def night(day: str) -> dict[str, str | None]:
    """Look again at the cases that need it, and at no other."""
    names = [name for (name,) in db.execute(NIGHT, {"law": LAW, "day": day})]
    print("night", day, *names)
    return {name: summarise(name, day) for name in names}


def do(name: str, seen: str | None, day: str) -> str:
    """Record the step whose fingerprint was on a page, unless the case has moved on; raise if overtaken just now."""
    row = db.execute("SELECT step FROM summary WHERE dossier = ? AND fingerprint = ?", (name, seen)).fetchone()
    if row is None:
        return "the page is out of date"
    case = read(name)
    try:
        done = cr.accept(case, cr.Proposal.model_validate_json(row[0]), law, on=day, records={"recorded": day})
    except cr.StaleProposal as stale:
        summarise(name, day)
        return f"stale: {stale.faults[0].path} is {stale.faults[0].expected}"
    if done is not case:  # the same step twice changes nothing
        append(done)
    summarise(name, day)
    return f"done: {done.events[-1].kind} {done.events[-1].fee}"


head = {"jurisdiction": "DK", "currency": "DKK", "workflow": "standard"}
head |= {"creditor": {"kind": "business"}, "debtor": {"kind": "consumer"}}
goods = {"id": "1", "kind": "goods_or_services", "arose": "2025-12-20", "due_agreed": True}
for name, amount, due in (("K-1", "10000.00", "2026-01-31"), ("K-2", "5000.00", "2026-06-30")):
    db.execute("INSERT INTO dossier VALUES (?, ?)", (name, json.dumps(head)))
    claim = json.dumps(goods | {"amount": amount, "due": due})
    db.execute("INSERT INTO claim VALUES (?, ?, ?)", (name, "1", claim))

pages = night("2026-02-03")

# While the clerk is at lunch, a colleague's letter is recorded: the step on the page is too early now.
letter = {"id": "letter", "on": "2026-02-04", "recorded": "2026-02-04", "kind": "reminder", "fee": "100.00"}
append(read("K-1").with_event(letter))
print(do("K-1", pages["K-1"], "2026-02-05"))
print(do("K-1", pages["K-1"], "2026-02-05"))

# Two have read the same case; the second has to read again. A credit note counts from a day to come.
both = read("K-1")
paid = {"kind": "payment", "on": "2026-02-10", "recorded": "2026-02-11", "received_by": "creditor"}
append(both.with_event(paid | {"id": "bank-7", "amount": "1000.00"}))
try:
    append(both.with_event(paid | {"id": "bank-8", "amount": "500.00"}))
except sqlite3.IntegrityError:
    print("somebody was faster: read again")
credit = {"id": "credit", "on": "2026-02-13", "recorded": "2026-02-13", "kind": "credit_note", "amount": "500.00"}
append(read("K-2").with_event(credit))
for day in ("2026-02-11", "2026-02-12", "2026-02-13", "2026-02-15", "2026-02-16"):
    pages |= night(day)
print(do("K-1", pages["K-1"], "2026-02-16"))

# The payment was another customer's. Nothing is deleted: a void is one more fact, and what was known then can be asked.
try:
    db.execute("DELETE FROM fact WHERE id = 'bank-7'")
except sqlite3.IntegrityError as error:
    print(error)
void = {"id": "void-7", "on": "2026-02-10", "recorded": "2026-02-20", "kind": "void", "of": "bank-7"}
append(read("K-1").with_event(void))
night("2026-02-20")
print("as known on the 19th", cr.standing(read("K-1"), law, on="2026-02-20", known_on="2026-02-19").owed.total)

# A summary that a former release of the law has made is none.
db.execute("UPDATE summary SET law = 'a former release'")
night("2026-02-21")
db.close()
