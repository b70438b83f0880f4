"""Change each figure and inequality of a profile by one unit, and see whether a golden case notices.

    python -m tests.mutation.mutate profiles/dk --report docs/reference/mutation.md

Changes that cannot make a difference stand in `equivalent/<id>.toml`, each with the reason; they are tried all the
same, many at once, and the page tells of one that is noticed. What was tried is kept in `--state`, one line for each
change, and not tried again while profile and cases are the same; delete that file after a change of the engine. An old
state still tells which golden case noticed a record's changes, and that one runs first.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from textwrap import wrap
from typing import NamedTuple

from collectrules import CollectRulesError, Profile, load_profile
from collectrules.checking.golden import case_faults, golden_cases
from collectrules.checking.rows import Golden, tariff_of
from collectrules.loader.findings import Findings
from collectrules.loader.lines import Locator
from tests.mutation.sites import Site, changed, sites

Outcome = str
CAUGHT, SURVIVED = "caught", "survived"
EQUIVALENT = Path(__file__).with_name("equivalent")
Reasons = Mapping[str, str]
"""Change, as `key_of` names it → why no golden case can notice it."""


def equivalents(profile: Profile) -> dict[str, str]:
    """Return the changes of a profile that make no difference, with the reason for each."""
    file = EQUIVALENT / f"{profile.header.id.lower()}.toml"
    groups = tomllib.loads(file.read_text("utf-8"))["equivalent"] if file.is_file() else []
    return {change: group["because"] for group in groups for change in group["changes"]}


class Bench(NamedTuple):
    """A profile with the golden cases that hold under it, and those that do not, which cannot catch anything."""

    profile: Profile
    cases: tuple[Golden, ...]
    failing: tuple[Golden, ...]


def bench(folder: Path) -> Bench:
    """Load a profile and sort its golden cases by whether they hold."""
    profile, faults = load_profile(path=folder), Findings()
    cases = golden_cases(folder, Locator(), faults)
    held = [golden for golden in cases if not any(case_faults(golden, profile))]
    return Bench(profile, tuple(held), tuple(golden for golden in cases if golden not in held))


Caught = dict[tuple[object, ...], list[Golden]]
"""Record → the golden cases that noticed a change of it, the last first: they will most likely notice the next."""


def tried(site: Site, bench: Bench, caught: Caught | None = None) -> Outcome:
    """Run the golden cases under the changed law, the likeliest first, until one notices."""
    kept = caught if caught is not None else {}
    other = changed(bench.profile, site)
    for golden in likeliest(site, bench.cases, kept.get(site.path[:2], [])):
        if _notices(golden, other):
            before = [case for case in kept.get(site.path[:2], []) if case is not golden]
            kept[site.path[:2]] = [golden, *before]
            return CAUGHT
    return SURVIVED


def likeliest(site: Site, cases: Sequence[Golden], caught: Sequence[Golden]) -> list[Golden]:
    """Order the cases: what noticed before, what asks for this very tariff, what cites the same provisions."""
    laws, record = set(site.law.split(", ")), ".".join(map(str, site.path[:2]))
    recent = {golden.place: place for place, golden in enumerate(caught)}

    def distance(golden: Golden) -> tuple[int, bool, int]:
        shared = len(laws & set(golden.case.law))
        return recent.get(golden.place, len(caught)), tariff_of(golden) != record, -shared

    return sorted(cases, key=distance)


Together = list[Site]


def together(chosen: Iterable[Site], most: int = 40) -> Iterator[Together]:
    """Put changes into groups with no two in one word of a record, as one might undo the other."""
    left = list(chosen)
    while left:
        of_word = {site.path[:3]: site for site in reversed(left)}
        group = list(of_word.values())[:most]
        yield group
        left = [site for site in left if site not in group]


def noticed_together(group: Together, bench: Bench) -> Together:
    """Return those of a group of changes that some golden case notices; only a group that is noticed is halved."""
    other = bench.profile
    for site in group:
        other = changed(other, site)
    if not any(_notices(golden, other) for golden in bench.cases):
        return []
    half = len(group) // 2
    return group if not half else noticed_together(group[:half], bench) + noticed_together(group[half:], bench)


def _notices(golden: Golden, profile: Profile) -> bool:
    try:
        return any(case_faults(golden, profile))
    except (CollectRulesError, ArithmeticError, LookupError, ValueError):
        return True  # a law that cannot be computed with is noticed


# What was tried before -------------------------------------------------------------------------------------


def key_of(site: Site) -> str:
    """Return the name of a change in the state file."""
    return f"{site.place}: {site.was} → {site.now}"


def stamp(bench: Bench) -> str:
    """Return what the outcomes depend on: the law as data, and the golden cases."""
    named = json.dumps([[golden.place, repr(golden.case)] for golden in bench.cases])
    return f"{bench.profile.fingerprint} {len(bench.cases)} {_checksum(named)}"


def _checksum(text: str) -> str:
    import hashlib

    return hashlib.sha256(text.encode()).hexdigest()[:12]


def remembered(state: Path, mark: str) -> dict[str, Outcome]:
    """Return the outcomes of an earlier run over the same law and cases."""
    if not state.is_file():
        return {}
    lines = [json.loads(line) for line in state.read_text("utf-8").splitlines()]
    return {line["change"]: line["outcome"] for line in lines if line["mark"] == mark}


def hints(state: Path, chosen: Iterable[Site], bench: Bench) -> Caught:
    """Return the golden cases that noticed changes of each record in any earlier run, the last first."""
    record = {key_of(site): site.path[:2] for site in chosen}
    named = {golden.case.name: golden for golden in bench.cases}
    lines = [json.loads(line) for line in state.read_text("utf-8").splitlines()] if state.is_file() else []
    found: Caught = defaultdict(list)
    for line in reversed(lines):
        golden, of = named.get(line.get("by")), record.get(line["change"])
        if golden is not None and of is not None and golden not in found[of]:
            found[of].append(golden)
    return found


def outcomes(
    chosen: Sequence[Site], bench: Bench, state: Path, listed: Collection[str] = ()
) -> list[tuple[Site, Outcome]]:
    """Try every chosen change that was not tried before, and write each outcome down at once; the listed together."""
    mark = stamp(bench)
    found: dict[str, Outcome] = remembered(state, mark)
    caught = hints(state, chosen, bench)
    left = [site for site in chosen if key_of(site) not in found]
    state.parent.mkdir(parents=True, exist_ok=True)
    with state.open("a", encoding="utf-8") as kept:

        def keep(site: Site, outcome: Outcome, by: str | None = None) -> None:
            found[key_of(site)] = outcome
            said = {"mark": mark, "change": key_of(site), "outcome": outcome} | ({} if by is None else {"by": by})
            kept.write(json.dumps(said) + "\n")
            kept.flush()

        for site in [site for site in left if key_of(site) not in listed]:
            outcome = tried(site, bench, caught)
            keep(site, outcome, caught[site.path[:2]][0].case.name if outcome == CAUGHT else None)
        for group in together(site for site in left if key_of(site) in listed):
            noticed = noticed_together(group, bench)
            for site in group:
                keep(site, CAUGHT if site in noticed else SURVIVED)
    return [(site, found[key_of(site)]) for site in chosen]


# Telling ---------------------------------------------------------------------------------------------------


def report(bench: Bench, every: int, found: list[tuple[Site, Outcome]], known: Reasons) -> str:
    """Return the page: what ran, how much was noticed, what cannot be, and what survived, by law."""
    outcome = {key_of(site): outcome for site, outcome in found}
    lost = [site for site, outcome in found if outcome == SURVIVED and key_of(site) not in known]
    same = {key: why for key, why in known.items() if outcome.get(key) == SURVIVED}
    wrong = [key for key in known if outcome.get(key) == CAUGHT]
    lines = [*_head(bench, every, found, (len(same), len(lost)))]
    lines += ["## What survived, by law", "", *([] if lost else ["Nothing."]), *_by_law(lost)]
    if wrong:
        lines += ["", "## Noticed although it is listed as making no difference", "", *(f"- `{key}`" for key in wrong)]
    lines += ["", "## What makes no difference, and why", *_by_reason(same)]
    return "\n".join(lines).replace("\n\n\n", "\n\n").rstrip() + "\n"


def _head(bench: Bench, every: int, found: Sequence[tuple[Site, Outcome]], counts: tuple[int, int]) -> Iterator[str]:
    header, noticed = bench.profile.header, Counter(outcome for _, outcome in found)[CAUGHT]
    yield from (
        "# Mutation of the law",
        "",
        "Each figure of a profile is changed by one unit (a count by one, an amount or a rate by its last decimal, a",
        "day by a day) and each inequality is turned (a bound without its own value, bands closed on the other side,",
        "`since` for `after`). A change that no golden case notices marks a figure that no golden case proves; it says",
        "nothing about the figure itself. The frozen table of days off is not changed. Changes listed as making no",
        "difference are tried together, one of each word of a record, and alone where a golden case notices one.",
        "",
        f"`nox -s mutation` writes this page. Profile {header.id}, version {header.version}.",
        "",
        "| what | number |",
        "|---|---|",
        f"| changes that can be made | {every} |",
        f"| changes tried | {len(found)} |",
        f"| noticed by a golden case | {noticed} |",
        f"| make no difference, with the reason below | {counts[0]} |",
        f"| survived | {counts[1]} |",
        f"| golden cases that ran | {len(bench.cases)} |",
        f"| golden cases left out because they do not hold | {len(bench.failing)} |",
        "",
        *(f"- left out: {golden.place}, {golden.case.name}" for golden in bench.failing),
        "",
    )


def _by_law(lost: Iterable[Site]) -> Iterator[str]:
    groups: dict[str, list[Site]] = defaultdict(list)
    for site in sorted(lost, key=key_of):
        groups[site.law].append(site)
    for law, group in sorted(groups.items()):
        yield from ("", f"### {law}", "", *(f"- `{site.place}`: {site.was} → {site.now}" for site in group))


def _by_reason(same: Reasons) -> Iterator[str]:
    groups: dict[str, list[str]] = defaultdict(list)
    for key, why in same.items():
        groups[why].append(key)
    for why, keys in groups.items():
        yield from ("", *wrap(why, 118), "", *(f"- `{key}`" for key in keys))


def sampled(every: Sequence[Site], wanted: int | None, seed: int) -> list[Site]:
    """Return some changes, the same for the same seed; a larger sample holds the smaller one."""
    mixed = list(every)
    random.Random(seed).shuffle(mixed)  # noqa: S311  # a sample, no secret
    return mixed if wanted is None else mixed[:wanted]


def arguments(given: Iterable[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Change the law by one unit and see which golden case notices.")
    parser.add_argument("profile", type=Path, help="folder of a profile")
    parser.add_argument("--sample", type=int, help="how many changes to try; all if left out")
    parser.add_argument("--seed", type=int, default=1, help="which sample")
    parser.add_argument("--state", type=Path, default=Path("mutation.jsonl"), help="file that keeps what was tried")
    parser.add_argument("--report", type=Path, help="page to write")
    return parser.parse_args(list(given))


def main(given: Sequence[str]) -> int:
    """Try the changes, tell and write what survived."""
    asked = arguments(given)
    made = bench(asked.profile)
    every = list(sites(made.profile))
    known = equivalents(made.profile)
    found = outcomes(sampled(every, asked.sample, asked.seed), made, asked.state, known)
    page = report(made, len(every), found, known)
    sys.stdout.write(page)
    if asked.report is not None:
        asked.report.write_text(page, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
