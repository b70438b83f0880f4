"""What the law allows: of a fee on a letter or act, of an act on a day. Proposals and audit ask the same functions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from collectrules.fold.actlimits import used_up
from collectrules.fold.agreedlimits import agreed_first, is_used_up
from collectrules.fold.apart import asked_apart
from collectrules.fold.conditions import Failure
from collectrules.fold.counters import acts_counted, counted
from collectrules.fold.credits import credited
from collectrules.fold.feetariffs import amounts_of, asked
from collectrules.fold.matters import charged_before, expenses_on, fees_of_matter
from collectrules.fold.moments import Moment, value_of
from collectrules.fold.rules import LETTER_PARTS, LINE_KINDS, OFFICIAL
from collectrules.fold.unmet import not_computed
from collectrules.fold.windows import act_window, open_from
from collectrules.ground.dates import date_of
from collectrules.ground.errors import Fault, NotModelled, NotYetPublished
from collectrules.ground.money import rounded
from collectrules.ground.records import record
from collectrules.loader import model as m
from collectrules.loader.vocabulary import DEFAULT_BEGAN, FEES_OF_MATTER
from collectrules.nouns.dated import History, least_certain
from collectrules.topics.deadlines import span
from collectrules.topics.tariffs import Formula, Named, Working

if TYPE_CHECKING:
    from collectrules.fold.ledger import Account
    from collectrules.fold.rules import ActRule, FeeRule, FeeVariant


@record(kw_only=True)
class Verdict:
    """What the law of the day says of a recorded event; sums in minor units, `day` an ordinal."""

    code: str
    severity: str
    event: str
    claims: tuple[str, ...]
    day: int
    law: tuple[str, ...]
    unlawful: int = 0
    in_doubt: int = 0
    readings: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    values: tuple[tuple[str, str], ...] = ()
    line: int | None = None


class View:
    """A fee of one claim on one day under one way of reading: may it be charged, from when, or why not.

    `earliest` is the first ordinal the periods allow, None while an anchor in `missing` does not exist; `waited` is
    the law that makes one wait, `last` the last day of the rule. `agreed` is the first day that an agreement allows,
    where it is later than that of the law.
    """

    __slots__ = ("agreed", "earliest", "last", "missing", "moment", "rule", "variant", "waited")

    def __init__(self, rule: FeeRule, variant: FeeVariant, moment: Moment) -> None:
        """Look at one fee at one moment; a cost that is booked by itself needs the act it belongs to."""
        moment = moment.in_matter(variant.record)
        self.rule, self.variant, self.moment = rule, variant, moment
        self.earliest, self.missing, self.waited = _once(variant, moment)
        record = variant.record
        if moment.cost is not None and not _came(record.act, moment):
            self.missing = (record.act, *self.missing)
        if record.from_ is not None:
            self.earliest = max(self.earliest or 0, record.from_.toordinal())
        self.last = record.to.toordinal() if record.to is not None else None
        self.agreed = agreed_first(record, moment, rule.family)
        if self.agreed is not None:
            self.agreed = self.agreed if self.agreed > (self.earliest or 0) else None
            self.earliest = max(self.agreed or 0, self.earliest or 0)

    @property
    def failures(self) -> tuple[Failure, ...]:
        """The conditions that do not hold."""
        return tuple(self.variant.gate.failures(self.moment))

    @property
    def exhausted(self) -> m.Limit | None:
        """The limit that is used up, if any."""
        return _exhausted(self.variant, self.moment)

    @property
    def beyond(self) -> bool:
        """Whether the parties agreed to no more fees than there were."""
        return is_used_up(self.variant.record, self.moment, self.rule.family)

    @property
    def allowed(self) -> bool:
        """Whether the fee may be charged on the moment's day."""
        return self.due and self.room != 0 and self.barred is None and self.borne is True

    @property
    def due(self) -> bool:
        """Whether the fee falls due on the moment's day, whoever bears it in the end."""
        day = self.moment.day
        return (
            not self.missing
            and (self.earliest is None or self.earliest <= day)
            and (self.last is None or day <= self.last)
            and self.variant.gate.holds(self.moment)
            and self.exhausted is None
            and not self.beyond
        )

    @property
    def barred(self) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]] | None:
        """The law and the omission by which a letter bars collection costs; None where it does not."""
        barred = self.moment.account.kept.get("costs_barred") if self.variant.record.part == "collection" else None
        return (barred[1], barred[2]) if isinstance(barred, tuple) else None

    @property
    def borne(self) -> bool | None:
        """Whether the debtor bears the fee: of one that falls on who loses, None until a court has said so."""
        return borne(self.moment.account, self.variant.record) if self.variant.record.borne_by == "loser" else True

    @property
    def room(self) -> int | None:
        """What a ceiling over interest and charges together leaves for this fee; None without one."""
        return room_of(self.variant.record, self.moment)

    def amount(self, *, lenient: bool = False, capped: bool = True) -> tuple[int, Working]:
        """Return the most the law allows in minor units, with its working; not `capped` what the tariff asks for.

        Raises:
            NotModelled: the figure is unknown, or a day that chooses the version is missing.

        """
        return amount_of(self.variant, self.moment, lenient=lenient, capped=capped)

    @property
    def framed(self) -> bool:
        """Whether somebody fixes the sum within bounds."""
        return self.moment.state.book.framed(self.variant)

    @property
    def frame(self) -> tuple[int, int] | None:
        """Between what the sum lies that a court or the parties fix, in minor units; None without a frame."""
        low, high = (frame_of(self.variant, self.moment, edge) for edge in (0, 1))
        return None if low is None or high is None else (low, high)


def _came(act: str, moment: Moment) -> bool:
    """Whether that to which a cost belongs has come: an act, or the day on which default began."""
    began = moment.account.interest_first if act == DEFAULT_BEGAN else None
    return act in moment.account.latest or (began is not None and began <= moment.day)


def borne(account: Account, record: m.Fee) -> bool | None:
    """Whether the debtor bears a cost that falls on who loses; None until a court has said so.

    Where nothing is owed before the award, what a court said before the act was said of other costs.
    """
    act, said = account.latest.get(record.act), account.kept.get("awarded_on")
    if record.before_award == "not_owed" and act is not None and isinstance(said, int) and said < act.on:
        return None
    return account.costs_awarded


NO_WAIT: Final[tuple[int | None, tuple[str, ...], tuple[str, ...]]] = (None, (), ())


def _once(variant: FeeVariant, moment: Moment) -> tuple[int | None, tuple[str, ...], tuple[str, ...]]:
    """The first day all periods allow, the anchors that do not exist, the law that makes one wait."""
    if not variant.once:
        return NO_WAIT
    book = moment.state.book
    earliest: int | None = None
    missing: tuple[str, ...] = ()
    law: tuple[str, ...] = ()
    for gate, period in variant.once:
        if not gate.holds(moment):
            continue
        found = span(period, book.profile, moment.anchor, lambda name: book.number(name, moment), at=moment)
        if found.first_free is None:
            missing += tuple(word for word in found.missing if not word.startswith("previous."))
        elif earliest is None or found.first_free > earliest:
            earliest, law = found.first_free, period.law or variant.record.law
    return earliest, missing, law


def _exhausted(variant: FeeVariant, moment: Moment) -> m.Limit | None:
    for gate, limit in variant.limits:
        if not gate.applies(moment):
            continue
        if limit.free is not None and acts_counted(limit.per, moment) < limit.free:
            return replace(limit, at_most=None)
        if limit.at_most is None:
            continue
        most = limit.at_most if isinstance(limit.at_most, int) else moment.state.book.number(limit.at_most, moment)
        if counted(limit.per, moment, variant.record) >= most:
            return limit
    return None


UNFIXED: Final = frozenset({"actual", "judge"})
"""How a fee is charged of which no law fixes the sum: what was laid out, what a court awards."""


def frame_of(variant: FeeVariant, moment: Moment, edge: int) -> int | None:
    """Return the lower (0) or upper (1) bound of the frame in which a sum is fixed, None where there is none."""
    if not moment.state.book.framed(variant):
        return None
    try:
        return amount_of(variant, moment, edge=edge)[0]
    except NotModelled:  # a figure or a fact beside the frame is missing: there is no frame to show
        return None


def amount_of(
    variant: FeeVariant, moment: Moment, *, lenient: bool = False, value: Fraction | None = None,
    edge: int | None = None, capped: bool = True, of_case: bool = True,
) -> tuple[int, Working]:  # fmt: skip
    """Return the amount of a fee in minor units: version, amount, modifiers, credits, VAT, rounded to the unit once.

    Not `capped` it is what the tariff asks for, whatever a ceiling leaves the debtor to pay. `value` stands in for
    what the tariff is taken of, where the caller gives it; not `of_case`, nobody else can. `edge` chooses a bound of
    a frame.

    Raises:
        NotModelled: `missing_value`, `unknown_figure`, only a court fixes the sum, or what was laid out is not known.

    """
    record, book = variant.record, moment.state.book
    if variant.unmet:
        raise not_computed(variant.unmet)
    moment, caps = moment.in_matter(record), moment.account.law.caps
    # An official tariff rests on the act of its day, which the row names; a permission goes on standing beside it.
    working = Working(laws=[] if record.part in OFFICIAL else list(record.law), certainty=record.certainty, edge=edge)
    _, version = amounts_of(variant, moment).at(moment.key_day(variant.keyed))
    working.version_from = version.start
    if version.certainty != working.certainty:
        working.certainty = least_certain(working.certainty, version.certainty)
    working.laws += [key for key in version.law if key not in working.laws]
    if variant.plain and version.flat is not None and not caps and moment.account.interest_cap is None:
        return version.flat, working
    apart = asked_apart(variant, moment, working) if value is None and of_case else None
    value = base_of(record, moment) if value is None and of_case else value
    working.of, found = value, asked(variant, value, moment, working) if apart is None else apart
    named = book.named(moment, variant.options)
    working.fee = found = found - charged_before(record, moment)
    found = credited(variant, found, "net", value, moment, working)
    found += expenses_on(record, working.fee, found, moment, named, working)
    found = _with_vat(variant, found, moment, working, lenient=lenient)
    whole = rounded(credited(variant, found, "gross", value, moment, working))
    if record.charge in UNFIXED and edge is None:
        return _not_fixed(record, whole, working), working
    return min([whole, *(_rooms(record, moment, working) if capped else ())]), working


def _not_fixed(record: m.Fee, known: int, working: Working) -> int:
    """What is known of a sum that no law fixes: the last figure of what is laid out, and nothing of a court's.

    Raises:
        NotModelled: `unknown_figure`.

    """
    if record.charge == "judge" or known == 0:
        expected = "a sum that a court has fixed" if record.charge == "judge" else "what was laid out"
        raise NotModelled(Fault(code="unknown_figure", path=f"fee.{record.name}", expected=expected))
    working.certainty = least_certain(working.certainty, "provisional")
    return known


def _rooms(record: m.Fee, moment: Moment, working: Working) -> Iterator[int]:
    """What each common ceiling leaves for this fee: the later fee yields to those already charged."""
    book = moment.state.book
    left = room_of(record, moment)
    if left is not None:
        working.laws += [key for key in cap_law(moment.account) if key not in working.laws]
        yield left
    for cap in moment.account.law.caps:
        soft = cap.may_exceed is not None and cap.may_exceed.applies(moment)
        if record.name not in cap.record.over or soft or not cap.gate.holds(moment):
            continue
        keyed = cap.record.amount.keyed_by if isinstance(cap.record.amount, m.Dated) else None
        value = value_of(cap.record.of, moment)
        ceiling = evaluate_at(cap.amounts, moment.key_day(keyed or "act"), value, book.named(moment), working)
        lines = moment.state.ledger.lines
        charged = sum(
            line.lawful
            for line in lines
            if line.fee in cap.record.over and (cap.record.per != "claim" or line.claim == moment.account.index)
        )
        yield max(int(ceiling) - charged, 0)


def room_of(record: m.Fee, moment: Moment) -> int | None:
    """Return what the ceiling over interest and charges together leaves for a fee on the moment's day."""
    return room_for(LINE_KINDS.get(record.part, ""), moment)


def room_for(kind: str, moment: Moment) -> int | None:
    """Return what that ceiling leaves for a line of some kind; None where none holds it."""
    account, ledger = moment.account, moment.state.ledger
    if account.interest_cap is None or kind in account.beside_cap:
        return None
    try:
        return ledger.room(account, account.accrued + ledger.pending(account, moment.day))
    except NotYetPublished:  # a fee of a day without a rate: what has accrued so far is certain
        return ledger.room(account, account.accrued)


def cap_law(account: Account) -> tuple[str, ...]:
    """Return the law of the ceiling over interest and charges together."""
    rule = account.interest_rule
    return () if rule is None or rule.cap is None else rule.cap.law or rule.law


def evaluate_at(
    versions: History[Formula], day: int, value: Fraction | None, named: Named, working: Working
) -> Fraction:
    """Apply the version of a day, and note its law."""
    formula, version = versions.at(day)
    working.laws += [key for key in version.law if key not in working.laws]
    return formula(value, named, Working())


def base_of(record: m.Fee, moment: Moment) -> Fraction | None:
    """Return what the tariff is taken of, in minor units, or None where it is taken of nothing."""
    return fees_of_matter(record, moment) if record.of == FEES_OF_MATTER else value_of(record.of, moment)


def _with_vat(variant: FeeVariant, found: Fraction, moment: Moment, working: Working, *, lenient: bool) -> Fraction:
    """Add VAT where the law lets the creditor pass it on; an unknown tax status adds none (lenient: adds it)."""
    record, when = variant.record, variant.vat_when
    if record.vat not in {"add", "add_if_not_deductible"} or not (when is None or when.applies(moment)):
        return found
    recovers = moment.state.case.creditor.recovers_vat
    if record.vat == "add_if_not_deductible":
        if recovers is None:
            moment.state.assume("creditor.recovers_vat", "no_vat", "unknown, so no VAT is added to costs")
        if recovers or (recovers is None and not lenient):
            return found
    tax = Working()  # its own, so that the tariff's version stays the tariff's
    rate = moment.state.book.named(moment)("vat", None, tax)
    working.laws += [key for key in tax.laws if key not in working.laws]
    working.certainty = least_certain(working.certainty, tax.certainty)
    working.tax = rate / 100
    return found * (1 + rate / 100)


# Which fee governs -----------------------------------------------------------------------------------------


def governing(rules: Sequence[FeeRule], moment: Moment) -> list[FeeRule]:
    """Return the fees of one act that stand after those displaced by others; the base rule if none applies.

    Raises:
        NotModelled: `two_rules`, a letter earns one fee of its part, and two apply of which none yields.

    """
    if not rules:
        return []
    law = moment.account.law
    standing = []
    for rule in rules:
        others = law.displacers(rule.name)
        displaced = others and any(other.cautious.gate.applies(_own(other, moment)) for other in others)
        if not displaced and (not rule.record.instead_of or _may_apply(rule, moment)):
            standing.append(rule)
    if len(standing) == 1:
        return standing
    applying = [rule for rule in standing if _may_apply(rule, moment)]
    sure = {rule.name for rule in applying if rule.cautious.gate.applies(_own(rule, moment))}
    if len(sure) > 1:
        _one_of_each([rule for rule in applying if rule.name in sure], moment)
    return sorted(applying, key=lambda rule: rule.name not in sure) or _nearest(standing)


def _one_of_each(rules: Sequence[FeeRule], moment: Moment) -> None:
    """Refuse two fees of one part for the same letter: a profile that has them was not checked (`F20`)."""
    earned: dict[tuple[str, str], str] = {}
    for rule in rules:
        own, fee = _own(rule, moment), rule.record
        if fee.part in LETTER_PARTS and not any(table.stands_in_the_way(own) for table in rule.cautious.gate.unless):
            other = earned.setdefault((fee.act, fee.part), fee.name)
            if other != fee.name:
                path, got = f"claims[{moment.account.index}]", f"{other}, {fee.name}"
                raise NotModelled(Fault(code="two_rules", path=path, expected=f"one fee of {fee.act}", got=got))


def _nearest(standing: list[FeeRule]) -> list[FeeRule]:
    """The first fee that the claim does not rule out for good: its reason is the one to give."""
    return [rule for rule in standing if not rule.cautious.gate.shut][:1] or standing[:1]


def _may_apply(rule: FeeRule, moment: Moment) -> bool:
    """Whether a fee's conditions hold under some way of reading."""
    own = _own(rule, moment)
    return any(gate.applies(own) for gate in rule.gates)


def _own(rule: FeeRule, moment: Moment) -> Moment:
    """The moment as the act sees it to which a fee belongs: a cost may be asked for by several."""
    return moment if rule.family == moment.family else moment.of_family(rule.family)


# Acts ------------------------------------------------------------------------------------------------------


def act_verdict(rule: ActRule, moment: Moment, event: str) -> Verdict | None:
    """Judge an act of one claim on the moment's day; None if nothing speaks against it."""
    act, account = rule.record, moment.account
    asked = (_forfeiture, _stage_fault, _condition_fault, _limit_fault, _time_fault)
    fault = next((found for ask in asked if (found := ask(rule, moment)) is not None), None)
    if fault is None:
        return None
    code, law, values, needs, readings = fault
    open_ = tuple(name for name in readings if name not in moment.state.book.chosen)
    severity = "note" if act.by != "creditor" or advised(act, moment) else "doubt" if needs or open_ else "breach"
    return Verdict(
        code=code, severity=severity, event=event, claims=(account.claim.id,), day=moment.day, law=law or act.law,
        values=values, needs=needs, readings=open_,
    )  # fmt: skip


def advised(act: m.Act, moment: Moment) -> bool:
    """Whether what speaks against an act forbids nothing."""
    binding = moment.state.book.binding.get(act.name)
    return act.advice and (binding is None or not binding.applies(moment))


ActFault = tuple[str, tuple[str, ...], tuple[tuple[str, str], ...], tuple[str, ...], tuple[str, ...]]
"""(code, law, values, needs, readings)"""


def _forfeiture(rule: ActRule, moment: Moment) -> ActFault | None:
    """The end of a period of forfeiture says more than the stage that its end has brought."""
    found = _time_fault(rule, moment) if rule.record.late == "void" else None
    return found if found is not None and found[0] == "step_too_late" else None


def _stage_fault(rule: ActRule, moment: Moment) -> ActFault | None:
    stages, now = rule.record.in_stages, moment.account.parts[0].stage
    if not stages or now in stages:
        return None
    return "step_wrong_stage", (), (("needed", " or ".join(stages)), ("got", now)), (), ()


def _condition_fault(rule: ActRule, moment: Moment) -> ActFault | None:
    failures = rule.gate.failures(moment)
    if not failures:
        return None
    first = min(failures, key=lambda failure: (failure.got is None, bool(failure.readings)))
    values = (("fact", first.fact), ("needed", first.needed), ("got", moment.state.shown(first)))
    if first.got is None:
        return "step_fact_unknown", first.law, values, (first.fact,), ()
    return "step_condition", first.law, values, (), first.readings


def _unrecorded(words: tuple[str, ...], missing: tuple[str, ...], moment: Moment) -> tuple[str, ...]:
    """What others do may have happened and not be recorded: it is asked for; what the creditor omits is his fault.

    So may the arrival of a letter that he did send.
    """
    acts, sent = moment.state.book.acts, moment.account.latest
    others = {name for name in missing if name in acts and acts[name].record.by != "creditor"}
    arrivals = {word.partition(".")[0] for word in words if word.endswith(".received")} & sent.keys()
    return missing if others | arrivals >= set(missing) else ()


def _limit_fault(rule: ActRule, moment: Moment) -> ActFault | None:
    """The act was done as often as the law allows within the unit of a limit."""
    reached = used_up(rule, moment) if rule.limits else None
    if reached is None:
        return None
    limit, _ = reached
    return "step_limit", limit.law, (("at_most", str(limit.at_most)), ("per", limit.per)), (), ()


def _time_fault(rule: ActRule, moment: Moment) -> ActFault | None:
    opens = act_window(rule, moment)
    if rule.record.open_on is not None and (day := open_from(rule, moment, moment.day)) != moment.day:
        earliest = "" if day is None else date_of(day).isoformat()
        return "step_closed_day", (), (("earliest", earliest),), (), ()
    if opens.missing:
        missing = tuple(dict.fromkeys(word.partition(".")[0] for word in opens.missing))
        return (
            "step_missing_act",
            opens.law,
            (("missing", ", ".join(missing)),),
            _unrecorded(opens.missing, missing, moment),
            (),
        )
    if opens.earliest is not None and moment.day + rule.record.early_days < opens.earliest:
        return "step_too_early", opens.law, (("earliest", date_of(opens.earliest).isoformat()),), (), ()
    if opens.latest is not None and moment.day > opens.latest:
        return "step_too_late", opens.law, (("latest", date_of(opens.latest).isoformat()),), (), ()
    return None
