"""When a step could be taken if a doubt were read another way: of its fee, and of the periods of acts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, cast

from collectrules.fold import judging
from collectrules.fold.moments import Moment
from collectrules.ground.errors import CollectRulesError
from collectrules.steps.stepping import Step, steps_now

if TYPE_CHECKING:
    from collectrules.fold.asking import Question
    from collectrules.fold.ledger import Account
    from collectrules.fold.rules import FeeRule


class Otherwise(NamedTuple):
    """The first and last ordinal of a step under another option of a reading."""

    reading: str
    option: str
    earliest: int | None
    latest: int | None


def otherwise(question: Question, step: Step, accounts: tuple[Account, ...]) -> Iterator[Otherwise]:
    """Yield each option of a doubt that gives the step another window."""
    if step.fee is not None:
        yield from _by_fee(question, step, step.fee, accounts)
    yield from _by_periods(question, step)


def _by_fee(question: Question, step: Step, fee: FeeRule, accounts: tuple[Account, ...]) -> Iterator[Otherwise]:
    """The first day under the other options of the fee."""
    state, base = question.state, fee.cautious
    lower = step.earliest if step.with_fee is None else None
    free = lower if lower is not None else step.account.timely + 1
    moment = Moment(state, step.account, state.on, accounts, fee.family)
    cautious = judging.View(fee, base, moment)
    for variant in fee.variants[1:]:
        changed = [name for name, option in variant.options.items() if option != base.options[name]]
        if len(changed) != 1:
            continue
        seen = judging.View(fee, variant, moment)
        if seen.failures or seen.missing or seen.exhausted is not None or seen.beyond:
            continue
        first = max(free, seen.earliest or 0)
        if cautious.failures or first != max(free, cautious.earliest or 0):
            yield Otherwise(changed[0], variant.options[changed[0]], first, None)


def _by_periods(question: Question, step: Step) -> Iterator[Otherwise]:
    """The window where a period of an act is read otherwise: this one's, or one that it hangs on."""
    for name in question.book.doubtful_periods - question.chosen.keys():
        for option in question.profile.reading[name].options:
            found = None if option == question.book.options[name] else _under(question, name, option, step)
            if found is not None and (found.earliest, found.latest) != (step.earliest, step.latest):
                yield Otherwise(name, option, found.earliest, found.latest)


def _under(question: Question, name: str, option: str, step: Step) -> Step | None:
    """The same step for the same claim under another option, None where it cannot be taken or not be known."""
    key = f"steps under {name} = {option}"
    if key not in question.kept:
        question.kept[key] = _all_under(question, {**question.chosen, name: option})
    steps = cast("Mapping[str, Sequence[Step]]", question.kept[key])
    same = (other for other in steps.get(step.action, ()) if other.account.index == step.account.index)
    found = next(same, None)
    return found if found is not None and found.status in {"open", "waiting"} else None


def _all_under(question: Question, chosen: Mapping[str, str]) -> Mapping[str, Sequence[Step]]:
    try:
        return steps_now(question.under(chosen))
    except CollectRulesError:
        return {}
