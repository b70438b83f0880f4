"""What rulebooks of one profile share is what each of them would have compiled alone, whatever was compiled before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from random import Random
from threading import Barrier, Thread

import pytest

import collectrules as cr
from collectrules.fold.conditions import FixedTerms, Gate, Table, Term
from collectrules.fold.facts import FACTS
from collectrules.fold.rulebook import Rulebook
from collectrules.fold.sharing import Noted, Shared
from collectrules.loader import model as m

RULES = (
    "fees", "acts", "binding", "interest", "allocations", "limitations", "clocks", "outlooks", "settlements", "plans",
    "credits", "accelerations", "paydays", "capacities", "ceilings", "deliveries", "bases", "notices", "stays", "steps",
    "caps",
)  # fmt: skip


def told(node: object) -> object:
    """What a rule says, without the functions it is made of."""
    if isinstance(node, Term):
        return node.fact.name, node.needed
    if isinstance(node, Mapping):
        return {name: told(part) for name, part in node.items()}
    if isinstance(node, tuple):
        return tuple(told(part) for part in node)
    if is_dataclass(node) and not isinstance(node, type):
        names = _WORDS.get(type(node)) or tuple(spec.name for spec in fields(node) if spec.name != "amounts")
        return {name: told(getattr(node, name)) for name in names}
    return node


_WORDS = {Table: ("terms", "law", "readings"), Gate: ("when", "unless", "doubts")}


def every_way(profile: cr.Profile) -> list[dict[str, str]]:
    """Each option of each doubt by itself, and some of them together."""
    random = Random(1)  # noqa: S311  # which are together is drawn, no secrets
    alone = [{name: option} for name, reading in profile.reading.items() for option in reading.options]
    doubts = {name: list(reading.options) for name, reading in profile.reading.items()}
    together = [{name: random.choice(ways) for name, ways in doubts.items() if random.random() < 0.6} for _ in range(6)]
    return [{}, *alone, *together]


@pytest.mark.parametrize("country", ["DK", "CH", "DE", "AT"])
def test_a_book_is_the_one_that_would_be_compiled_alone(country: str) -> None:
    """Compiled again, last to first, when all has been compiled before, each book still says what it says alone."""
    profile = cr.load_profile(country)
    shared = replace(profile, memo={})
    ways = every_way(profile)
    for chosen in ways:
        Rulebook(shared, chosen)
    for chosen in reversed(ways):
        alone, among = Rulebook(replace(profile, memo={}), chosen), Rulebook(shared, chosen)
        for word in RULES:
            assert told(getattr(among, word)) == told(getattr(alone, word)), (chosen, word)


def test_what_an_option_decides_is_not_shared_with_another_option() -> None:
    """A doubt about a fee gives the fee another wording under each option, in whichever order they are asked for."""
    profile = cr.load_profile("DK")
    doubt = next(name for name, rules in Shared(profile).turning_on.items() if {one.kind for one in rules} == {"fee"})
    options = list(profile.reading[doubt].options)
    first, again = ([repr(told(Rulebook(profile, {doubt: way}).fees)) for way in ways] for ways in (options, options))
    assert first == again
    assert len(set(first)) == len(options) > 1


def test_a_rule_is_built_again_only_where_an_option_that_it_asks_for_is_another() -> None:
    shared, built = Shared(cr.load_profile("DK")), list[str]()

    def rule(noted: Noted) -> str:
        built.append(noted["first"])
        return noted["first"]

    ways = [{"first": "a", "second": "x"}, {"first": "a", "second": "y"}, {"first": "b", "second": "x"}]
    found = [shared.rule(("rule", 1), noted, rule, noted) for noted in map(Noted, ways)]
    assert (found, built) == (["a", "a", "b"], ["a", "b"])


def test_what_is_built_inside_another_rule_counts_for_both() -> None:
    """The outer rule asks for nothing itself; it hangs on what the inner one asked for, found or built."""
    shared = Shared(cr.load_profile("DK"))

    def outer(noted: Noted) -> str:
        return shared.rule(("inner",), noted, noted.__getitem__, "first")

    ways = [Noted({"first": way}) for way in "aba"]
    assert [shared.rule(("inner",), noted, noted.__getitem__, "first") for noted in ways[:1]] == ["a"]
    assert [shared.rule(("outer",), noted, outer, noted) for noted in ways] == ["a", "b", "a"]


def test_what_was_asked_before_another_rule_was_built_inside_still_counts() -> None:
    shared = Shared(cr.load_profile("DK"))

    def outer(noted: Noted) -> str:
        return noted["first"] + shared.rule(("inner",), noted, noted.__getitem__, "second")

    ways = [Noted({"first": first, "second": second}) for first, second in ("ax", "bx", "ay", "ax")]
    assert [shared.rule(("outer",), noted, outer, noted) for noted in ways] == ["ax", "bx", "ay", "ax"]


def test_who_goes_through_all_options_has_asked_for_each() -> None:
    noted = Noted({"first": "a", "second": "x"})
    assert (len(noted), noted.asked) == (2, set())
    assert dict(noted) == {"first": "a", "second": "x"}
    assert noted.asked == {"first", "second"}


def test_what_could_not_be_built_is_not_kept() -> None:
    shared, noted = Shared(cr.load_profile("DK")), Noted({"first": "a"})
    for _ in range(2):
        with pytest.raises(KeyError):
            shared.rule(("rule",), noted, noted.__getitem__, "second")
    assert shared.rule(("rule",), noted, noted.__getitem__, "first") == "a"


def test_terms_that_many_threads_ask_for_have_a_place_each() -> None:
    """Two terms in one place would be taken for each other."""
    terms, gate = FixedTerms(), Barrier(8)
    fact = next(fact for fact in FACTS.values() if fact.fixed)

    def ask() -> None:
        gate.wait()
        for number in range(300):
            terms.get(
                (fact.name, str(number)),
                lambda place, number=number: Term(fact, bool, m.Matcher(any_of=(number,)), str(number), place),
            )

    threads = [Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    places = [place for place, term in terms.all() if term.place == place]
    assert len(places) == 300 == len(set(places))


def test_threads_that_compile_at_once_get_the_books_they_would_get_alone() -> None:
    profile = cr.load_profile("DE")
    shared, ways, gate = replace(profile, memo={}), every_way(profile)[:16], Barrier(8)
    books: dict[int, Rulebook] = {}

    def compile_some(first: int) -> None:
        gate.wait()
        books.update({place: Rulebook(shared, ways[place]) for place in range(first, 16, 8)})

    threads = [Thread(target=compile_some, args=(first,)) for first in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for place, chosen in enumerate(ways):
        alone = Rulebook(replace(profile, memo={}), chosen)
        assert {word: told(getattr(books[place], word)) for word in RULES} == {
            word: told(getattr(alone, word)) for word in RULES
        }
