"""A rulebook: one profile compiled under chosen readings; built once, then only looked up.

Rules that depend on a doubt are compiled in every combination of the options that remain, the cautious one first.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Final, TypeVar, cast

from collectrules.fold.claimlaw import ClaimLaw
from collectrules.fold.conditions import ConditionCompiler, Fact, Gate, Outcome
from collectrules.fold.facts import FACTS
from collectrules.fold.interestbook import InterestBook, kept_with, timed
from collectrules.fold.moments import Moment, valued_acts
from collectrules.fold.planrules import gates_of_plans
from collectrules.fold.resetting import named_values, proved, with_set
from collectrules.fold.rules import (
    ActRule,
    AllocationRule,
    CapRule,
    FeeRule,
    FeeVariant,
    LimitationRule,
    StayRule,
)
from collectrules.fold.staying import barring, giving_way, held_by_stays, held_up, kinds_of, stayed, stopped_by, untold
from collectrules.fold.turning import Turning
from collectrules.fold.unmet import unmet
from collectrules.ground.errors import BadProfile, Fault, NotModelled, bad_input, nearest
from collectrules.loader import model as m
from collectrules.loader.readings import check_readings, combinations, settled
from collectrules.loader.walking import parts
from collectrules.nouns.dated import History, Version, least_certain
from collectrules.topics.accrual import RatePath
from collectrules.topics.tariffs import Compiler, Formula, Named, Working

R = TypeVar("R", bound=m.Rule)
Gated = tuple[tuple[R, Gate], ...]
"""Rules, each with its gate."""
MOST_PATHS: Final = 500
MOST_LAWS: Final = 200
MOST_BOOKS: Final = 96


class Rulebook(InterestBook):
    """A profile ready to be asked. `options` holds the option of every reading: the chosen or the cautious one."""

    def __init__(self, profile: m.Profile, chosen: Mapping[str, str]) -> None:
        """Compile every record once."""
        super().__init__(profile, chosen)
        self.chosen = dict(chosen)
        self.first_day = profile.header.first_day.toordinal()
        self._laws: dict[tuple[Outcome, ...], ClaimLaw] = {}
        self._reset: dict[object, History[Formula]] = {}
        self._papers: dict[tuple[str, str | None], tuple[str, ...]] = {}
        self._framed: dict[object, bool] = {}
        self._points: dict[str, History[Formula]] = {}
        self._paths: dict[object, RatePath] = {}
        self.filings = frozenset(
            name
            for name, act in profile.act.items()
            if act.by == "creditor" and (name.endswith(("_filed", "_requested")) if act.filing is None else act.filing)
        )
        self.fees = {name: self._fee(record) for name, record in profile.fee.items()}
        self.acts = {rule.name: rule for rule in self._each("act", self._act)}
        binding = {name: act.binding for name, act in profile.act.items() if act.binding}
        self.binding = {
            name: self._once("binding", name, self._conditions.gate, when) for name, when in binding.items()
        }
        self.allocations = self._each("allocation", self._allocation)
        self.limitations = self._each("limitation", self._limitation)
        self.clocks: Gated[m.Clock] = self._each("clock", self._gated)
        self.outlooks: Gated[m.Outlook] = self._each("outlook", self._gated)
        self.settlements: Gated[m.Settlement] = self._each("settlement", self._gated)
        self.plans: Gated[m.Plan] = self._each("plan", self._gated)
        self.credits, self.accelerations = gates_of_plans([rule for rule, _ in self.plans], self._conditions.gate)
        self.paydays: Gated[m.Payday] = self._each("payday", self._gated)
        self.capacities: Gated[m.Capacity] = self._each("capacity", self._gated)
        self.ceilings = tuple(
            (value.name, self._gate_of("ceiling", value))
            for value in profile.value.values()
            if value.ceiling_of is not None
        )
        self.deliveries: Gated[m.Delivery] = self._each("delivery", self._gated)
        self.bases = {
            name: self._gate_of("base", base) for name, base in profile.base.items() if base.when or base.unless
        }
        """The conditions a claim must meet to be counted, by base."""
        self.notices = {name: self._gate_of("notice", notice) for name, notice in profile.notice.items()}
        self.stays = {rule.record.name: rule for rule in self._each("stay", self._stay)}
        self.steps = {
            (name, place): self._once("step", (name, place), self._conditions.gate, step.when)
            for name, workflow in profile.workflow.items()
            for place, step in enumerate(workflow.steps)
            if step.when
        }
        """The conditions of workflow steps that have some, by workflow and place."""
        self.caps = self._each("cap", self._cap)
        self.entry = next((name for name, stage in profile.stage.items() if stage.entry), "")
        """The stage in which a claim begins: the first that a claim may enter."""
        self._ask()
        self._index_limitation()
        self._index()

    @property
    def turning_on(self) -> Mapping[str, Sequence[Turning]]:
        """For each reading the rules that it changes."""
        return self.shared.turning_on

    @property
    def doubtful_periods(self) -> frozenset[str]:
        """The readings on which some period of an act turns."""
        return self.shared.doubtful_periods

    def _index_limitation(self) -> None:
        """What moves a limitation: acts and facts."""
        effects = {name: act.effects.limitation for name, act in self.profile.act.items()}
        self.resuming = frozenset(name for name, effect in effects.items() if effect == "resume")
        self.restarting = {
            name: m.Restart(on=(name,), law=self.profile.act[name].law)
            for name, effect in effects.items()
            if effect == "restart"
        }
        """Acts by which the creditor takes proceedings back, and acts that make every limitation run anew."""
        named = (kind for rule in self.limitations for kind in _kinds_of(rule.record))
        self.limit_kinds = frozenset((*self.resuming, *self.restarting, *named))
        gates = [gate for rule in self.limitations for gate in (rule.gate, *(gate for gate, _ in rule.restarts))]
        terms = {term.fact for gate in gates for table in (*gate.when, *gate.unless) for term in table.terms}
        self.limit_facts = tuple(fact.get for fact in terms if not fact.fixed)

    def _index(self) -> None:
        """Look-ups by act, by cost and by displaced rule; the acts on which interest may begin."""
        starts = [
            word for rule in self.interest for _, period in rule.starts for word in (*period.after, *period.since)
        ]
        begun = {name for name, act in self.acts.items() if act.record.effects.interest == "start"}
        self.interest_anchors = (frozenset(word.partition(".")[0] for word in starts) - {"claim"}) | begun
        on_costs = [rule.record.on_costs for rule in self.interest if rule.record.on_costs is not None]
        self.cost_anchors = frozenset(
            word.partition(".")[0] for period in on_costs for word in (*period.after, *period.since)
        )
        self.sued_anchors = frozenset(
            word.partition(".")[0]
            for rule in self.interest for _, period in rule.sued_starts for word in (*period.after, *period.since)
        ) | {"fact"}  # fmt: skip
        self.stay_kinds = kinds_of(self.stays.values())
        self.held_up = frozenset(name for name, act in self.acts.items() if held_up(act.record, self.profile))
        self.by_time = {name: act for name, act in self.acts.items() if act.record.by == "time"}
        self.standing_for: dict[str, list[m.Act]] = {}
        """Common event → the acts that it is another word for."""
        for act in self.profile.act.values():
            for kind in act.stands_for:
                self.standing_for.setdefault(kind, []).append(act)
        self.fees_by_act: dict[str, list[FeeRule]] = {}
        self.fees_by_cost: dict[str, list[FeeRule]] = {}
        self.displacers: dict[str, list[FeeRule]] = {}
        costly = {record.act for record in self.profile.fee.values() if record.part in {"enforcement", "disbursement"}}
        self.enforcing = self.filings & costly or self.filings
        """The filings by which enforcement is asked for: those with a fee of enforcement, where a profile has any."""
        self.valued = valued_acts(self.profile)
        """The acts of which it is kept what was owed by then: their fees are taken of it, though billed later."""
        for rule in self.fees.values():
            self.fees_by_act.setdefault(rule.record.act, []).append(rule)
            for cost in rule.record.cost:
                self.fees_by_cost.setdefault(cost, []).append(rule)
            for displaced in rule.record.instead_of:
                self.displacers.setdefault(displaced, []).append(rule)

    # Compiling ---------------------------------------------------------------------------------------------

    def _gated(self, record: R) -> tuple[R, Gate]:
        return record, self._conditions.gate(record.when, record.unless)

    def _gate_of(self, kind: str, record: m.Rule) -> Gate:
        return self._once(kind, record.name, self._conditions.gate, record.when, record.unless)

    def _allocation(self, record: m.Allocation) -> AllocationRule:
        return AllocationRule(record, self._conditions.gate(record.when, record.unless))

    def _fee(self, record: m.Fee) -> FeeRule:
        names = self.shared.behind_fees[record.name]
        chosen = tuple(self.chosen.get(name) for name in sorted(names))
        return self._once("fee", (record.name, chosen), self._variants, record, names)

    def _variants(self, record: m.Fee, names: frozenset[str]) -> FeeRule:
        variants = tuple(
            self._once("variant", (record.name, *options.items()), self._variant, record, options)
            for options in combinations(names, self.profile, self.chosen)
        )
        gates = {variant.gate.spoken: variant.gate for variant in variants}
        return FeeRule(record.name, f"{record.act}/{record.part}", record, variants, tuple(gates.values()))

    def _variant(self, record: m.Fee, options: Mapping[str, str]) -> FeeVariant:
        fee = settled(record, options)
        here = ChainMap(dict(options), self._noted)  # type: ignore[arg-type]  # nobody writes to it
        compiler = ConditionCompiler(FACTS, self.scale, here, self.shared.terms)
        keyed = fee.amount.keyed_by if isinstance(fee.amount, m.Dated) else None
        bare = fee.of is None and not fee.modifiers and fee.vat not in {"add", "add_if_not_deductible"}
        credited_by = tuple(
            (other.name, less) for other in self.profile.fee.values() for less in other.less if less.fee == fee.name
        )
        fixed = fee.charge not in {"actual", "judge"} and not fee.less and not credited_by
        fixed = fixed and fee.expenses is None and not fee.together
        return FeeVariant(
            keyed=keyed or "act",
            plain=bare and fixed,
            credits=fee.less,
            credited_by=credited_by,
            unmet=unmet("fee", fee),
            options=options,
            record=fee,
            gate=compiler.gate(fee.when, (*fee.unless, *stayed(self.profile, "fees"), *barring(fee, self.profile))),
            once=timed(compiler, fee.once),
            amounts=self.figure(cast("m.Figure", fee.amount), fee, options=options),
            modifiers=tuple(self._modifier(compiler, change) for change in fee.modifiers),
            limits=tuple((compiler.gate(limit.when), limit) for limit in fee.limits),
            may_exceed=compiler.gate(fee.may_exceed) if fee.may_exceed else None,
            vat_when=compiler.gate(fee.vat_when) if fee.vat_when else None,
            proved=None if fee.proved_times is None else self._variant(proved(fee), options),
        )

    def framed(self, variant: FeeVariant) -> bool:
        """Whether somebody fixes a fee, or a table it names, within bounds; worked out once."""
        key = (variant.record.name, tuple(variant.options.items()))
        found = self._framed.get(key)
        if found is None:
            found = self._framed[key] = self._in_bounds(variant.record)
        return found

    def _in_bounds(self, fee: m.Fee) -> bool:
        tables = [self.profile.value[name] for name in named_values(fee) if name in self.profile.value]
        inner = (part for node in (fee, *tables) for _, part in parts(node, "") if isinstance(part, m.Amount))
        return any(amount.between is not None for amount in inner)

    def _modifier(
        self, compiler: ConditionCompiler, change: m.Modifier
    ) -> tuple[Gate, m.Modifier, tuple[tuple[Gate, m.Period], ...]]:
        return compiler.gate(change.when, change.unless), change, timed(compiler, change.once)

    def reset(self, variant: FeeVariant, places: tuple[int, ...]) -> History[Formula]:
        """Return the amounts of a fee after the modifiers at some places have set what they set; built once."""
        record = variant.record
        key = (record.name, tuple(variant.options.items()), places)
        found = self._reset.get(key)
        if found is None:
            figure = cast("m.Figure", record.amount)
            for place in places:
                figure = with_set(figure, cast("m.ModifierSet", record.modifiers[place].set))
            found = self._reset[key] = self.figure(figure, record)
        return found

    def _act(self, act: m.Act) -> ActRule:
        stays = (*stayed(self.profile, stopped_by(act, self.filings)), *giving_way(act, self.profile))
        gate = self._conditions.gate(act.when, (*act.unless, *stays))
        earliest = timed(self._conditions, (*act.earliest, *act.once))
        procedures = tuple((self._conditions.gate(one.when), one) for one in act.procedures)
        latest = timed(self._conditions, act.latest)
        deadline = timed(self._conditions, act.deadline)
        limits = tuple((self._conditions.gate(limit.when), limit) for limit in act.limits)
        needs = tuple((self._conditions.gate(one.when), one) for one in act.needs_where)
        open_ = (*unmet("act", act), *untold(act, self.profile))
        return ActRule(act.name, act, gate, earliest, latest, deadline, open_, procedures, limits, needs)

    def _cap(self, record: m.Cap) -> CapRule:
        if record.per not in {"claim", "case", "debtor"} or record.limits or record.once:
            raise NotModelled(Fault(code="word_not_computed", path=f"cap.{record.name}", expected="a plain cap"))
        exceeds = self._conditions.gate(record.may_exceed) if record.may_exceed else None
        gate = self._conditions.gate(record.when, record.unless)
        return CapRule(record, gate, exceeds, self.figure(record.amount, record, options=self._noted))

    def _stay(self, record: m.Stay) -> StayRule:
        gate = self._conditions.gate
        starts = tuple((gate(edge.when), edge) for edge in record.starts)
        ends = tuple((gate(end.when), end) for end in record.ends)
        return StayRule(record, gate(record.when, record.unless), starts, ends)

    def _limitation(self, record: m.Limitation) -> LimitationRule:
        record = held_by_stays(record, self.profile)
        restarts = tuple((self._conditions.gate(restart.when), restart) for restart in record.restarts)
        cut_short = timed(self._conditions, record.cut_short)
        return LimitationRule(record, self._conditions.gate(record.when, record.unless), restarts, cut_short)

    # Figures -----------------------------------------------------------------------------------------------

    def figure(
        self, figure: m.Figure, head: m.Rule, scale: int | None = None, options: Mapping[str, str] | None = None
    ) -> History[Formula]:
        """Compile a dated or bare figure into a history of formulas, under the options of the book or others."""
        compiler = Compiler(self.scale if scale is None else scale, self.scale)
        if isinstance(figure, m.Amount):
            start = (head.from_ or self.profile.header.first_day).toordinal()
            formula, flat = compiler.formula(figure), compiler.whole(figure)
            version = Version(min(start, self.first_day), None, formula, head.law, head.certainty, flat)
            return History(head.name, [version])
        return History(head.name, [self._version(row, head, compiler, options) for row in figure.value])

    def _version(
        self, row: m.Row, head: m.Rule, compiler: Compiler, options: Mapping[str, str] | None
    ) -> Version[Formula]:
        amount = settled(row.is_, self.options if options is None else options)
        formula = None if row.unknown or amount is None else compiler.formula(cast("m.Amount", amount))
        end = row.to.toordinal() if row.to else None
        flat = None if formula is None else compiler.whole(cast("m.Amount", amount))
        certainty = row.certainty or head.certainty
        return Version(row.from_.toordinal(), end, formula, row.law or head.law, certainty, flat)

    def points(self, record: m.Rate) -> History[Formula]:
        """Return the margin, or the fixed rate, of a rate rule as a history in percent."""
        found = self._points.get(record.name)
        if found is None:
            figure = record.margin or record.fixed
            found = self._points[record.name] = self.figure(cast("m.Figure", figure), record, 1)
        return found

    def value(self, name: str, options: Mapping[str, str] | None = None) -> tuple[m.Value, History[Formula]]:
        """Return a named value with its compiled history, under the options of the book or some others.

        Raises:
            BadInput: `unknown_value`.

        """
        record = self.profile.value.get(name)
        if record is None:
            raise bad_input("unknown_value", name, "a value of the profile", name, nearest(name, self.profile.value))
        asked = {**self.options, **(options or {})}
        key = (name, *[asked[reading] for reading in self.shared.behind_values[name]])
        found = self.shared.values.get(key)
        if found is None:
            scale = self.scale if record.unit in {None, "currency"} else 1
            body = m.Dated(keyed_by=record.keyed_by, unit=record.unit, value=record.value)
            found = self.shared.values[key] = self.figure(body, record, scale, asked)
        return record, found

    def rate(self, name: str, moment: Moment) -> Fraction:
        """Return a named value as a number of its own unit, such as a percentage."""
        return self.named(moment)(name, None, Working())

    def named(self, moment: Moment, options: Mapping[str, str] | None = None) -> Named:
        """Return a look-up of named values at a moment, for formulas; under the options of a variant, where given."""

        def look(name: str, value: Fraction | None, working: Working) -> Fraction:
            record, versions = self.value(name, options)
            return evaluate(versions, moment.key_day(record.keyed_by or "act"), value, look, working)

        return look

    def law_of(self, moment: Moment) -> ClaimLaw:
        """Return the law of a claim: this book with everything settled that the claim and its parties settle."""
        outcomes = self.outcomes(moment)
        found = self._laws.get(outcomes)
        if found is None:
            if len(self._laws) >= MOST_LAWS:
                self._laws.clear()
            found = self._laws[outcomes] = ClaimLaw(self, outcomes)
        return found

    def kept_path(self, key: object, build: Callable[[], RatePath]) -> RatePath:
        """Return a rate path from its key, building it once; there are as many as versions of the law."""
        found = self._paths.get(key)
        if found is None:
            if len(self._paths) >= MOST_PATHS:
                self._paths.clear()
            found = self._paths[key] = build()
        return found

    def number(self, name: str, moment: Moment) -> int:
        """Return a named value as a whole number, such as a number of days."""
        return int(self.named(moment)(name, None, Working()))

    def fact(self, name: str) -> Fact:
        """Return a fact by name.

        Raises:
            BadProfile: `F49`, an unknown fact.

        """
        found = FACTS.get(name)
        if found is None:
            raise BadProfile(Fault(code="F49", path=name, expected="a known fact", nearest=nearest(name, FACTS)))
        return found

    def papers(self, act: str, notice: str | None) -> tuple[str, ...]:
        """Return the documents an act needs and the contents its notice must have, worked out once."""
        found = self._papers.get((act, notice))
        if found is None:
            record = self.profile.notice.get(notice or "")
            contents = (*record.must_state, *record.must_state_for_costs) if record is not None else ()
            documents = self.profile.act[act].needs
            found = (*(f"document:{word}" for word in documents), *(f"content:{word}" for word in contents))
            self._papers[(act, notice)] = found
        return found

    def counting_certainty(self, period: m.Period) -> str:
        """Return how certain the way of counting of a period is."""
        counting = self.profile.counting.get(str(period.counting))
        return counting.certainty if counting is not None else "sure"


def evaluate(versions: History[Formula], day: int, value: Fraction | None, named: Named, working: Working) -> Fraction:
    """Choose the version of a day and apply its formula; note law, certainty and version in the working.

    Raises:
        NotModelled: `not_modelled` or `unknown_figure`.

    """
    formula, version = versions.at(day)
    working.laws += [key for key in version.law if key not in working.laws]
    working.certainty = least_certain(working.certainty, version.certainty)
    working.version_from = max(working.version_from or 0, version.start)  # it stands since its newest part does
    return formula(value, named, working)


def _kinds_of(record: m.Limitation) -> set[str]:
    """The kinds of events that a limitation names: what restarts it, what holds it up, what its periods hang on."""
    kinds = {kind for restart in record.restarts for kind in restart.on}
    kinds |= {kind for stop in record.stops for kind in (*stop.from_, *stop.to)}
    periods = [part for _, part in parts(record, "") if isinstance(part, m.Period)]
    words = (
        word for period in periods for word in (*period.after, *period.since, *period.not_before, *period.only_after)
    )
    return kinds | {word.partition(".")[0] for word in words}


def rulebook(profile: m.Profile, chosen: Mapping[str, str] | None = None) -> Rulebook:
    """Return the profile's rulebook under chosen readings; the last few are kept with the profile.

    Raises:
        BadInput: `unknown_reading` or `unknown_option`, or `wrong_type`.

    """
    check_readings(chosen)
    wanted = dict(chosen or {})
    for name, option in wanted.items():
        reading = profile.reading.get(name)
        if reading is None:
            raise bad_input("unknown_reading", f"readings.{name}", "a reading", name, nearest(name, profile.reading))
        if option not in reading.options:
            known = f"one of {', '.join(reading.options)}"
            raise bad_input("unknown_option", f"readings.{name}", known, option, nearest(option, reading.options))
    return kept_with(profile, "rulebook", wanted, MOST_BOOKS, Rulebook)
