"""accuracy/number: a number, date or unit that the source does not have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from qa.judge.case import Case, Side
from qa.judge.figures import Figure
from qa.judge.paraphrase import explains, has_customary_unit, roman_numbers
from qa.records import ErrorSpan, Severity

RULE = "accuracy/number"

# Smaller figures come and go with the grammar of a language ("a week" is "1週間").
_LEAST_NEWS = 10

# A month may be written as a number ("7.4." for "7 April").
_NUMERIC = frozenset(("number", "month"))
_QUANTITIES = (
    frozenset(("second", "minute", "hour", "day", "week", "month", "year")),
    frozenset(("metre", "kilometre", "centimetre", "millimetre", "mile", "foot", "inch")),
    frozenset(("gram", "kilogram", "tonne")),
    frozenset(("kilobyte", "megabyte", "gigabyte", "terabyte")),
    frozenset(("watt", "kilowatt", "megawatt", "gigawatt")),
    frozenset(("hectare", "acre")),
    frozenset(("EUR", "USD", "GBP", "JPY", "CNY", "CHF", "RUB", "PLN", "INR", "KRW", "percent")),
)


def check(case: Case) -> Iterator[ErrorSpan]:
    """Compare the figures of both sides."""
    if not case.two_sided or not case.translation.figures_can_be_wrong:
        return
    yield from _swapped_units(case)
    strange = _without_source(case.translation, case.source)
    if not strange:
        return
    missing = _without_translation(case.source, case.translation)
    for beside in case.neighbours:
        # A figure may have moved with its clause into the passage before or after.
        lost = _without_translation(beside.source, beside.translation)
        text = beside.source.passage.text
        strange = [figure for figure in strange if not any(_equal(figure, other, text) for other in lost)]
        extra = _without_source(beside.translation, beside.source)
        text = case.source.passage.text
        missing = [figure for figure in missing if not any(_equal(other, figure, text) for other in extra)]
    for figure in strange:
        yield from _judge(figure, missing, case)


def _judge(figure: Figure, missing: list[Figure], case: Case) -> Iterator[ErrorSpan]:
    """The finding on a figure that the source passage does not have."""
    text = case.translation.passage.text[figure.start : figure.end]
    rivals = [other for other in missing if other.kind == figure.kind]
    if rivals:
        other = max(
            rivals, key=lambda other: (bool(other.units & figure.units), other.digits == figure.digits)
        )
        missing.remove(other)
        original = case.source.passage.text[other.start : other.end]
        yield ErrorSpan(
            case.translation.span(figure.start, figure.end),
            RULE,
            Severity.MAJOR,
            0.9 if figure.digits else 0.75,
            f"“{text}” where the source has “{original}”",
            case.source.span(other.start, other.end),
        )
    elif figure.digits and _is_news(figure, case):
        yield ErrorSpan(
            case.translation.span(figure.start, figure.end),
            RULE,
            Severity.MINOR,
            0.5,
            f"“{text}” is not in the source",
        )


def _is_news(figure: Figure, case: Case) -> bool:
    """Whether nothing in the source document accounts for the figure."""
    text = case.source.passage.text
    return (
        figure.values.isdisjoint(case.facts.source_numbers | roman_numbers(text))
        and max(figure.values, default=0) >= _LEAST_NEWS
        and 100 not in figure.values
        and not has_customary_unit(text)
    )


def _without_source(translation: Side, source: Side) -> list[Figure]:
    """Firm figures of the translation that no figure of the source accounts for."""
    firm = [figure for figure in translation.figures if figure.firm]
    if not firm:
        return []
    written = {value for figure in source.figures if figure.kind in _NUMERIC for value in figure.values}
    text = source.passage.text
    return [
        figure
        for figure in firm
        if (figure.kind not in _NUMERIC or figure.values.isdisjoint(written))
        and not any(_equal(figure, other, text) for other in source.figures)
        and not (figure.parts and all(_accounted(part, source) for part in figure.parts))
    ]


def _without_translation(source: Side, translation: Side) -> list[Figure]:
    """Firm figures of the source that no figure of the translation renders."""
    text = source.passage.text
    return [
        figure
        for figure in source.figures
        if figure.firm
        and not any(
            _equal(other, figure, text) or not figure.values.isdisjoint(other.parts)
            for other in _comparable(figure, translation.figures)
        )
    ]


def _comparable(figure: Figure, others: Sequence[Figure]) -> Sequence[Figure]:
    """Where a month is written out, the figure beside it is the day."""
    months = [other for other in others if other.kind == "month"] if figure.kind == "month" else []
    return months or others


def _equal(figure: Figure, source: Figure, text: str) -> bool:
    """Whether ``figure`` of the translation may render ``source``, a figure of the source ``text``."""
    if figure.kind != source.kind and not _NUMERIC.issuperset((figure.kind, source.kind)):
        return False
    if not figure.values.isdisjoint(source.values | source.parts):
        return True
    if (not figure.bare and figure.values & source.bare) or (not source.bare and figure.bare & source.values):
        return True
    if figure.kind != "number" or source.kind != "number":
        return False
    if not figure.digits and any(_begins(value, whole) for value in figure.values for whole in source.values):
        return True
    return any(explains(source, text, value) for value in figure.values)


def _accounted(part: Decimal, source: Side) -> bool:
    """Whether a part of a date or time stands, as itself or by another clock, in the source."""
    text = source.passage.text
    return not part or any(
        part in figure.values or part in figure.parts or explains(figure, text, part)
        for figure in source.figures
    )


def _begins(value: Decimal, other: Decimal) -> bool:
    """Whether the words for ``value`` may begin the words for ``other``, an ordinal that we do not know."""
    place = 100 if value % 100 == 0 else 10
    return value % 10 == 0 and 0 < other - value < place


def _swapped_units(case: Case) -> Iterator[ErrorSpan]:
    """The same figure with another unit ("300 crowns" and "300 Euro")."""
    theirs = [figure for figure in case.translation.figures if figure.units]
    with_units = [figure for figure in case.source.figures if figure.units] if theirs else []
    source_units = frozenset[str]().union(*(figure.units for figure in with_units))
    for figure in theirs:
        if not figure.units.isdisjoint(source_units):
            continue
        other = next((other for other in with_units if not figure.values.isdisjoint(other.values)), None)
        if other is None or not _swapped(figure, other, case.translation.figures):
            continue
        start, end = min(figure.start, figure.unit_start), max(figure.end, figure.unit_end)
        first, last = min(other.start, other.unit_start), max(other.end, other.unit_end)
        text = case.translation.passage.text[start:end]
        original = case.source.passage.text[first:last]
        yield ErrorSpan(
            case.translation.span(figure.unit_start, figure.unit_end),
            RULE,
            Severity.MAJOR,
            0.9,
            f"“{text}” where the source has “{original}”",
            case.source.span(other.unit_start, other.unit_end),
        )


def _swapped(figure: Figure, other: Figure, figures: tuple[Figure, ...]) -> bool:
    """Whether the equal figures are of one quantity, and no other translates ``other`` with its unit."""
    return (
        (figure.firm or figure.digits)
        and (other.firm or other.digits)
        and any(figure.units & quantity and other.units & quantity for quantity in _QUANTITIES)
        and not any(other.units & rival.units and rival.values & other.values for rival in figures)
    )
