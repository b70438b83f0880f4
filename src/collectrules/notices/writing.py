"""A letter or form of a step: what it must state and by which law, what lacks, and its text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Final, Literal

from collectrules.answers.accepting import recorded
from collectrules.answers.proposals import Proposal, next_steps_of
from collectrules.explaining.drafting import Speaker, texts_of
from collectrules.fold.asking import Question, ask, envelope
from collectrules.fold.handling.money import due_and_open
from collectrules.ground.dates import date_of, to_date
from collectrules.ground.errors import BadInput, Fault, bad_input, nearest, of_type
from collectrules.loader import model as m
from collectrules.loader.load import A_PROFILE
from collectrules.loader.words import STATEMENTS
from collectrules.notices.bargains import terms_of
from collectrules.notices.letters import letter_of
from collectrules.notices.matters import Agreement, Matter, to_debtor
from collectrules.notices.papers import paper_of, papers
from collectrules.notices.parting import split
from collectrules.notices.sheets import Printed, prints
from collectrules.notices.stating import DOES, Item, soonest
from collectrules.notices.wording import said
from collectrules.nouns.answer import Answer, Part, deferred
from collectrules.nouns.case import Case
from collectrules.nouns.enclosures import read
from collectrules.nouns.events import ACT_FIELDS, COMMON
from collectrules.portfolio.lettering import joint_agreement, joint_proposal

SIGNATURE: Final = "signature"
"""A letter cannot state this of itself: it is stated once somebody has signed."""
USUAL: Final = (
    "creditor", "sender", "debtor", "ground", "claim_reference", "due_day", "principal", "interest_rate_and_period",
    "each_fee", "total", "deadline", "how_to_pay",
)  # fmt: skip
"""What a letter says if it can, though no law asks for it."""
_FOR_DEBTOR: Final = frozenset({"deadline", "how_to_pay"})


class Content(Part):
    """One statement: what it says as a sentence or list (`value`), as typed `items`, and the law that asks for it.

    Without `law` no law asks for it.
    """

    key: str
    label: str
    value: str
    items: tuple[Item, ...]
    law: tuple[str, ...]


class Missing(Part):
    """A statement that the law asks for and nothing fills: where what lacks belongs, and what the omission costs.

    `code` says why the engine itself cannot make it, where it could if the paper were about a whole claim:
    `interest_of_part` or `costs_of_part`.
    """

    key: str
    label: str
    needs: tuple[str, ...]
    code: str | None = None
    costs: str | None = None
    law: tuple[str, ...]


class Notice(Answer, Printed):
    """A letter or form for a step: send it only if nothing is `missing`.

    `records` is what the event of the letter records beside what the step itself does, as a document writes it, see
    `accept`: the statements it makes (`stated`), a day to pay of its own, the terms of an agreement. `form` is what the
    law asks of the paper.
    """

    answer: Literal["notice"] = "notice"
    step: str
    notice: str | None = None
    language: str
    claims: tuple[str, ...]
    form: str
    contents: tuple[Content, ...]
    missing: tuple[Missing, ...]
    stated: tuple[str, ...]
    records: Mapping[str, object]


def notice(
    case: Case,
    profile: m.Profile,
    step: str,
    *,
    on: dt.date | str,
    claims: Sequence[str] | None = None,
    paper: str | None = None,
    parties: object = None,
    particulars: Mapping[str, object] | None = None,
    wording: Mapping[str, str] | None = None,
    pay_by: dt.date | str | None = None,
    agreement: Agreement | None = None,
    language: str | None = None,
    readings: Mapping[str, str] | None = None,
) -> Notice:
    """Return the letter or form of a step as it may be sent on a day, and what it still lacks.

    Args:
        case: the facts; the letter itself is not recorded yet.
        profile: the law.
        step: the act, such as `reminder`, which must be open on the day; or a kind of event that a paper is for.
        on: the day of the letter; sums are taken at its end, with what a letter to the debtor adds itself; what a
            court or an office charges for what it is asked, it adds.
        claims: which claims, where the step is open for several lots of them: those of one lot, or all of them in one
            letter with one fee, which the law must have nothing against.
        paper: the notice of the profile, where there are several for the step.
        parties: names and addresses, see `Parties`; they are in the letter alone, and never kept.
        particulars: claim id → what the letter says of the claim in words, see `Particulars`.
        wording: statement → the creditor's own sentence for it, in place of the profile's.
        pay_by: the last day to pay in time, not before the law's own; only for a letter to the debtor.
        agreement: the plan or the offer that the letter is about.
        language: the profile's first language if it is not given.
        readings: how named doubts are to be read.

    Raises:
        BadInput: `step_not_open` where the law does not allow the step then; `several_claims` where it is open for
            several lots that cannot share a letter, or none is named; `no_notice` where no paper is for the step;
            `deadline_too_short`, `no_deadline` of a last day to pay; `agreement_differs` where the agreement is of
            something else; faults of `parties`, `particulars`, `wording`, without what was given.
        NotModelled: law, figure or fact that is needed and not known.

    """
    of_type(case, Case, "case", "a Case")
    of_type(profile, m.Profile, "profile", A_PROFILE)
    of_type(step, str, "step", "an act of the profile")
    of_type("" if paper is None else paper, str, "paper", "the name of a notice")
    _check_claims(claims)
    enclosed = read(parties, particulars, wording, [claim.id for claim in case.claims])
    _check_words(enclosed.wording)
    question = ask(case, profile, on=on, readings=readings)
    tongue = profile.header.languages[0] if language is None else language
    speaker = Speaker(texts_of(profile, tongue, case.currency), profile)
    day = None if pay_by is None else to_date(pay_by, "pay_by").toordinal()
    claims = claims if claims is not None else getattr(agreement, "claims", None)  # what it is, `terms_of` checks
    joining = joint_proposal if agreement is None else joint_agreement
    proposal = _open(question, step, claims, joining) if step in profile.act else None
    concerned = proposal.claims if proposal is not None else _concerned(question, step, claims)
    accounts = [account for account in question.state.ledger.accounts if account.claim.id in concerned]
    rule = paper_of(question, step, paper, proposal, accounts)
    terms = terms_of(agreement, question, concerned, None if proposal is None else proposal.amount, day)
    after = _after(question, proposal, terms) if proposal is not None and to_debtor(rule) else question
    parts = split(question, after, proposal, rule, enclosed.particulars)
    matter = Matter(step, after, parts, concerned, speaker, enclosed, rule, agreement, day)
    _check_deadline(matter)
    return _notice(question, matter, terms, tongue)


def _check_claims(claims: object) -> None:
    """A text is no list of claims, though it is a sequence of its signs; and each claim is named once."""
    if claims is None:
        return
    if not isinstance(claims, list | tuple) or not all(isinstance(claim, str) for claim in claims):
        raise bad_input("wrong_type", "claims", "a list of ids of claims", claims)
    if len(set(claims)) < len(claims):
        raise bad_input("duplicate_id", "claims", "each claim once", ", ".join(claims))


def _check_words(wording: Mapping[str, str]) -> None:
    unknown = [word for word in wording if word not in STATEMENTS]
    if unknown:
        raise BadInput(
            [
                Fault(
                    code="unknown_word", path=f"wording.{word[:40]}", expected="a statement that a notice may make",
                    nearest=nearest(word, STATEMENTS),
                )
                for word in unknown
            ]
        )  # fmt: skip


Joining = Callable[[Question, Sequence[Proposal]], Proposal | None]
"""Makes one proposal of several lots, or none."""


def _open(question: Question, step: str, claims: Sequence[str] | None, joining: Joining) -> Proposal:
    """The proposal of the step that is open; nothing is written that the law does not allow on the day."""
    wanted = None if claims is None else tuple(claims)
    lots = [one for one in next_steps_of(question).proposals if one.action == step and one.cost is None]
    open_ = [one for one in lots if one.status == "open"]
    found = [one for one in open_ if wanted in {None, one.claims}]
    if not found and wanted and {*wanted} <= {claim for one in open_ for claim in one.claims}:
        found = open_  # each of them may be written for; whether in one letter, is another question
    if not found:
        days = [one.earliest for one in lots if one.status == "waiting" and one.earliest is not None]
        near = min(days).isoformat() if days else None
        raise bad_input("step_not_open", "step", f"a step that is open on {date_of(question.on)}", step, near)
    return found[0] if len(found) == 1 else _joint(question, found, wanted, joining)


def _joint(
    question: Question, lots: Sequence[Proposal], wanted: tuple[str, ...] | None, joining: Joining
) -> Proposal:  # fmt: skip
    """One letter for all claims of several lots, where somebody asks for it and the law has nothing against it."""
    every = {claim for one in lots for claim in one.claims}
    found = joining(question, lots) if wanted is not None and {*wanted} == every else None
    if found is None:
        expected = " or ".join(", ".join(one.claims) for one in lots)
        raise bad_input("several_claims", "claims", expected)
    return found


def _concerned(question: Question, step: str, claims: Sequence[str] | None) -> tuple[str, ...]:
    """The claims of a paper that is no step of the creditor's: all that are due and open, or those named."""
    if not papers(question.profile, step):
        known = [*question.profile.act, *(word for one in question.profile.notice.values() for word in one.acts)]
        raise bad_input("unknown_word", "step", "an act of the profile", step, nearest(step, known))
    owed = [account.claim.id for account in due_and_open(question.state, question.on)]
    wanted = owed if claims is None else list(claims)
    for claim in wanted:
        if claim not in owed:
            raise bad_input("nothing_owed", "claims", "a claim that is due and open", claim, nearest(claim, owed))
    if not wanted:
        raise bad_input("nothing_owed", "case", "a debt that is due and of which something is owed")
    return tuple(wanted)


def _after(question: Question, proposal: Proposal, terms: dict[str, object]) -> Question:
    return question.going_on(recorded(question, proposal, more=terms), question.on)


def _check_deadline(matter: Matter) -> None:
    """A day of one's own may be later than the law's, never earlier, nor before the letter.

    Where the law counts from receipt, the letter cannot arrive before its own day.
    """
    if matter.pay_by is None:
        return
    if not matter.to_debtor:
        raise bad_input("no_deadline", "pay_by", "nothing: a court or an office is given no last day to pay")
    least = max(matter.after.on, matter.legal or soonest(matter) or 0)
    if matter.pay_by < least:
        day = date_of(least).isoformat()
        raise bad_input("deadline_too_short", "pay_by", f"a day not before {day}", str(date_of(matter.pay_by)), day)


def _notice(question: Question, matter: Matter, terms: Mapping[str, object], tongue: str) -> Notice:
    asked = _asked(matter)
    contents, missing = _contents(matter, asked)
    stated = tuple(one.key for one in contents if one.law and one.key != SIGNATURE)
    letter = letter_of(matter, {one.key: one.value for one in contents}, _told(matter, contents))
    values = envelope(question) | {
        "step": matter.act, "notice": None if matter.rule is None else matter.rule.name, "language": tongue,
        "claims": matter.claims, "form": "any" if matter.rule is None else matter.rule.form,
        "contents": contents, "missing": missing, "letter": letter,
        "stated": stated, "records": _records(matter, stated, terms),
    }  # fmt: skip
    return deferred(Notice, values, {**prints(letter), "readings_used": question.readings_used})


def _told(matter: Matter, contents: Sequence[Content]) -> list[str]:
    """What is to be read though a table holds it: own words, and that there is none of what the law asks for.

    To a court nobody says that he claims no costs: those of the proceedings it adds itself.
    """
    none = [one.key for one in contents if one.law and not one.items and (matter.to_debtor or one.key != "each_fee")]
    return [*matter.enclosed.wording, *none]


def _records(matter: Matter, stated: tuple[str, ...], terms: Mapping[str, object]) -> dict[str, object]:
    """What the event of the letter records; a kind of event that takes no contents records none."""
    shape = COMMON.get(matter.act)
    allowed = shape.allowed if shape is not None else ACT_FIELDS
    own: dict[str, object] = {"contents": list(stated)}
    if matter.pay_by is not None:
        own["deadline"] = date_of(matter.pay_by).isoformat()
    return {name: value for name, value in {**own, **terms}.items() if name in allowed}


def _contents(
    matter: Matter, asked: Mapping[str, tuple[str, ...]]
) -> tuple[tuple[Content, ...], tuple[Missing, ...]]:  # fmt: skip
    """What is stated, in the order of the law, then what is usual; and what the law asks for in vain."""
    contents, missing = [], []
    for key in dict.fromkeys((*asked, *_usual(matter), *matter.enclosed.wording)):
        found, label = said(matter, key), matter.speaker.texts.label("statement", key)
        law = asked.get(key, ())
        if not found.lacks:
            contents.append(Content.made(key=key, label=label, value=found.text, items=found.items, law=law))
        elif key in asked:
            costs = _costs(matter.rule, key)
            missing.append(Missing.made(key=key, label=label, needs=found.lacks, code=found.code, costs=costs, law=law))
    return tuple(contents), tuple(missing)


def _usual(matter: Matter) -> tuple[str, ...]:
    """What a letter to the debtor says anyway; a court or an office is not told how to pay."""
    return USUAL if matter.to_debtor else tuple(key for key in USUAL if key not in _FOR_DEBTOR)


def _asked(matter: Matter) -> dict[str, tuple[str, ...]]:
    """What the law asks for, of this letter too, with the provision that asks for it."""
    rule = matter.rule
    if rule is None:
        return {}
    own = {word: cite.law for cite in rule.cites for word in cite.states}
    found: dict[str, tuple[str, ...]] = {
        word: own.get(word, rule.law) for word in (*rule.must_state, *rule.must_state_for_costs)
    }
    for group in rule.must_state_if:
        if DOES[group.letter](matter):
            found |= dict.fromkeys(group.states, group.law)
    return found


def _costs(rule: m.Notice | None, key: str) -> str | None:
    if rule is None:
        return None
    return "collection_costs_barred" if key in rule.must_state_for_costs else rule.missing
