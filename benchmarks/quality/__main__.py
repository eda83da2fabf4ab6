"""``python -m benchmarks.quality``: check marked and clean translations, print one table, keep the run."""

from __future__ import annotations

import argparse
import json
import math
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.quality import clean, garble, human
from benchmarks.quality.figures import Figure, alarm_figures, garbled_figures, table
from benchmarks.quality.metrics import Outcome
from benchmarks.quality.run import CheckerLike, outcome
from qa.errors import QaError

HERE = Path(__file__).parent


def main(arguments: list[str] | None = None) -> int:
    """Run the benchmark; 2 where a set cannot be read or a document is not checked."""
    import qa
    from qa.config import Options
    from qa.localise import Effort

    options = _parser().parse_args(arguments)
    try:
        checker = qa.Checker(Options(model=options.model, effort=Effort(options.effort)))
        figures, outcomes = measure(
            checker, options.garble or [HERE / "garble-dev", HERE / "garble-test"], options.clean
        )
        for path in options.human:
            figures += human.judged_figures(path.name.split(".jsonl")[0], checker, human.load(path))
        if options.reliability:
            # Imported here: what damages the pairs is part of the training, which loads torch.
            from benchmarks.quality import reliability

            figures += reliability.figures(checker, options.reliability)
    except (ValueError, QaError) as error:
        print(error, file=sys.stderr)
        return 2
    print(table(figures), end="")
    output = options.output or HERE.parent / "runs" / f"quality-{date.today().isoformat()}.json"
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(_json(checker.signature, figures, outcomes), encoding="utf-8")
    return 0


def measure(
    checker: CheckerLike, garbled: list[Path], cleaned: list[Path]
) -> tuple[list[Figure], list[Outcome]]:
    """Figures of every set, and what was found in every document.

    Raises:
        ValueError: a set cannot be read, or a document was not checked.
    """
    figures: list[Figure] = []
    everything: list[Outcome] = []
    for folder in garbled:
        documents = garble.load(folder)
        damaged = [
            outcome(checker, d.name, d.language, d.source, d.garbled.text, d.garbled.spans) for d in documents
        ]
        intact = [outcome(checker, f"{d.name} clean", d.language, d.source, d.clean) for d in documents]
        figures += garbled_figures(folder.name, damaged, intact)
        everything += damaged + intact
    for path in cleaned:
        intact = [outcome(checker, d.name, d.language, d.source, d.translation) for d in clean.load(path)]
        figures += alarm_figures(path.stem, intact)
        everything += intact
    return figures, everything


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality", description=__doc__)
    parser.add_argument(
        "--garble",
        type=Path,
        action="append",
        metavar="DIR",
        help="a set of marked documents (default: garble-dev and garble-test)",
    )
    parser.add_argument(
        "--clean",
        type=Path,
        nargs="+",
        default=[],
        metavar="FILE.tsv",
        help="english<TAB>translation, intact",
    )
    parser.add_argument(
        "--human",
        type=Path,
        nargs="+",
        default=[],
        metavar="FILE.jsonl.xz",
        help="machine translation judged by people",
    )
    parser.add_argument(
        "--reliability",
        type=Path,
        metavar="DATA",
        help="the corpus folder: whether quality is a probability, on its test part",
    )
    parser.add_argument("--effort", choices=("fast", "balanced", "thorough"), default="fast")
    parser.add_argument("--model", metavar="NAME", help="a folder or hub name instead of the embedded model")
    parser.add_argument("--output", type=Path, metavar="FILE.json", help="where the run is kept")
    return parser


def _json(signature: str, figures: list[Figure], outcomes: list[Outcome]) -> str:
    run = {
        "signature": signature,
        "figures": [_plain(asdict(figure)) for figure in figures],
        "documents": [
            {
                "name": document.name,
                "words": document.words,
                "findings": [
                    [flag.span.start, flag.span.end, flag.rule, str(flag.severity), flag.confidence]
                    for flag in document.flags
                ],
            }
            for document in outcomes
        ],
    }
    return json.dumps(run, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """JSON has no NaN: a figure that is not defined is null."""
    return {
        name: None if isinstance(value, float) and math.isnan(value) else value for name, value in row.items()
    }


if __name__ == "__main__":
    raise SystemExit(main())
