"""Steps: whether an act may be done on a day, its first and last day, and what it does to a claim."""

from __future__ import annotations

import datetime as dt
from functools import cached_property

from collectrules.judge.account import Account, Heard
from collectrules.judge.days import DAY, last_day
from collectrules.judge.figures import DAYS_OF_CLAIM
from collectrules.judge.lived import Flag, Lived
from collectrules.judge.words import Table, applies, as_list, chosen, day_of

OF_ARREARS = ("reminder", "collection_notice", "handed_over", "compensation_claimed")
"""Letters that remind of nothing while a claim can still be paid in time."""
Window = tuple[dt.date | None, dt.date | None]  # the first and the last day that the law sets
NEVER = dt.date.max


class Steps(Lived):
    """Judges the acts of a case."""

    def judge_step(self, number: int, event: Table, day: dt.date, accounts: list[Account]) -> bool:
        """Flag what stands against an act, claim by claim; False if it is void, so that nothing comes of it."""
        kind, rule = event["kind"], self.law["act"][event["kind"]]
        codes = {} if accounts or "when" not in rule else {"nothing_due": "no claim is due"}
        for account in accounts:
            code = self.against(account, day, event)
            codes |= {code: f"claim {account.claim['id']}"} if code else {}
        self.flags += [Flag(number, code, f"{kind} of {day}: {code}, {name}") for code, name in codes.items()]
        late = "too_late" in codes and rule.get("late") == "void"
        misplaced = "wrong_stage" in codes and rule.get("out_of_stage") == "void"
        groundless = "no_ground" in codes and any(
            self.void_without_ground(rule, account, day, event) for account in accounts
        )
        if late or misplaced or groundless:
            return False
        return not any(self.too_short(account, event) for account in accounts)

    def void_without_ground(self, rule: Table, account: Account, day: dt.date, event: Table) -> bool:
        """Whether an act without a ground is none: where the law says so, and the ground is more than advice."""
        if rule.get("ungrounded") != "void" or self.against(account, day, event) != "no_ground":
            return False
        facts = self.facts(account, day, event)
        return not rule.get("advice") or ("binding" in rule and applies({"when": rule["binding"]}, facts))

    def too_short(self, account: Account, event: Table) -> bool:
        """Whether a letter gives less time than the law, and is none where that makes it void."""
        rule = self.law["act"][event["kind"]]
        if rule.get("short_deadline") != "void" or "deadline" not in event or "received" not in event:
            return False
        last = last_day(rule["deadline"], day_of(event["received"]), self.place(account))
        return last is not None and day_of(event["deadline"]) < last

    def against(self, account: Account, day: dt.date, event: Table) -> str | None:
        """What stands against an act about one claim on a day: that it is void, the stage, a condition, its time."""
        rule, facts = self.law["act"][event["kind"]], self.facts(account, day, event)
        first, last = self.window(account, event, day)
        late = last is not None and day > last
        if late and rule.get("late") == "void":
            return "too_late"
        if account.stage not in rule.get("in_stages", [account.stage]):
            return "wrong_stage"
        if not applies(rule, facts) or self.stayed(account, day, event["kind"]):
            return "no_ground"
        if first is not None and day < first - DAY * rule.get("early_days", 0) * (first != NEVER):
            return "too_early"
        return "too_late" if late else None

    def stayed(self, account: Account, day: dt.date, action: str) -> bool:
        """Whether a stay or a plan runs that stops what the creditor asks of a court or office."""
        plans = [plan for plan in self.law.get("plan", {}).values() if "enforcement" in plan.get("stops", ())]
        if account.plan == "running" and plans and self.asks(action):
            if account.instalment is not None and account.instalment < day:
                raise NotImplementedError("whether a plan still runs once an instalment fell due is left to others")
            return True
        stops = {name for name, stay in self.law.get("stay", {}).items() if "enforcement" in stay.get("stops", ())}
        running = {name for name, first, last in account.stays if first <= day and (last is None or day <= last)}
        return self.asks(action) and bool(stops & running)

    def window(self, account: Account, event: Table, day: dt.date) -> Window:
        """The first day after all that must be over, and the last day of what ends it; NEVER where nobody knows.

        The life of the rule bounds both.
        """
        rule, facts = self.law["act"][event["kind"]], self.facts(account, day, event)
        opens = [self.opens(period, account, event["kind"]) for period in self.periods(rule, "earliest", facts)]
        ends = [self.ends(period, account) for period in self.periods(rule, "latest", facts)]
        opens += [self.free_again(limit, event["kind"], day, facts) for limit in rule.get("limits", ())]
        opens += [rule["from"]] if "from" in rule else []
        ends += [rule["to"]] if "to" in rule else []
        return max(opens, default=None), min((end for end in ends if end is not None), default=None)

    def periods(self, rule: Table, word: str, facts: Table) -> list[Table]:
        """The periods of a rule that apply, each as it is read."""
        found = [chosen(period, self.readings) for period in as_list(chosen(rule.get(word), self.readings))]
        return [period for period in found if applies(period, facts)]

    def free_again(self, limit: Table, kind: str, day: dt.date, facts: Table) -> dt.date:
        """The first day on which a limit of a calendar year lets an act be done again, whichever claim it was for.

        What a person may be asked once for each of several claims would be asked of him without end; requests for
        claims that the limit is not about do not count.
        """
        if not applies(limit, facts):
            return dt.date.min
        if limit["per"] != "calendar_year":
            raise NotImplementedError("limits of acts but those of a calendar year are left to others")
        about = [(each, {"kind": kind, "claims": [each.claim["id"]]}) for each in self.accounts]
        limited = [each for each, event in about if applies(limit, self.facts(each, day, event))]
        begun = [act for each in limited for act in each.begun]
        done = {act.which for act in begun if act.kind == kind and act.day.year == day.year}
        return dt.date(day.year + 1, 1, 1) if len(done) >= limit["at_most"] else dt.date.min

    def opens(self, period: Table, account: Account, kind: str) -> dt.date:
        """After: the days must have run out. Since: they must merely lie between."""
        name = period.get("after", period.get("since"))
        anchor = self.anchor(name, account, kind)
        anchor = None if self.overtaken(period, name, account) else anchor
        if name == "previous.charged" and anchor is None:
            return dt.date.min
        last = None if anchor is None else last_day(period, anchor, self.place(account))
        bounds = [self.anchor(bound, account, kind) for bound in as_list(period.get("not_before"))]
        if last is None or None in bounds:
            return NEVER
        return max([last + DAY * ("after" in period), *(bound + DAY for bound in bounds if bound)])

    def ends(self, period: Table, account: Account) -> dt.date | None:
        """The last day that a period leaves for an act, if it runs."""
        anchor = self.anchor(period["after"], account, "")
        anchor = None if self.overtaken(period, period["after"], account) else anchor
        return None if anchor is None else last_day(period, anchor, self.place(account))

    def overtaken(self, period: Table, name: str | list[str], account: Account) -> bool:
        """Whether a period runs from an act of an earlier round: it must lie after the acts that began this one."""
        act = str(as_list(name)[0]).partition(".")[0]
        begun = [account.acts[other] for other in as_list(period.get("only_after")) if other in account.acts]
        return act in account.acts and any(account.acts[act] <= day for day in begun)

    def anchor(self, name: str | list[str], account: Account, kind: str) -> dt.date | None:
        """The day from which a period runs, if it has come; of several the latest, once all have."""
        if isinstance(name, list):
            found = [self.anchor(each, account, kind) for each in name]
            return None if None in found else max(day for day in found if day is not None)
        if name == "previous.charged":
            family = [a for a in self.accounts if a.relationship() == account.relationship()]
            return max((on for relative in family for on in relative.earned.get(kind, [])), default=None)
        act, _, moment = name.partition(".")
        if moment in {"first", "second"}:
            reminding = [day for day in account.done.get(act, []) if day > account.timely or act not in OF_ARREARS]
            return [*sorted(reminding), None, None][moment == "second"]
        days = {f"claim.{word}": day_of(account.claim[word]) for word in DAYS_OF_CLAIM if word in account.claim}
        days |= {"claim.timely": account.timely}
        if "title" in account.acts and self.law.get("title", {}).get(account.title, {}).get("decides"):
            days |= {"title.decided": account.acts["title"]}
        return {**days, **account.acts}.get(name)

    def ran_out(self, period: Table, account: Account, day: dt.date, kind: str) -> bool:
        """Whether a period lets an act be done by a day."""
        return day >= self.opens(period, account, kind)

    # What an act does -------------------------------------------------------------------------------------

    def step(self, event: Table, day: dt.date, account: Account) -> None:
        """Let an act have happened, lawful or not."""
        kind, rule = event["kind"], self.law["act"][event["kind"]]
        if "procedures" in rule:
            account.told["procedure"] = self.procedure(rule, day, account, event)
        self.note(event, day, account)
        if kind == "handed_over":
            account.insolvent_then = self.insolvent
            account.handed_over, account.collector = account.handed_over or day, event.get("to", "collector")
            account.engaged.add(account.collector)
        account.filed = day if self.asks(kind) else account.filed
        account.enforced = account.enforced or (day if self.begins(kind) else None)
        self.lead(account, rule, day)
        decided = rule.get("effects", {}).get("title")
        if decided or "title" in event:
            account.title, account.acts["title"] = event.get("title", decided), day
        if rule.get("effects", {}).get("ends_title"):
            account.title = "none"
            account.acts.pop("title", None)
        account.opposed = "no" if decided else account.opposed  # the court has looked at the objection
        account.costs_awarded = event.get("costs_awarded", account.costs_awarded)
        on_loser = [line for line in self.lines if self.law["fee"][line.fee].get("borne_by") == "loser"]
        if account.costs_awarded is False and any(line.account is account for line in on_loser):
            raise NotImplementedError("bills that a court leaves to the creditor are left to others")
        self.start_interest(account)
        account.opposed = event.get("grounds", "full") if kind == "opposition" else account.opposed
        if any(kind in base.get("stated_by", ()) for base in self.law["base"].values()):
            account.certified = dict(account.charges)
        named = self.law.get("title", {}).get(event.get("title"), {})
        if named.get("interest") == "stop":
            account.stopped = min(day, account.stopped or day)
        kind = rule.get("effects", {}).get("claim_kind", named.get("claim_kind"))
        if kind is not None:
            account.claim = {**account.claim, "kind": kind}

    def procedure(self, rule: Table, day: dt.date, account: Account, event: Table) -> str | None:
        """To which kind of proceedings an act leads: the first whose conditions hold, within its time."""
        facts, where = self.facts(account, day, event), self.place(account)
        for each in rule["procedures"]:
            end = dt.date.max
            if "within" in each:
                begun = facts.get(each["within"]["after"])
                end = (last_day(each["within"], begun, where) if begun else None) or dt.date.min
            if applies(each, facts) and day <= end:
                return str(each["name"])
        return None

    def lead(self, account: Account, rule: Table, day: dt.date) -> None:
        """Bring a claim into the stage that an act leads to."""
        if "leads_to" in rule and account.stage in rule.get("only_from", [account.stage]):
            account.stood.append(account.stage)
            before = [stage for stage in account.stood if stage not in rule.get("returns_from", [stage])]
            account.stage, account.entered = (before or [rule["leads_to"]])[-1], day

    def start_interest(self, account: Account) -> None:
        """Interest begins with the earliest of all acts that begin it; no later one puts it off."""
        first = self.judge.first_interest_day(
            account.claim, self.debtor, self.readings, account.acts, account.rule, self.place(account), account.told
        )
        starts = [day for day in (first, account.interest_from) if day is not None]
        account.interest_from = min(starts, default=None)

    def note(self, event: Table, day: dt.date, account: Account) -> None:
        """Keep the days of an act from which periods run: done, sent, arrived, in effect, and the time it gives."""
        kind = event["kind"]
        for name in [name for name in account.acts if name.partition(".")[0] == kind]:
            del account.acts[name]
        served = day_of(event.get("served", day)) if kind.endswith("_served") or "served" in event else None
        done = served or day
        account.done.setdefault(kind, []).append(done)
        account.acts[kind] = done if kind.endswith("_served") else day
        account.acts |= {f"{kind}.sent": day_of(event.get("sent", day))}
        account.acts |= {f"{kind}.served": served} if served else {}
        account.acts |= {f"{kind}.received": day_of(event["received"])} if "received" in event else {}
        account.letters = {event["id"]: kind, **account.letters} if "id" in event else account.letters
        self.settle(account, kind, day_of(event["deadline"]) if "deadline" in event else None)

    def settle(self, account: Account, kind: str, given: dt.date | None) -> None:
        """Work out when an act takes effect, and until when the other side has time: at least as the law says."""
        rule, acts = self.law["act"][kind], account.acts
        done = acts.get(f"{kind}.served", acts[kind])
        if rule.get("early_days"):
            first, _ = self.window(account, {"kind": kind, "claims": [account.claim["id"]]}, done)
            done = max(done, first) if first is not None and first != NEVER else done
        effect: dt.date | None = done
        if "takes_effect" in rule:
            effect = self.place(account).first_open_day(rule["takes_effect"]["calendar"], done)
        acts[f"{kind}.before_effect"] = effect - DAY if effect is not None and effect > done else done
        acts.pop(f"{kind}.effective", None)
        acts |= {f"{kind}.effective": effect} if effect is not None else {}
        self.give_time(account, kind, given)

    def give_time(self, account: Account, kind: str, given: dt.date | None) -> None:
        """Work out until when the other side has time."""
        acts, facts = account.acts, self.facts(account, account.acts[kind], {"kind": kind})
        given = self.place(account).working_day(self.law["act"][kind].get("deadline_on"), given)
        for period in self.periods(self.law["act"][kind], "deadline", facts)[:1]:
            anchor = self.anchor(period["after"], account, kind)
            last = None if anchor is None else last_day(period, anchor, self.place(account))
            acts.pop(f"{kind}.deadline", None)
            acts |= {f"{kind}.deadline": max(last, given or last)} if last else {}

    @cached_property
    def brought_by_time(self) -> dict[str, Table]:
        """The acts that nobody does."""
        return {name: act for name, act in self.law["act"].items() if act["by"] == "time"}

    @cached_property
    def ended_by_time(self) -> frozenset[str]:
        """The stages in which one of them may happen."""
        return frozenset(stage for act in self.brought_by_time.values() for stage in act["in_stages"])

    def by_time(self, account: Account, day: dt.date) -> None:
        """Let the acts happen that time alone brings, as soon as their day has come."""
        if account.stage not in self.ended_by_time:
            return
        for name, rule in self.brought_by_time.items():
            event = {"kind": name, "claims": [account.claim["id"]]}
            if account.stage in rule["in_stages"] and self.against(account, day, event) is None:
                self.lead(account, rule, day)
                account.heard.append(Heard(day, name, None, reached=False, disputed=False, until=None))
                if "title" in rule.get("effects", {}):
                    account.title, account.acts["title"] = rule["effects"]["title"], day
