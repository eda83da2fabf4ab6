"""``qa rules``: what is looked for."""

from __future__ import annotations

from qa.cli.output import Output
from qa.judge import RULES


def rules() -> int:
    """Write a line for each rule, by id: the id, how bad it usually is, what it finds."""
    longest = max(len(rule.id) for rule in RULES)
    with Output(None) as output:
        for rule in sorted(RULES, key=lambda rule: rule.id):
            output.write(f"{rule.id:{longest}}  {rule.severity!s:8}  {rule.summary}\n")
    return 0
