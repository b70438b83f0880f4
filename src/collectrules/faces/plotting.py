"""Pictures of a case, a plan, and workflows side by side, with matplotlib; legible without colour."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from collectrules.answers.plans import InstalmentPlan
from collectrules.answers.timelines import Category, Entry, OpenStep, Timeline, timeline
from collectrules.explaining.drafting import texts_of
from collectrules.fold.asking import CARRY
from collectrules.fold.entries import COMPONENTS
from collectrules.ground.errors import bad_input
from collectrules.ground.money import EXACT
from collectrules.loader import model as m
from collectrules.nouns.answer import law_of
from collectrules.nouns.case import load_case
from collectrules.simulation.simulating import Simulation
from collectrules.words.texts import Texts

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

GROUP: Final = "plot"
_INK: Final = "#333333"
_PARTS: Final = 100
_AHEAD: Final = dt.timedelta(days=120)
"""How far a window that has no end is drawn beyond the day asked about."""
_FILL: Final = {
    "principal": ("#bbccee", ""), "interest": ("#ccbb44", "///"), "fees": ("#ee6677", "..."),
    "costs": ("#66ccee", "xxx"),
}  # fmt: skip
"""Component → colour and hatching, which tells them apart without colour; pale where most of it is, so that a thin
strip of interest or fees on it is seen."""
_MARKS: Final[dict[Category, tuple[str, str]]] = {
    "payment": ("#228833", "o"), "costs": ("#4477aa", "s"), "action": ("#66ccee", "^"), "note": ("#ccbb44", "D"),
    "message": ("#aa3377", "v"),
}  # fmt: skip
"""Category → colour and shape."""
_LINES: Final = ("-", "--", ":", "-.")
_SHADES: Final = ("#000000", "#4477aa", "#ee6677", "#228833")
_SHAPES: Final = ("o", "s", "^", "D")
_WIDTHS: Final = (3, 2, 2, 1)
"""The last line is thin and the first thick, so that one that lies under another is still seen."""


class Words(NamedTuple):
    """The language of a picture."""

    texts: Texts

    def __call__(self, name: str) -> str:
        """Return one of the picture's own words."""
        return self.texts.label(GROUP, name)


def words_for(profile: object, currency: str, language: str | None) -> Words:
    """Return the language of a picture: the one asked for, else the first of the law.

    Raises:
        BadInput: `no_law`, where an answer was read from a document and no law is given; `unknown_language`.

    """
    if not isinstance(profile, m.Profile):
        expected = "the law it was asked of, as an answer that was read from a document does not hold it"
        raise bad_input("no_law", "profile", expected)
    tongue = profile.header.languages[0] if language is None else language
    return Words(texts_of(profile, tongue, currency))


def picture(width: int, height: int) -> Figure:
    """Return an empty figure of so many inches, which a notebook shows as it is.

    Raises:
        BadInput: `extra_missing`, where matplotlib is not installed.

    """
    try:
        import matplotlib.figure  # noqa: F401 - said here if it is missing
    except ImportError:
        raise bad_input("extra_missing", "plot", "matplotlib, which the extra collectrules[plot] brings") from None
    from collectrules.faces.pictures import Picture

    return Picture(figsize=(width, height), layout="constrained")


def plotted(thing: Timeline | InstalmentPlan, language: str | None = None) -> Figure:
    """Return the picture of an answer."""
    words = words_for(law_of(thing), thing.currency, language)
    return draw_timeline(thing, words) if isinstance(thing, Timeline) else draw_plan(thing, words)


def plot_lives(lives: Mapping[str, Simulation], *, language: str | None = None) -> Figure:
    """Return what is owed in some lives as one picture, such as of two workflows or behaviours.

    Args:
        lives: simulations, each under a name of one's own.
        language: the first language of the first life's law if it is not given.

    Raises:
        BadInput: `wrong_type`; `no_law` of a life that was read from a document; `extra_missing` without matplotlib.

    """
    _check(lives)
    first = next(iter(lives.values()))
    words = words_for(law_of(first), first.currency, language)
    return draw_lives({name: _lived(name, life) for name, life in lives.items()}, words)


def _check(lives: object) -> None:
    if not (isinstance(lives, Mapping) and lives and all(isinstance(one, Simulation) for one in lives.values())):
        raise bad_input("wrong_type", "lives", "simulations, each under a name", type(lives).__name__)


def _lived(name: str, life: Simulation) -> Timeline:
    law = law_of(life)
    if not isinstance(law, m.Profile):
        raise bad_input("no_law", f"lives.{name}", "a life that was simulated here, not read from a document")
    return timeline(load_case(life.life), law, on=life.until, assume=CARRY)


# The life of a case ------------------------------------------------------------------------------------------


def draw_timeline(found: Timeline, words: Words) -> Figure:
    """Draw the balance by component, the events below it, and the steps that are open with what runs out."""
    rows = max(len(_bars(found.steps, found.on)), 1)
    figure = picture(10, 5 + rows // 3)
    balance, events, steps = figure.subplots(3, 1, sharex=True, gridspec_kw={"height_ratios": [32, 9, 4 + 3 * rows]})
    _balance(balance, found, words)
    _events(events, found.entries, words)
    _steps(steps, found, words)
    _days_along(steps, words.texts)
    figure.suptitle(words.texts.filled(words("life"), {"case": found.case, "on": found.on}))
    return figure


def _days_along(axes: Axes, texts: Texts) -> None:
    """Set days as the language writes them; matplotlib's own names of months would be those of the machine."""
    from babel.dates import format_date
    from matplotlib.dates import AutoDateLocator, num2date
    from matplotlib.ticker import FuncFormatter

    axes.xaxis.set_major_locator(AutoDateLocator(minticks=4, maxticks=9))
    short = FuncFormatter(lambda day, _: format_date(num2date(day), "d MMM y", locale=texts.locale))
    axes.xaxis.set_major_formatter(short)
    axes.tick_params(axis="x", labelsize="small")


def _legend(axes: Axes, handles: Sequence[Any] | None = None) -> None:
    """Name what is drawn above the picture, where it hides nothing."""
    axes.legend(
        handles=handles, loc="lower left", bbox_to_anchor=(0, 1), frameon=False, fontsize="small", ncols=5
    )  # fmt: skip


def _balance(axes: Axes, found: Timeline, words: Words) -> None:
    days = [point.on for point in found.points]
    below = [0] * len(days)
    for part in COMPONENTS:
        top = [low + _minor(getattr(point, part)) for low, point in zip(below, found.points, strict=True)]
        colour, hatch = _FILL[part]
        if top != below:
            label = words.texts.label("component", part)
            axes.fill_between(days, below, top, facecolor=colour, hatch=hatch, edgecolor=_INK, linewidth=0, label=label)
        below = top
    axes.plot(days, below, color=_INK, linewidth=1)  # edges of each part would hide one that is thin
    axes.set_ylabel(found.currency)
    axes.yaxis.set_major_formatter(_sums(words.texts))
    axes.set_ylim(bottom=0)
    axes.axvline(found.on, color=_INK, linewidth=1)
    _legend(axes)


def _minor(amount: Decimal) -> int:
    """Hundredths of a sum: a picture is drawn of whole numbers, and told in major units."""
    return int(EXACT.multiply(amount, _PARTS))


def _sums(texts: Texts) -> Any:  # noqa: ANN401 - a formatter of matplotlib
    from babel.numbers import format_decimal
    from matplotlib.ticker import FuncFormatter

    return FuncFormatter(lambda value, _: format_decimal(int(value) // _PARTS, locale=texts.locale))


def _events(axes: Axes, entries: Sequence[Entry], words: Words) -> None:
    """Each event by its category: colour and shape, on a line of its own category."""
    order = [category for category in _MARKS if any(one.category == category for one in entries)]
    for place, category in enumerate(order):
        colour, mark = _MARKS[category]
        days = [one.on for one in entries if one.category == category]
        axes.plot(days, [place] * len(days), mark, color=colour, markeredgecolor=_INK, markersize=7)
    axes.set_yticks(range(len(order)), [words.texts.label("category", category) for category in order])
    axes.set_ylim(-1, len(order))
    axes.invert_yaxis()
    axes.grid(axis="x", color="#dddddd", linewidth=1)
    axes.tick_params(axis="y", labelsize="small")


class Bar(NamedTuple):
    """What is drawn of a step: its window from the day asked about on, as far as the picture goes."""

    action: str
    status: str
    recommended: bool
    start: dt.date
    end: dt.date
    goes_on: bool

    def name(self, words: Words) -> str:
        """What the step is called, marked as in a table of steps."""
        name = f"{'> ' if self.recommended else ''}{words.texts.label('act', self.action)}"
        return name if self.status == "open" else f"{name} ({words.texts.label('status', self.status)})"


def _bars(steps: Sequence[OpenStep], on: dt.date) -> dict[Bar, list[str]]:
    """Each bar with its claims; one bar for all claims whose steps would look the same."""
    ahead = on + _AHEAD
    bars: dict[Bar, list[str]] = {}
    for step in steps:
        start, last = max(step.earliest or on, on), step.latest
        end = max(min(last or ahead, ahead), start)
        bar = Bar(step.action, step.status, step.recommended, start, end, last is None or last > ahead)
        bars.setdefault(bar, []).extend(step.claims)
    return bars


def _steps(axes: Axes, found: Timeline, words: Words) -> None:
    """The windows of the steps as bars, and the last days of limitation as lines."""
    bars = _bars(found.steps, found.on)
    for place, bar in enumerate(bars):
        _bar(axes, place, bar)
    alike = len({tuple(claims) for claims in bars.values()}) == 1  # then they need not be said at each step
    names = [bar.name(words) if alike else f"{bar.name(words)}, {', '.join(claims)}" for bar, claims in bars.items()]
    axes.set_yticks(range(len(names)), names)
    axes.tick_params(axis="y", labelsize="small")
    axes.invert_yaxis()
    axes.axvline(found.on, color=_INK, linewidth=1)
    axes.set_xlabel(_limitation(found, words, axes, found.on + _AHEAD), fontsize="small")


def _bar(axes: Axes, place: int, bar: Bar) -> None:
    hatch = "" if bar.status == "open" else "////"
    face = "#bbbbbb" if bar.recommended else "white"
    days = (bar.end - bar.start).days + 1
    axes.barh(place, days, left=_number(bar.start), facecolor=face, edgecolor=_INK, hatch=hatch)
    if bar.goes_on:
        beside = {"xytext": (3, 0), "textcoords": "offset points"}
        axes.annotate("→", (_number(bar.end), place), va="center", fontsize="small", **beside)


def _number(day: dt.date) -> Any:  # noqa: ANN401 - matplotlib takes days where its hints say numbers
    return day


def _limitation(found: Timeline, words: Words, axes: Axes, ahead: dt.date) -> str:
    """Draw the last day of each period within the picture, and tell all of them below it, a line for each day."""
    parts: dict[tuple[str, str, dt.date], list[str]] = {}
    for clock in found.clocks:
        if clock.ends is None or clock.state == "expired":
            continue
        if found.on <= clock.ends <= ahead:
            axes.axvline(_number(clock.ends), color="#aa3377", linestyle="--", linewidth=2)
        told = parts.setdefault((clock.kind, clock.claim, clock.ends), [])
        if clock.component is not None:
            told.append(words.texts.label("component", clock.component))
    return "\n".join(_period(words.texts, period, told) for period, told in parts.items())


def _period(texts: Texts, period: tuple[str, str, dt.date], parts: Sequence[str]) -> str:
    kind, claim, ends = period
    named = ", ".join(word for word in (texts.label("clock", kind), claim, *dict.fromkeys(parts)) if word)
    return texts.headed(named, texts.day(ends))


# A plan, and workflows side by side ---------------------------------------------------------------------------


def draw_plan(plan: InstalmentPlan, words: Words) -> Figure:
    """Draw what each instalment pays, and what is owed after it."""
    figure = picture(10, 5)
    axes = figure.subplots()
    places = range(len(plan.instalments))
    below = [0] * len(plan.instalments)
    for part in reversed(COMPONENTS):
        heights = [_minor(getattr(one, part)) for one in plan.instalments]
        if any(heights):
            colour, hatch = _FILL[part]
            label = words.texts.label("component", part)
            axes.bar(places, heights, bottom=below, facecolor=colour, hatch=hatch, edgecolor=_INK, label=label)
        below = [low + height for low, height in zip(below, heights, strict=True)]
    days = [words.texts.day(one.due) for one in plan.instalments]
    axes.set_xticks(list(places), days, rotation=45, ha="right", fontsize="small")
    axes.set_ylabel(plan.currency)
    axes.yaxis.set_major_formatter(_sums(words.texts))
    rest = axes.twinx()
    left = [_minor(one.balance) for one in plan.instalments]
    rest.plot(places, left, "ko-", markersize=5, clip_on=False, label=words("rest"))
    rest.set_ylim(bottom=0)
    rest.set_ylabel(words("rest"))  # the line has a scale of its own
    rest.yaxis.set_major_formatter(_sums(words.texts))
    handles = [*axes.get_legend_handles_labels()[0], *rest.get_legend_handles_labels()[0]]
    _legend(axes, handles)
    figure.suptitle(words.texts.filled(words("plan"), {"case": plan.case, "on": plan.on}))
    return figure


def draw_lives(lives: Mapping[str, Timeline], words: Words) -> Figure:
    """Draw what is owed in each life, one kind of line for each; what the creditor did is marked."""
    figure = picture(10, 5)
    axes, sums = figure.subplots(), []
    for place, (name, life) in enumerate(lives.items()):
        days, owed = [one.on for one in life.points], [_minor(one.total) for one in life.points]
        acts = {one.on for one in life.entries if one.category == "action"}
        sums += owed
        axes.plot(
            days, owed, linestyle=_LINES[place % len(_LINES)], color=_SHADES[place % len(_SHADES)], label=name,
            linewidth=_WIDTHS[place % len(_WIDTHS)], marker=_SHAPES[place % len(_SHAPES)], markersize=6,
            markevery=[number for number, day in enumerate(days) if day in acts],
        )  # fmt: skip
    if min(sums, default=0) < max(sums, default=0) // 2:
        axes.set_ylim(bottom=0)
    axes.set_ylabel(", ".join(sorted({life.currency for life in lives.values()})))
    axes.yaxis.set_major_formatter(_sums(words.texts))
    _days_along(axes, words.texts)
    _legend(axes)
    figure.suptitle(words("lives"))
    return figure
