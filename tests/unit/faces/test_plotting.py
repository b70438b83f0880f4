"""Pictures are drawn from the answer's own figures, in its language, and can be told apart without colour."""

from __future__ import annotations

import builtins
from typing import Any

import pytest

import collectrules as cr
from collectrules.words.texts import languages
from tests.unit.notices.conftest import DOCUMENT

CASE = cr.load_case(DOCUMENT)


@pytest.fixture(scope="module")
def dk() -> cr.Profile:
    return cr.load_profile("DK")


def texts_in(figure: Any) -> list[str]:  # noqa: ANN401 - a figure of matplotlib
    from matplotlib.text import Text

    figure.canvas.draw()
    return [one.get_text() for one in figure.findobj(Text) if one.get_text()]


@pytest.mark.parametrize("language", languages())
def test_the_life_of_a_case_is_drawn_in_its_language(dk: cr.Profile, language: str) -> None:
    found = cr.timeline(CASE, dk, on="2024-03-01")
    balance, events, steps = found.plot(language=language).axes
    drawn = texts_in(balance.figure)
    assert any("n1" in text for text in drawn)
    assert not any("{" in text or "_" in text for text in drawn)
    top = max(path.vertices[:, 1].max() for area in balance.collections for path in area.get_paths())
    assert top == max(one.total for one in found.points) * 100  # hundredths, as drawn
    assert len(events.lines) == len({one.category for one in found.entries})
    assert len(steps.patches) == len(found.steps)


def test_components_differ_without_colour(dk: cr.Profile) -> None:
    balance = cr.timeline(CASE, dk, on="2024-02-10").plot().axes[0]
    hatches = [area.get_hatch() for area in balance.collections]
    assert len(hatches) == len(set(hatches)) == 3  # principal, interest, fees


def test_categories_differ_without_colour(dk: cr.Profile) -> None:
    events = cr.timeline(CASE, dk, on="2024-03-01").plot().axes[1]
    marks = [line.get_marker() for line in events.lines]
    assert len(marks) == len(set(marks)) == 3


def test_steps_and_periods_are_named_as_in_the_tables(dk: cr.Profile) -> None:
    found = cr.timeline(CASE, dk, on="2024-03-01")
    steps = found.plot(language="en").axes[2]
    named = [one.get_text() for one in steps.get_yticklabels()]
    assert sum(one.startswith("> ") for one in named) == sum(step.recommended for step in found.steps)
    assert not any("c1" in one for one in named)  # one claim, and it need not be said at each step
    assert steps.get_xlabel() == "limitation, c1, principal, interest, fees, costs: 1 February 2027"


def test_steps_of_two_claims_that_look_the_same_are_drawn_once(dk: cr.Profile) -> None:
    first = DOCUMENT["claims"][0]
    case = cr.load_case(DOCUMENT | {"claims": [first, first | {"id": "c2", "due": "2024-02-10"}], "events": []})
    found = cr.timeline(case, dk, on="2024-03-01")
    steps = found.plot(language="en").axes[2]
    assert len(steps.patches) < len(found.steps)
    named = [one.get_text() for one in steps.get_yticklabels()]
    assert len(named) == len(set(named)) == len(steps.patches)


def test_a_step_that_waits_says_so(dk: cr.Profile) -> None:
    found = cr.timeline(CASE, dk, on="2024-02-06")
    waiting = [one.action for one in found.steps if one.status == "waiting"]
    named = [one.get_text() for one in found.plot(language="en").axes[2].get_yticklabels()]
    assert waiting
    assert len([one for one in named if one.endswith(" (waiting)")]) == len(waiting)


def test_a_plan_is_drawn_with_what_each_instalment_pays(dk: cr.Profile) -> None:
    plan = cr.instalment_plan(CASE, dk, on="2024-03-01", count=4)
    bars, rest = plan.plot(language="en").axes
    heights = [sum(patch.get_height() for patch in bars.patches[n :: len(plan.instalments)]) for n in range(4)]
    assert heights == [one.amount * 100 for one in plan.instalments]
    assert list(rest.lines[0].get_ydata()) == [one.balance * 100 for one in plan.instalments]


def test_lives_are_drawn_side_by_side(dk: cr.Profile) -> None:
    lives = {
        name: cr.simulate(CASE, dk, on="2024-03-01", until="2024-12-31", workflow=name) for name in ("fast", "standard")
    }
    (axes,) = cr.plot_lives(lives, language="en").axes
    assert [line.get_label() for line in axes.lines] == ["fast", "standard"]
    assert len({line.get_linestyle() for line in axes.lines}) == 2
    for line, life in zip(axes.lines, lives.values(), strict=True):
        assert line.get_ydata()[-1] == life.owed.total * 100


def test_a_picture_shows_itself_in_a_notebook(dk: cr.Profile) -> None:
    figure: Any = cr.instalment_plan(CASE, dk, on="2024-03-01", count=4).plot()
    assert figure._repr_png_().startswith(b"\x89PNG")


def test_lives_that_are_none_are_refused(dk: cr.Profile) -> None:
    life = cr.simulate(CASE, dk, on="2024-03-01", until="2024-04-30")
    for wrong, code in (({}, "wrong_type"), ({"a": 1}, "wrong_type"), ({"a": cr.load(cr.dumps(life))}, "no_law")):
        with pytest.raises(cr.BadInput) as error:
            cr.plot_lives(wrong)  # type: ignore[arg-type]
        assert error.value.code == code


def test_without_matplotlib_it_is_said_what_to_install(dk: cr.Profile, monkeypatch: pytest.MonkeyPatch) -> None:
    found, ordinary = cr.timeline(CASE, dk, on="2024-03-01"), builtins.__import__

    def without(name: str, *rest: Any) -> Any:  # noqa: ANN401
        if name.partition(".")[0] == "matplotlib":
            raise ImportError(name)
        return ordinary(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(cr.BadInput) as error:
        found.plot()
    assert (error.value.code, "collectrules[plot]" in str(error.value)) == ("extra_missing", True)
