"""What the benchmarks have to show, and whether they do."""

from __future__ import annotations

from statistics import median
from typing import Any, Final, NamedTuple

Results = dict[str, Any]

USUAL: Final = ("pretty", "compact", "distinct")


def groups(provider: str) -> tuple[str, ...]:
    """The groups of one receipt a request."""
    return tuple(f"{provider}_{name}" for name in USUAL)


TELECOM23: Final = groups("telecom23")
TELNYX: Final = groups("telnyx")


class Goal(NamedTuple):
    """A figure of the acceptance table: the time of one contender in those of another."""

    name: str
    part: str
    groups: tuple[str, ...]
    # As in `receive/floor`. Of a cost, ours comes first; of a speed, last.
    pair: str
    must: float
    aim: float
    is_cost: bool

    def bound(self, figure: float) -> str:
        """A bound as people read it."""
        return f"≤ {figure:.2f}" if self.is_cost else f"≥ {figure:.2f}×"


def cost(name: str, part: str, of: tuple[str, ...], pair: str, must: float, aim: float) -> Goal:
    """Something that may be at most so much."""
    return Goal(name, part, of, pair, must, aim, is_cost=True)


def speed(name: str, part: str, of: tuple[str, ...], pair: str, must: float, aim: float) -> Goal:
    """Something that has to be at least so much."""
    return Goal(name, part, of, pair, must, aim, is_cost=False)


RUST, PYTHON, PHP, COMMAND = "rust", "python", "php", "command"
GOALS: Final = (
    cost("23 Telecom, `receive` ÷ floor", RUST, TELECOM23, "receive/floor", 1.20, 1.10),
    cost(
        "23 Telecom, `receive` + dedupe key ÷ floor",
        RUST,
        TELECOM23,
        "receive_key/floor",
        1.55,
        1.42,
    ),
    cost(
        "23 Telecom as a definition ÷ the adapter",
        RUST,
        TELECOM23,
        "definition/receive",
        2.00,
        1.50,
    ),
    cost(
        "Telnyx, `receive` without tables ÷ floor, same backend",
        RUST,
        TELNYX,
        "receive_without_tables/floor",
        1.03,
        1.00,
    ),
    cost(
        "Telnyx, `receive` ÷ raw `verify` of a default build",
        RUST,
        TELNYX,
        "receive/plain_backend",
        0.72,
        0.50,
    ),
    cost("C call ÷ the same Rust call", RUST, TELECOM23 + TELNYX, "c/receive", 1.30, 1.10),
    speed("Python, 23 Telecom, against the seed's", PYTHON, TELECOM23, "seed/object", 3.0, 4.0),
    speed(
        "Python, 23 Telecom, against the best pure Python",
        PYTHON,
        TELECOM23,
        "careful/object",
        1.7,
        2.2,
    ),
    speed("Python, Telnyx, against the SDK's `unwrap`", PYTHON, TELNYX, "sdk/object", 9.0, 16.0),
    speed(
        "Python, Telnyx, against `cryptography`", PYTHON, TELNYX, "cryptography/object", 2.2, 3.5
    ),
    speed("Python, Telnyx, against PyNaCl", PYTHON, TELNYX, "pynacl/object", 1.5, 2.5),
    speed("PHP, 23 Telecom, against the seed's", PHP, TELECOM23, "seed/object", 2.0, 3.0),
    speed("PHP, Telnyx, against sodium", PHP, TELNYX, "sodium/object", 1.5, 2.2),
    speed("`normalize`, two threads ÷ one", COMMAND, ("captures",), "one/two", 1.7, 1.9),
)


class Row(NamedTuple):
    """A goal, and what the runs say: the figure of each, in the group that is worst off."""

    goal: Goal
    group: str
    figures: list[float]
    not_run: str | None

    def is_missed(self) -> bool:
        """Whether it was measured, and is not what it must be."""
        return self.not_run is None and not self.reaches(self.goal.must)

    def reaches(self, bound: float) -> bool:
        """Whether it keeps a bound."""
        figure = median(self.figures)
        return figure <= bound if self.goal.is_cost else figure >= bound

    def verdict(self) -> str:
        """In a word or two."""
        if self.not_run:
            return f"NOT RUN: {self.not_run}"
        if self.is_missed():
            return "**missed**"
        return "as aimed" if self.reaches(self.goal.aim) else "as it must be"

    def shown(self, figure: float) -> str:
        """A figure as people read it."""
        return f"{figure:.3f}" if self.goal.is_cost else f"{figure:.2f}×"

    def cells(self) -> list[str]:
        """Of the table."""
        goal = self.goal
        bounds = [goal.bound(goal.must), goal.bound(goal.aim)]
        if self.not_run:
            return [goal.name, *bounds, "", "", "", self.verdict()]
        spread = f"{self.shown(min(self.figures))} to {self.shown(max(self.figures))}"
        figure = f"**{self.shown(median(self.figures))}**"
        return [goal.name, *bounds, figure, spread, f"`{self.group}`", self.verdict()]

    def line(self) -> str:
        """For a terminal."""
        name, must, _, figure, spread, _, verdict = (cell.replace("*", "") for cell in self.cells())
        return f"{name}: {figure or '-'} ({spread or '-'}), must be {must}: {verdict}"


def evaluate(results: Results) -> list[Row]:
    """Every goal against the runs."""
    return [row(results, goal) for goal in GOALS]


def row(results: Results, goal: Goal) -> Row:
    """One of them. A group or a contender that is absent is said, never passed over."""
    why = results["not_run"].get(goal.part)
    if why:
        return Row(goal, "", [], why)
    of_groups = {}
    for group in goal.groups:
        figures = ratios(results, goal.part, group, *goal.pair.split("/"))
        if not figures:
            return Row(goal, "", [], f"nothing to compare in {group}")
        of_groups[group] = figures
    worst = (max if goal.is_cost else min)(of_groups, key=lambda group: median(of_groups[group]))
    return Row(goal, worst, of_groups[worst], None)


def ratios(results: Results, part: str, group: str, over: str, under: str) -> list[float]:
    """Of each run the median of its rounds' ratios; empty if one of the two took no part."""
    figures = []
    for run in results["runs"]:
        times = run[part].get(group, {})
        if over not in times or under not in times:
            return []
        pairs = zip(times[over], times[under], strict=True)
        figures.append(median(first / second for first, second in pairs))
    return figures
