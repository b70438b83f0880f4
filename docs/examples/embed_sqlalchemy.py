"""Cases in a database of one's own, with SQLAlchemy: facts are appended, a summary of each is a cache.

The figures, by hand: from 1 February 2026 the 10,000.00 bear 9.75 % (1.75 + 8), 2.67123 a day: 8.01 by the 3rd, 13.36
by the 5th. A colleague's letter of the 4th costs 100.00; ten whole days later is the 15th. The 1,000.00 of the 10th go
to 26.71 of interest, the fee, and 873.29 of principal. On 9,126.71 a day is 2.43795: 2.44 by the 11th, 12.19 by the
15th, 14.63 by the 16th, 24.38 by the 20th. Without that payment the 20th has 53.42 of interest, and two fees.
"""

import datetime as dt
from typing import Any, NoReturn

from sqlalchemy import ForeignKey, UniqueConstraint, and_, create_engine, event, exists, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.orderinglist import ordering_list
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship
from sqlalchemy.types import JSON

import collectrules as cr

Document = dict[str, Any]


class Base(DeclarativeBase):
    """Documents are kept as JSON."""

    type_annotation_map = {Document: JSON}  # noqa: RUF012 - so SQLAlchemy wants it


class Claim(Base):
    """An invoice and its place in the case; in a real host it has the columns that the host has anyway."""

    __tablename__ = "claim"
    dossier_id: Mapped[str] = mapped_column(ForeignKey("dossier.id"), primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    no: Mapped[int]
    body: Mapped[Document]


class Fact(Base):
    """What happened, for ever. The number is the lock: another who has read as many facts takes the same one."""

    __tablename__ = "fact"
    __table_args__ = (UniqueConstraint("dossier_id", "id"),)
    dossier_id: Mapped[str] = mapped_column(ForeignKey("dossier.id"), primary_key=True)
    no: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str]
    happens: Mapped[dt.date]
    recorded: Mapped[dt.date]
    body: Mapped[Document]


class Dossier(Base):
    """A case without its facts: law, currency, workflow and the parties."""

    __tablename__ = "dossier"
    id: Mapped[str] = mapped_column(primary_key=True)
    head: Mapped[Document]
    claims: Mapped[list[Claim]] = relationship(order_by=Claim.no, collection_class=ordering_list("no"))
    facts: Mapped[list[Fact]] = relationship(order_by=Fact.no)


class Summary(Base):
    """A cache: may be thrown away at any time."""

    __tablename__ = "summary"
    dossier_id: Mapped[str] = mapped_column(ForeignKey("dossier.id"), primary_key=True)
    law: Mapped[str]
    facts: Mapped[int]
    as_of: Mapped[dt.date]
    look_again_on: Mapped[dt.date | None]
    stage: Mapped[str]
    owed: Mapped[str]  # as text: SQLite would make a float of it
    fingerprint: Mapped[str | None]
    step: Mapped[Document | None]


@event.listens_for(Fact, "before_update")
@event.listens_for(Fact, "before_delete")
def refuse(*_: object) -> NoReturn:
    """Keep facts as they are; in production the database's own rights say so too."""
    message = "a fact is voided, not deleted"
    raise PermissionError(message)


law = cr.load_profile("DK")
LAW = f"{law.fingerprint} {cr.__version__}"
engine = create_engine("sqlite://")
Base.metadata.create_all(engine)


def read(name: str) -> cr.Case:
    """Put the facts of a case together."""
    with Session(engine) as db:
        row = db.get_one(Dossier, name)
        claims, events = [claim.body for claim in row.claims], [fact.body for fact in row.facts]
    return cr.load_case(row.head | {"id": name, "claims": claims, "events": events})


def append(case: cr.Case) -> None:
    """Keep the last event of a case."""
    last = case.events[-1]
    row = {"no": len(case.events), "id": last.id, "happens": last.on, "recorded": last.recorded, "body": cr.dump(last)}
    with Session(engine) as db, db.begin():
        db.add(Fact(dossier_id=case.id, **row))


def summarise(name: str, day: dt.date) -> str | None:
    """Ask once, and keep what lists and work queues show; return the fingerprint for the page."""
    case = read(name)
    now = cr.standing(case, law, on=day)
    step = next((step for step in cr.next_steps(case, law, on=day).proposals if step.recommended), None)
    found = {"look_again_on": now.look_again_on, "stage": now.stage, "owed": str(now.owed.total)}
    plan = {"fingerprint": step and step.fingerprint, "step": step and cr.dump(step)}
    with Session(engine) as db, db.begin():
        db.merge(Summary(dossier_id=name, law=LAW, facts=len(case.events), as_of=day, **found, **plan))
    print(day, name, now.stage, now.owed.total, *((step.action, step.on) if step else ()), "again", now.look_again_on)
    return step and step.fingerprint


def night(day: dt.date) -> dict[str, str | None]:
    """Look again at the cases that need it: new ones, and those whose summary is of another law or of the past."""
    come = and_(Fact.happens > Summary.as_of, Fact.happens <= day)
    news = exists().where(Fact.dossier_id == Dossier.id, or_(Fact.no > Summary.facts, come)).correlate(Dossier, Summary)
    old = or_(Summary.dossier_id.is_(None), Summary.law != LAW, Summary.look_again_on <= day, news)
    chosen = select(Dossier.id).outerjoin(Summary, Summary.dossier_id == Dossier.id).where(old).order_by(Dossier.id)
    with Session(engine) as db:
        names = db.scalars(chosen).all()
    print("night", day, *names)
    return {name: summarise(name, day) for name in names}


def do(name: str, seen: str | None, day: dt.date) -> str:
    """Record the step whose fingerprint was on a page, unless the case has moved on; raise if overtaken just now."""
    with Session(engine) as db:
        kept = db.scalar(select(Summary).filter_by(dossier_id=name, fingerprint=seen))
    if kept is None:
        return "the page is out of date"
    case = read(name)
    try:
        done = cr.accept(case, cr.Proposal.model_validate(kept.step), law, on=day, records={"recorded": day})
    except cr.StaleProposal as stale:
        summarise(name, day)
        return f"stale: {stale.faults[0].path} is {stale.faults[0].expected}"
    if done is not case:  # the same step twice changes nothing
        append(done)
    summarise(name, day)
    return f"done: {done.events[-1].kind} {done.events[-1].fee}"


def february(day: int) -> dt.date:
    """Return a day of the story."""
    return dt.date(2026, 2, day)


head = {"jurisdiction": "DK", "currency": "DKK", "workflow": "standard"}
head |= {"creditor": {"kind": "business"}, "debtor": {"kind": "consumer"}}
goods = {"id": "1", "kind": "goods_or_services", "arose": "2025-12-20", "due_agreed": True}
with Session(engine) as db, db.begin():
    for name, amount, due in (("K-1", "10000.00", "2026-01-31"), ("K-2", "5000.00", "2026-06-30")):
        db.add(Dossier(id=name, head=head, claims=[Claim(id="1", body=goods | {"amount": amount, "due": due})]))

pages = night(february(3))

# While the clerk is at lunch, a colleague's letter is recorded: the step on the page is too early now.
letter = {"id": "letter", "on": february(4), "recorded": february(4), "kind": "reminder", "fee": "100.00"}
append(read("K-1").with_event(letter))
print(do("K-1", pages["K-1"], february(5)))
print(do("K-1", pages["K-1"], february(5)))

# Two have read the same case; the second has to read again. A credit note counts from a day to come.
both = read("K-1")
paid = {"kind": "payment", "on": february(10), "recorded": february(11), "received_by": "creditor"}
append(both.with_event(paid | {"id": "bank-7", "amount": "1000.00"}))
try:
    append(both.with_event(paid | {"id": "bank-8", "amount": "500.00"}))
except IntegrityError:
    print("somebody was faster: read again")
credit = {"id": "credit", "on": february(13), "recorded": february(13), "kind": "credit_note", "amount": "500.00"}
append(read("K-2").with_event(credit))
for day in (11, 12, 13, 15, 16):
    pages |= night(february(day))
print(do("K-1", pages["K-1"], february(16)))

# The payment was another customer's. Nothing is deleted: a void is one more fact, and what was known then can be asked.
try:
    with Session(engine) as db, db.begin():
        db.delete(db.get_one(Fact, ("K-1", 2)))
except PermissionError as error:
    print(error)
void = {"id": "void-7", "on": february(10), "recorded": february(20), "kind": "void", "of": "bank-7"}
append(read("K-1").with_event(void))
night(february(20))
print("as known on the 19th", cr.standing(read("K-1"), law, on=february(20), known_on=february(19)).owed.total)

# A summary that a former release of the law has made is none.
with Session(engine) as db, db.begin():
    db.execute(update(Summary).values(law="a former release"))
night(february(21))
engine.dispose()
