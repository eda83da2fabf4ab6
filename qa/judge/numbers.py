"""accuracy/number: a number, date or unit that the source does not have."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from qa.judge.case import Case, Side
from qa.judge.figures import Figure
from qa.judge.paraphrase import explains, has_customary_unit
from qa.records import ErrorSpan, Severity

RULE = "accuracy/number"

# Smaller figures come and go with the grammar of a language ("a week" is "1週間").
_LEAST_NEWS = 10

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
    if not case.two_sided or not case.translation.figures:
        return
    yield from _swapped_units(case)
    strange = _without_equal(case.translation, case.source, _rendered)
    if not strange:
        return
    missing = _without_equal(case.source, case.translation, _renders)
    for beside in case.neighbours:
        # A figure may have moved with its clause into the passage before or after.
        lost = _without_equal(beside.source, beside.translation, _renders)
        strange = [f for f in strange if not any(_equal(f, other, beside.source) for other in lost)]
        extra = _without_equal(beside.translation, beside.source, _rendered)
        missing = [f for f in missing if not any(_equal(other, f, case.source) for other in extra)]
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
    return (
        figure.values.isdisjoint(case.facts.source_numbers)
        and max(figure.values, default=0) >= _LEAST_NEWS
        and 100 not in figure.values
        and not has_customary_unit(case.source.passage.text)
    )


def _without_equal(
    side: Side, other: Side, equal: Callable[[Figure, Figure, Side, Side], bool]
) -> list[Figure]:
    """Firm figures of ``side`` that have no equal on the other side."""
    return [
        figure
        for figure in side.figures
        if figure.firm
        and not any(equal(figure, rival, side, other) for rival in other.figures)
        and not _in_parts(figure, other.figures)
    ]


def _rendered(figure: Figure, source: Figure, side: Side, other: Side) -> bool:
    return _equal(figure, source, other)


def _renders(figure: Figure, translation: Figure, side: Side, other: Side) -> bool:
    return _equal(translation, figure, side)


def _equal(figure: Figure, source: Figure, side: Side) -> bool:
    """Whether ``figure`` of the translation may render ``source``, a figure of the source ``side``."""
    if figure.kind != source.kind and {figure.kind, source.kind} != {"number", "month"}:
        return False
    if not figure.values.isdisjoint(source.values | source.parts) or figure.parts & source.values:
        return True
    if (not figure.bare and figure.values & source.bare) or (not source.bare and figure.bare & source.values):
        return True
    if figure.kind != "number" or source.kind != "number":
        return False
    if not figure.digits and any(_begins(value, whole) for value in figure.values for whole in source.values):
        return True
    text = side.passage.text
    return any(explains(source, text, value) for value in figure.values)


def _in_parts(figure: Figure, others: tuple[Figure, ...]) -> bool:
    """Whether the parts of a date or time stand as separate figures on the other side."""
    if not figure.parts:
        return False
    return figure.parts <= {value for other in others for value in other.values | other.parts}


def _begins(value: Decimal, other: Decimal) -> bool:
    """Whether the words for ``value`` may begin the words for ``other``, an ordinal that we do not know."""
    place = 100 if value % 100 == 0 else 10
    return value % 10 == 0 and 0 < other - value < place


def _swapped_units(case: Case) -> Iterator[ErrorSpan]:
    """The same figure with another unit ("400,000 zlotys" and "400 000 dollars")."""
    with_units = [figure for figure in case.source.figures if figure.units]
    if not with_units:
        return
    source_units = frozenset[str]().union(*(figure.units for figure in with_units))
    for figure in case.translation.figures:
        if not figure.units or not figure.units.isdisjoint(source_units):
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
