"""``python -m benchmarks.idioms``: how many literal and how many sound renderings are found.

A line of ``pairs.tsv`` is a language, an English sentence with an idiom, its rendering word for word and a
sound one.
"""

from __future__ import annotations

from pathlib import Path

from qa import Checker, SourcePair

_PAIRS = Path(__file__).with_name("pairs.tsv")
_RULE = "accuracy/idiom"


def main() -> None:
    """Print both counts."""
    checker = Checker()
    rows = [line.split("\t") for line in _PAIRS.read_text("utf-8").splitlines()]
    for name, column in (("literal", 2), ("sound", 3)):
        pairs = [SourcePair(row[1], row[column], row[0]) for row in rows]
        found = sum(any(one.rule == _RULE for one in pair.findings) for pair in checker.score(pairs))
        print(f"{name}: {found} of {len(rows)} found")


if __name__ == "__main__":
    main()
