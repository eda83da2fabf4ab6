"""What stands above the documents: the verdict, what was not checked, the table, the filters."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from qa.languages import describe
from qa.records import CheckedDocument, Finding, Report, Severity, Skipped
from qa.report.locate import Segments
from qa.report.page.figures import quality_class, quality_text
from qa.report.page.human import beside_human
from qa.report.page.markup import joined, text
from qa.report.tally import WORST_FIRST, Tally, by_severity, count, mean_quality, tally


def summary(report: Report) -> str:
    """The header of the page, from the verdict to the filters."""
    counts = tally(report)
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in report.findings:
        found[finding.path].append(finding)
    return joined(
        _header(counts),
        _skipped(report.skipped),
        _table([(document, found[document.path]) for document in report.documents]),
        beside_human(report.human_translation) if report.human_translation else "",
        _controls(report.findings, counts) if report.findings else "",
    )


def _header(counts: Tally) -> str:
    checked = f"{count(counts.documents, 'document')}, {count(counts.segments, 'aligned segment')}"
    hidden = f", {count(counts.suppressed, 'suppressed finding')}" if counts.suppressed else ""
    figures = "".join(
        f'<li data-kind="{severity if number else "none"}"><b>{number:,}</b> {severity}</li>'
        for severity, number in counts.by_severity.items()
    )
    if counts.skipped:
        figures += f'<li data-kind="skipped"><b>{counts.skipped:,}</b> not checked</li>'
    return joined(
        "<header><div><h1>Translation report</h1>",
        f"<p>{checked}{hidden}</p></div>",
        f'<ul class="figures">{figures}</ul></header>',
    )


def _skipped(skipped: Sequence[Skipped]) -> str:
    if not skipped:
        return ""
    return joined(
        '<section class="skipped" aria-labelledby="skipped">',
        f'<h2 id="skipped">{count(len(skipped), "file")} could not be checked</h2><ul>',
        *(f"<li><b><bdi>{text(file.path)}</bdi></b> {text(file.reason)}</li>" for file in skipped),
        "</ul></section>",
    )


def _table(documents: Sequence[tuple[CheckedDocument, Sequence[Finding]]]) -> str:
    if not documents:
        return ""
    severities = "".join(f'<th scope="col" class="number">{severity}</th>' for severity in WORST_FIRST)
    return joined(
        '<section class="overview" aria-label="Documents"><table><thead><tr><th scope="col">Document</th>'
        f'<th scope="col">Language</th>{severities}<th scope="col" class="number">Mean quality</th>'
        '<th scope="col" class="strips">Segments, first to last</th></tr></thead><tbody>',
        *(_table_row(number, document, found) for number, (document, found) in enumerate(documents, 1)),
        "</tbody></table></section>",
    )


def _table_row(number: int, document: CheckedDocument, findings: Sequence[Finding]) -> str:
    counts = "".join(
        f'<td class="number" data-kind="{severity if found else "none"}">{found:,}</td>'
        for severity, found in by_severity(findings).items()
    )
    return (
        f'<tr><th scope="row"><a href="#d{number}"><bdi>{text(document.path)}</bdi></a></th>'
        f"<td>{text(describe(document.language))}</td>{counts}"
        f'<td class="number">{quality_text(mean_quality(document))}</td>'
        f'<td class="strips">{_strip(number, document, findings)}</td></tr>'
    )


def _strip(number: int, document: CheckedDocument, findings: Sequence[Finding]) -> str:
    """A bar for each segment, with the worst severity found there.

    For the pointer only: a hundred tab stops would bar the way of the keyboard, which has the findings
    themselves.
    """
    segments = Segments(document.segments)
    worst: dict[int, Severity] = {}
    for finding in findings:
        if not finding.suppressed:
            for index in segments.indexes(finding):
                worst[index] = max(worst.get(index, finding.severity), finding.severity)
    bars = []
    for index, segment in enumerate(document.segments):
        shade = quality_class(segment.score.quality if segment.score else None)
        flag = f" {worst[index]}" if index in worst else ""
        bars.append(f'<a class="{shade}{flag}" href="#d{number}s{index + 1}" tabindex="-1"></a>')
    return f'<div class="strip" aria-hidden="true">{"".join(bars)}</div>'


def _controls(findings: Sequence[Finding], counts: Tally) -> str:
    """The filters; hidden until the script that they need has started."""
    boxes = "".join(
        _checkbox(str(severity), str(severity), number, checked=True)
        for severity, number in counts.by_severity.items()
        if number
    )
    if counts.suppressed:
        boxes += _checkbox("suppressed", "suppressed", counts.suppressed, checked=False)
    rules = "".join(
        f'<option value="{text(rule)}">{text(rule)} ({number:,})</option>'
        for rule, number in sorted(Counter(finding.rule for finding in findings).items())
    )
    return joined(
        '<div id="controls" role="group" aria-label="Filters" hidden>',
        f'<div class="boxes">{boxes}</div>',
        f'<label>Rule <select id="rule"><option value="">all rules</option>{rules}</select></label>',
        '<label><input type="checkbox" id="only"> only segments with findings</label>',
        '<span class="steps"><span id="shown" role="status"></span>',
        '<button type="button" id="previous">Previous <kbd>p</kbd></button>',
        '<button type="button" id="next">Next <kbd>n</kbd></button></span></div>',
    )


def _checkbox(kind: str, label: str, number: int, checked: bool) -> str:
    state = " checked" if checked else ""
    return (
        f'<label><input type="checkbox" value="{kind}"{state}> '
        f'<span data-kind="{kind}">{label}</span> {number:,}</label>'
    )
