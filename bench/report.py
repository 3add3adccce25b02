"""The page of the figures: its tables, and its charts."""

from __future__ import annotations

import re
from pathlib import Path
from statistics import median
from typing import Final, NamedTuple

import charts
from goals import PHP, PYTHON, RUST, TELECOM23, TELNYX, Results, Row, ratios


class Table(NamedTuple):
    """The contenders of a language over the requests of a provider, against one of them."""

    name: str
    title: str
    part: str
    groups: tuple[str, ...]
    baseline: str
    # A cost is the time in the baseline's, a speed the other way round.
    is_cost: bool


TABLES: Final = (
    Table("rust-telecom23", "Rust, 23 Telecom", RUST, TELECOM23, "floor", is_cost=True),
    Table("rust-telnyx", "Rust, Telnyx", RUST, (*TELNYX, "telnyx_group"), "floor", is_cost=True),
    Table("rust-batch", "Rust, a batch of 100", RUST, ("batch",), "json", is_cost=True),
    Table("python-telecom23", "Python, 23 Telecom", PYTHON, TELECOM23, "seed", is_cost=False),
    Table(
        "python-telnyx", "Python, Telnyx", PYTHON, (*TELNYX, "telnyx_group"), "sdk", is_cost=False
    ),
    Table("php-telecom23", "PHP, 23 Telecom", PHP, TELECOM23, "seed", is_cost=False),
    Table("php-telnyx", "PHP, Telnyx", PHP, (*TELNYX, "telnyx_group"), "sodium", is_cost=False),
)
# Of the groups the one that a chart shows: no cache and no branch predictor knows what comes.
CHARTED: Final = "distinct"

# What is delivrd's, in every language.
OURS: Final = {
    "receive": "delivrd `receive`",
    "receive_without_tables": "delivrd `receive`, `precompute` false",
    "receive_key": "delivrd `receive`, dedupe key, state",
    "owned": "delivrd `receive`, owned",
    "c": "delivrd from C, state and id read",
    "object": "delivrd, object, three attributes read",
    "dedupe": "delivrd, object, dedupe key read",
    "to_dict": "delivrd, `to_dict`",
    "to_json": "delivrd, `to_json`",
}
OTHERS: Final = {
    "floor": "floor: raw check + raw JSON, added up",
    "hmac": "raw HMAC, key prepared",
    "verify": "raw Ed25519 `verify`, key parsed",
    "verify_strict": "raw Ed25519 `verify_strict`",
    "plain_backend": "raw Ed25519 `verify`, default build",
    "json": "raw JSON, borrowed struct",
    "seed": "the receiver of the provider's page",
    "careful": "`hmac` with a prepared key, orjson",
    "own_hmac": "HMAC from two prepared hashes, orjson",
    "sdk": "the SDK's `unwrap`",
    "cryptography": "`cryptography`, `json`",
    "pynacl": "PyNaCl, `json`",
    "sodium": "sodium, `json_decode`",
}
LABELS: Final = OURS | OTHERS


def write(docs: Path, results: Results, rows: list[Row]) -> None:
    """The generated parts of the page, and its charts."""
    page = docs / "performance.md"
    text = page.read_text(encoding="utf-8")
    header = ["figure", "must", "aim", "measured", "runs", "worst of", "verdict"]
    text = filled(
        text, "environment", markdown(["", ""], list(map(list, results["environment"].items())))
    )
    text = filled(text, "goals", markdown(header, [row.cells() for row in rows]))
    for table in TABLES:
        text = filled(text, table.name, shown(table, results, docs / "performance"))
    page.write_text(text, encoding="utf-8", newline="\n")


def shown(table: Table, results: Results, folder: Path) -> str:
    """A table, and a chart of it."""
    chart = folder / f"{table.name}.svg"
    if why := results["not_run"].get(table.part):
        chart.unlink(missing_ok=True)
        return f"NOT RUN: {why}."
    first = results["runs"][0][table.part]
    present = [group for group in table.groups if group in first]
    names = sorted(
        {name for group in present for name in first[group]},
        key=lambda name: (name != table.baseline, name in OURS, [*LABELS, name].index(name)),
    )
    figures = {name: [relative(results, table, group, name) for group in present] for name in names}
    unit = "" if table.is_cost else "×"
    cells = [
        [label(name), *(f"{figure:.2f}{unit}" if figure else "" for figure in of_groups)]
        for name, of_groups in figures.items()
    ]
    text = markdown(["", *(group.partition("_")[2] or group for group in present)], cells)
    charted = [at for at, group in enumerate(present) if group.endswith(f"_{CHARTED}")]
    if not charted:
        return text
    bars = {plain(name): figure for name in names if (figure := figures[name][charted[0]])}
    if table.is_cost:
        bars = {name: 1 / figure for name, figure in bars.items()}
    ours = {plain(name) for name in OURS}
    folder.mkdir(exist_ok=True)
    charts.write(chart, table.title, f"speed; {plain(table.baseline)} = 1", bars, ours)
    link = f"![{table.title}: speed of each contender]({folder.name}/{chart.name})"
    return f"{text}\n\n{link}"


def relative(results: Results, table: Table, group: str, name: str) -> float | None:
    """A contender's time in the baseline's, or the other way round; None if it took no part."""
    pair = (name, table.baseline) if table.is_cost else (table.baseline, name)
    figures = ratios(results, table.part, group, *pair)
    return median(figures) if figures else None


def label(name: str) -> str:
    """A contender as people know it."""
    return LABELS.get(name, name)


def plain(name: str) -> str:
    """The same without the marks of Markdown."""
    return label(name).replace("`", "")


def markdown(header: list[str], rows: list[list[str]]) -> str:
    """A table."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def filled(text: str, name: str, content: str) -> str:
    """The page with what stands between two marks replaced."""
    begin, end = f"<!-- bench:begin {name} -->", f"<!-- bench:end {name} -->"
    if text.count(begin) != 1 or text.count(end) != 1:
        raise SystemExit(f"docs/performance.md has not one {begin} with its end")
    inside = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    return inside.sub(lambda _: f"{begin}\n\n{content}\n\n{end}", text)
