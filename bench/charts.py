"""Bars, written the same way each time: the same figures give the same file."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import matplotlib as mpl
from matplotlib.figure import Figure

OURS: Final = "#1f6f8b"
OTHERS: Final = "#b4bcc2"
STYLE: Final = {
    # Ids are random otherwise.
    "svg.hashsalt": "delivrd",
    # Text stays text: small, and readable to a screen reader.
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.size": 9,
}


def write(path: Path, title: str, axis: str, bars: dict[str, float], ours: set[str]) -> None:
    """Horizontal bars, the first on top; `ours` stand out."""
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(7.2, 0.8 + 0.3 * len(bars)), layout="constrained")
        axes = figure.subplots()
        colours = [OURS if name in ours else OTHERS for name in bars]
        drawn = axes.barh(list(bars), list(bars.values()), height=0.7, color=colours)
        # Over the line at 1, where the two meet.
        behind = {"facecolor": "white", "edgecolor": "none", "pad": 0.6}
        axes.bar_label(drawn, fmt="%.2f×", padding=3, bbox=behind)
        axes.invert_yaxis()
        axes.margins(x=0.12)
        axes.set_title(title, loc="left", fontweight="bold")
        axes.set_xlabel(axis)
        axes.axvline(1, color="black", linewidth=0.6, zorder=0)
        axes.spines[["top", "right", "left"]].set_visible(False)
        axes.tick_params(axis="y", length=0)
        figure.savefig(path, format="svg", metadata={"Date": None, "Creator": None})
