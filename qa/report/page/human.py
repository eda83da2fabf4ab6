"""How near the documents are to human translations, as tables of the page."""

from __future__ import annotations

from collections.abc import Sequence

from qa.languages import describe
from qa.records import HumanTranslation, Metric
from qa.report.page.markup import joined, text


def beside_human(compared: HumanTranslation) -> str:
    """A row for each document, then one for each language, then how the metrics were counted."""
    names = [metric.name for item in compared.languages[:1] for metric in item.metrics]
    headings = "".join(f'<th scope="col" class="number">{text(name)}</th>' for name in names)
    return joined(
        '<section class="overview" aria-labelledby="human"><h2 id="human">Beside human translations</h2>',
        '<table><thead><tr><th scope="col">Document</th><th scope="col">Human translation</th>'
        f"{headings}</tr></thead><tbody>",
        *(_row(text(item.path), text(item.human_path), item.metrics) for item in compared.documents),
        *(_row(f"all {text(describe(item.language))}", "", item.metrics) for item in compared.languages),
        "</tbody></table>",
        *(_signature(item.language, metric) for item in compared.languages for metric in item.metrics),
        "</section>",
    )


def _row(name: str, human: str, metrics: Sequence[Metric]) -> str:
    values = "".join(f'<td class="number">{metric.value:.1f}</td>' for metric in metrics)
    return f'<tr><th scope="row"><bdi>{name}</bdi></th><td><bdi>{human}</bdi></td>{values}</tr>'


def _signature(language: str, metric: Metric) -> str:
    return f'<p class="facts">{text(describe(language))}: {text(metric.name)} {text(metric.signature)}</p>'
