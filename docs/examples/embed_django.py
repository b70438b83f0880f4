"""Cases in a database of one's own, with models of Django: facts are appended, a summary of each is a cache.

The figures, by hand: from 1 February 2026 the 10,000.00 bear 9.75 % (1.75 + 8), 2.67123 a day: 8.01 by the 3rd, 13.36
by the 5th. A colleague's letter of the 4th costs 100.00; ten whole days later is the 15th. The 1,000.00 of the 10th go
to 26.71 of interest, the fee, and 873.29 of principal. On 9,126.71 a day is 2.43795: 2.44 by the 11th, 12.19 by the
15th, 14.63 by the 16th, 24.38 by the 20th. Without that payment the 20th has 53.42 of interest, and two fees.
"""

import datetime as dt
from typing import NoReturn

import django
from django.conf import settings
from django.db import IntegrityError, connection, models
from django.db.models import Exists, OuterRef, Q

import collectrules as cr

# In a project this stands in its settings, and the models in an application of its own; here this file is both.
memory = {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}
settings.configure(DATABASES={"default": memory}, INSTALLED_APPS=[__name__])
django.setup()


class Dossier(models.Model):
    """A case without its claims and facts: law, currency, workflow and the parties."""

    id = models.CharField(primary_key=True, max_length=100)
    head = models.JSONField()


class Claim(models.Model):
    """An invoice; in a real host it has the columns that the host has anyway."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="claims")
    body = models.JSONField()


class Fact(models.Model):
    """What happened, for ever. The number is the lock: another who has read as many facts takes the same one."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="facts")
    no = models.PositiveIntegerField()
    name = models.CharField(max_length=100)
    happens = models.DateField()
    recorded = models.DateField()
    body = models.JSONField()

    class Meta:
        """The locks."""

        constraints = (
            models.UniqueConstraint("dossier", "no", name="one_after_the_other"),
            models.UniqueConstraint("dossier", "name", name="each_once"),
        )

    def delete(self, *_: object, **__: object) -> NoReturn:
        """Keep facts as they are; in production the database's own rights say so too."""
        message = "a fact is voided, not deleted"
        raise PermissionError(message)


class Summary(models.Model):
    """A cache: may be thrown away at any time."""

    dossier = models.OneToOneField(Dossier, models.CASCADE, primary_key=True)
    law = models.CharField(max_length=100)
    facts = models.PositiveIntegerField()
    as_of = models.DateField()
    look_again_on = models.DateField(null=True)
    stage = models.CharField(max_length=50)
    owed = models.DecimalField(max_digits=14, decimal_places=2)
    fingerprint = models.CharField(max_length=16, null=True)  # noqa: DJ001 - no step, no fingerprint
    step = models.JSONField(null=True)


law = cr.load_profile("DK")
LAW = f"{law.fingerprint} {cr.__version__}"
with connection.schema_editor() as editor:
    for model in (Dossier, Claim, Fact, Summary):
        editor.create_model(model)


def read(name: str) -> cr.Case:
    """Put the facts of a case together."""
    row = Dossier.objects.get(pk=name)
    claims, events = row.claims.order_by("pk"), row.facts.order_by("no")
    bodies = {"claims": [claim.body for claim in claims], "events": [fact.body for fact in events]}
    return cr.load_case(row.head | {"id": name} | bodies)


def append(case: cr.Case) -> None:
    """Keep the last event of a case."""
    last = case.events[-1]
    row = {"no": len(case.events), "name": last.id, "happens": last.on, "recorded": last.recorded}
    Fact.objects.create(dossier_id=case.id, body=cr.dump(last), **row)


def summarise(name: str, day: dt.date) -> str | None:
    """Ask once, and keep what lists and work queues show; return the fingerprint for the page."""
    case = read(name)
    now = cr.standing(case, law, on=day)
    step = next((step for step in cr.next_steps(case, law, on=day).proposals if step.recommended), None)
    found = {"look_again_on": now.look_again_on, "stage": now.stage, "owed": now.owed.total}
    plan = {"fingerprint": step and step.fingerprint, "step": step and cr.dump(step)}
    row = {"law": LAW, "facts": len(case.events), "as_of": day, **found, **plan}
    Summary.objects.update_or_create(dossier_id=name, defaults=row)
    print(day, name, now.stage, now.owed.total, *((step.action, step.on) if step else ()), "again", now.look_again_on)
    return step and step.fingerprint


def night(day: dt.date) -> dict[str, str | None]:
    """Look again at the cases that need it: new ones, and those whose summary is of another law or of the past."""
    come = Q(happens__gt=OuterRef("summary__as_of"), happens__lte=day)
    news = Fact.objects.filter(Q(no__gt=OuterRef("summary__facts")) | come, dossier=OuterRef("pk"))
    old = ~Q(summary__law=LAW) | Q(summary__look_again_on__lte=day) | Exists(news)
    names = list(Dossier.objects.filter(Q(summary=None) | old).order_by("pk").values_list("pk", flat=True))
    print("night", day, *names)
    return {name: summarise(name, day) for name in names}


def do(name: str, seen: str | None, day: dt.date) -> str:
    """Record the step whose fingerprint was on a page, unless the case has moved on; raise if overtaken just now."""
    kept = Summary.objects.filter(dossier=name, fingerprint=seen).first()
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
for name, amount, due in (("K-1", "10000.00", "2026-01-31"), ("K-2", "5000.00", "2026-06-30")):
    Dossier.objects.create(id=name, head=head)
    Claim.objects.create(dossier_id=name, body=goods | {"amount": amount, "due": due})

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
    Fact.objects.get(dossier="K-1", name="bank-7").delete()
except PermissionError as error:
    print(error)
void = {"id": "void-7", "on": february(10), "recorded": february(20), "kind": "void", "of": "bank-7"}
append(read("K-1").with_event(void))
night(february(20))
print("as known on the 19th", cr.standing(read("K-1"), law, on=february(20), known_on=february(19)).owed.total)

# A summary that a former release of the law has made is none.
Summary.objects.update(law="a former release")
night(february(21))
