"""An editorial tool checks the paragraph that somebody is editing, against its source, on every pause.

Run it with ``python examples/editor.py``.
"""

from __future__ import annotations

from qa import Checker, Finding

SOURCE = "The council opened the new bridge on Monday. Two lanes remain closed until 12 May."
DRAFTS = (
    "Le conseil a inauguré le nouveau pont lundi. Deux voies restent fermées jusqu'au 12 mai.",
    "Le conseil a inauguré le nouveau pont lundi. Deux voies restent fermées jusqu'au 21 mai.",
)


def underline(text: str, findings: tuple[Finding, ...]) -> str:
    """The text with a line of marks beneath: what an editor would draw from the spans."""
    marks = [" "] * len(text)
    for finding in findings:
        marks[finding.span.start : finding.span.end] = "^" * len(finding.span)
    return f"{text}\n{''.join(marks).rstrip()}"


def main() -> None:
    """Check each draft with the one checker, as an editor would after each keystroke."""
    checker = Checker()
    for draft in DRAFTS:
        report = checker.check(draft, source=SOURCE, language="fr")
        print(underline(draft, report.findings))
        for finding in report.findings:
            print(f"  {finding.severity} {finding.rule}: {finding.message}")


if __name__ == "__main__":
    main()
