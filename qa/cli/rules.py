"""``qa rules``: what is looked for."""

from __future__ import annotations

from qa.cli.output import Output
from qa.judge.rules import RULES


def rules() -> int:
    """Write a line for each rule: its id and what it finds."""
    longest = max(len(rule.id) for rule in RULES)
    with Output(None) as output:
        output.write("".join(f"{rule.id:{longest}}  {rule.what}\n" for rule in RULES))
    return 0
