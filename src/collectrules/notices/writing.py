"""A letter or form of a step: what it must state and by which law, what lacks, and its text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Final, Literal

from collectrules.answers.accepting import recorded
from collectrules.answers.proposals import Proposal, next_steps_of
from collectrules.explaining.drafting import Speaker, texts_of
from collectrules.fold.asking import Question, ask, envelope
from collectrules.fold.handling.contents import notice_of
from collectrules.ground.dates import date_of, to_date
from collectrules.ground.errors import BadInput, Fault, bad_input, nearest, of_type
from collectrules.loader import model as m
from collectrules.loader.words import STATEMENTS
from collectrules.nouns.answer import Answer, Part, deferred
from collectrules.nouns.case import Case
from collectrules.nouns.enclosures import read
from collectrules.notices.letters import Letter, letter_of
from collectrules.notices.matters import Agreement, Matter
from collectrules.notices.rendering import rendered
from collectrules.notices.stating import FILLERS, Item
from collectrules.notices.wording import said

SIGNATURE: Final = "signature"
"""A letter cannot state this of itself: it is stated once somebody has signed."""
USUAL: Final = (
    "creditor", "sender", "debtor", "ground", "claim_reference", "due_day", "principal", "interest_rate_and_period",
    "each_fee", "total", "deadline", "how_to_pay",
)  # fmt: skip
"""What a letter says if it can, though no law asks for it."""


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
    """A statement that the law asks for and nothing fills: where what lacks belongs, and what the omission costs."""

    key: str
    label: str
    needs: tuple[str, ...]
    costs: str | None = None
    law: tuple[str, ...]


class Notice(Answer):
    """A letter or form for a step. Print `text`, or take `markdown` or `html`; send it only if nothing is `missing`.

    `stated` is what the event of the letter records as its `contents`. `form` is what the law asks of the paper.
    """

    answer: Literal["notice"] = "notice"
    step: str
    notice: str | None
    language: str
    claims: tuple[str, ...]
    form: str
    contents: tuple[Content, ...]
    missing: tuple[Missing, ...]
    stated: tuple[str, ...]
    letter: Letter
    text: str
    markdown: str
    html: str

    def __str__(self) -> str:
        """Return the letter as plain text."""
        return self.text

    def render(self, template: str, *, html: bool = False) -> str:
        """Return the letter by a template of one's own; see `rendered`."""
        return rendered(self.letter, template, html=html)


def notice(
    case: Case,
    profile: m.Profile,
    step: str,
    *,
    on: dt.date | str,
    claims: Sequence[str] | None = None,
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
        step: the act, such as `reminder`; it must be open on the day.
        on: the day of the letter; sums are taken at its end, with what the letter itself adds.
        claims: which claims, where the step is open for several lots of them.
        parties: names and addresses, see `Parties`; they are in the letter alone, and never kept.
        particulars: claim id → what the letter says of the claim in words, see `Particulars`.
        wording: statement → the creditor's own sentence for it, in place of the profile's.
        pay_by: the last day to pay in time, not before the law's own.
        agreement: the plan or the offer that the letter is about.
        language: the profile's first language if it is not given.
        readings: how named doubts are to be read.

    Raises:
        BadInput: `not_open` where the law does not allow the step on that day; `several_claims` where it is open for
            several lots; `deadline_too_short`; faults of `parties`, `particulars`, `wording`, without what was given.
        NotModelled: law, figure or fact that is needed and not known.

    """
    of_type(case, Case, "case", "a Case")
    enclosed = read(parties, particulars, wording, [claim.id for claim in case.claims])
    _check_words(enclosed.wording)
    question = ask(case, profile, on=on, readings=readings)
    tongue = language or profile.header.languages[0]
    speaker = Speaker(texts_of(profile, tongue, case.currency), profile)
    proposal = _open(question, step, claims)
    after = _after(question, proposal)
    day = None if pay_by is None else to_date(pay_by, "pay_by").toordinal()
    matter = Matter(step, after, proposal.claims, speaker, enclosed, agreement, day)
    _check_deadline(matter)
    return _notice(question, matter, tongue)


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


def _open(question: Question, step: str, claims: Sequence[str] | None) -> Proposal:
    """The proposal of the step that is open; nothing is written that the law does not allow on the day."""
    if step not in question.profile.act:
        known = question.profile.act
        raise bad_input("unknown_word", "step", "an act of the profile", step, nearest(step, known))
    wanted = None if claims is None else tuple(claims)
    lots = [one for one in next_steps_of(question).proposals if one.action == step and one.cost is None]
    found = [one for one in lots if one.status == "open" and wanted in {None, one.claims}]
    if not found:
        days = [one.earliest for one in lots if one.status == "waiting" and one.earliest is not None]
        near = min(days).isoformat() if days else None
        raise bad_input("not_open", "step", f"a step that is open on {date_of(question.on)}", step, near)
    if len(found) > 1:
        expected = " or ".join(", ".join(one.claims) for one in found)
        raise bad_input("several_claims", "claims", expected)
    return found[0]


def _after(question: Question, proposal: Proposal) -> Question:
    return question.going_on(recorded(question, proposal), question.on)


def _check_deadline(matter: Matter) -> None:
    """A day of one's own may be later than the law's, never earlier, nor before the letter."""
    if matter.pay_by is None:
        return
    least = max(matter.after.on, matter.legal or 0)
    if matter.pay_by < least:
        day = date_of(least).isoformat()
        raise bad_input("deadline_too_short", "pay_by", f"a day not before {day}", date_of(matter.pay_by), day)


def _notice(question: Question, matter: Matter, tongue: str) -> Notice:
    rule = notice_of(question.state, matter.act, question.on, matter.accounts)
    asked = _asked(rule)
    keys = tuple(dict.fromkeys((*asked, *USUAL)))
    contents, missing = [], []
    for key in keys:
        found = said(matter, rule, key)
        label = matter.speaker.texts.label("statement", key)
        if found.lacks and key in asked:
            missing.append(
                Missing.made(key=key, label=label, needs=found.lacks, costs=_costs(rule, key), law=asked[key])
            )
        elif not found.lacks:
            contents.append(
                Content.made(key=key, label=label, value=found.text, items=found.items, law=asked.get(key, ()))
            )
    values = envelope(question) | {
        "step": matter.act, "notice": rule.name if rule is not None else None, "language": tongue,
        "claims": matter.claims, "form": rule.form if rule is not None else "any",
        "contents": tuple(contents), "missing": tuple(missing),
        "stated": tuple(one.key for one in contents if one.law and one.key != SIGNATURE),
    }  # fmt: skip
    letter = letter_of(matter, rule, {one.key: one.value for one in contents})
    later: dict[str, Callable[[], object]] = {
        "letter": lambda: letter,
        "text": lambda: rendered(letter, "plain"),
        "markdown": lambda: rendered(letter, "markdown"),
        "html": lambda: rendered(letter, "html", html=True),
        "readings_used": question.readings_used,
    }
    return deferred(Notice, values, later)


def _asked(rule: m.Notice | None) -> dict[str, tuple[str, ...]]:
    """What the law asks for, with the provision that asks for it."""
    if rule is None:
        return {}
    own = {word: cite.law for cite in rule.cites for word in cite.states}
    return {word: own.get(word, rule.law) for word in (*rule.must_state, *rule.must_state_for_costs)}


def _costs(rule: m.Notice | None, key: str) -> str | None:
    if rule is None:
        return None
    return "collection_costs_barred" if key in rule.must_state_for_costs else rule.missing
