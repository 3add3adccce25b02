"""What a run counts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Final

# So many disagreements are printed with their inputs; the others are counted.
SHOWN: Final = 5


@dataclass
class Tally:
    """Cases of each class, and where two sides gave different answers."""

    accepted: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    disagreed: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)

    def count(self, name: str, accepted: bool) -> None:
        """Counts a case by delivrd's answer."""
        (self.accepted if accepted else self.refused)[name] += 1

    def disagree(self, name: str, what: str, **inputs: object) -> None:
        """Counts a disagreement, and keeps what is needed to ask again."""
        self.disagreed[name] += 1
        if len(self.examples) < SHOWN:
            lines = (f"    {member}: {value!a}" for member, value in inputs.items())
            self.examples.append("\n".join((f"  {name}: {what}", *lines)))

    def add(self, other: Tally) -> None:
        """Takes in another run's counts."""
        self.accepted += other.accepted
        self.refused += other.refused
        self.disagreed += other.disagreed
        self.examples = (self.examples + other.examples)[:SHOWN]

    @property
    def cases(self) -> int:
        """How many cases there were."""
        return self.accepted.total() + self.refused.total()
