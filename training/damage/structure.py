"""Damage to what stands where: stutters, clauses added and left out, word salad, other languages."""

from __future__ import annotations

import re
from itertools import pairwise
from random import Random

from qa.records import Severity
from qa.spans import Span
from training.corpus import key
from training.damage.edit import Edit
from training.damage.material import Material
from training.damage.resources import Resources
from training.damage.words import gap, words

_CLAUSE_END = re.compile(r"[,;:，、；：،؛.!?。！？।\n]|\s[–—-]\s")
_FINAL = " \u00a0\u202f\t\r\n.!?。！？।…:;\"»”’')]）」』"


def repetition(material: Material, resources: Resources, random: Random) -> Edit | None:
    """A word or a run of up to five, said again at once or after a comma."""
    count = len(material.words)
    if count < 2:
        return None
    length = random.choice((1, 1, 2, 2, 3, 4, 5))
    first = random.randrange(max(1, count - length + 1))
    last = min(first + length, count) - 1
    text = material.text(first, last)
    if "\n" in text or any(character.isdigit() for character in text):
        return None
    between = gap(resources.language)
    times = random.choice((1, 1, 1, 2)) if last == first else 1
    severity = Severity.MINOR if last == first and times == 1 else Severity.MAJOR
    return _insert(material.spans[last].end, (between + text) * times, "repetition", severity)


def addition(material: Material, resources: Resources, random: Random) -> Edit | None:
    """A clause of another sentence, put in at the end or at a comma."""
    clause = _clause_elsewhere(material, resources, random)
    if clause is None:
        return None
    comma = _comma(resources.language)
    ends = [match.start() for match in re.finditer(r"[,，،、](?=\D)", material.other)]
    ends.append(len(material.other.rstrip(_FINAL)))
    return _insert(random.choice(ends), comma + clause, "addition", Severity.MAJOR)


def omission(material: Material, resources: Resources, random: Random) -> Edit | None:
    """A clause, a parenthesis or the second of two joined things, left out without a trace."""
    options = [span for span in _removable(material, resources) if _weighty(material, span)]
    if not options:
        return None
    return Edit(random.choice(options), "", "omission", Severity.MAJOR)


def syntax(material: Material, resources: Resources, random: Random) -> Edit | None:
    """Four to seven words running, in another order."""
    length = random.randint(4, 7)
    if len(material.words) < length:
        return None
    first = random.randrange(len(material.words) - length + 1)
    order = list(range(first, first + length))
    random.shuffle(order)
    # The ends must move, or the marked stretch would hold intact words.
    if order[0] == first or order[-1] == first + length - 1:
        order = order[1:] + order[:1]
    pieces: list[str] = []
    at = material.spans[first].start
    for place, source in zip(range(first, first + length), order, strict=True):
        pieces += [material.other[at : material.spans[place].start], material.text(source, source)]
        at = material.spans[place].end
    return Edit(material.over(first, first + length - 1), "".join(pieces), "syntax", Severity.CRITICAL)


def untranslated(material: Material, resources: Resources, random: Random) -> Edit | None:
    """Source words left in place of their translation."""
    run = _linked_run(material, random, most=4)
    if run is None:
        return None
    first, last, source_first, source_last = run
    text = material.source_text(source_first, source_last)
    severity = Severity.MINOR if source_first == source_last else Severity.MAJOR
    return Edit(material.over(first, last), text, "untranslated", severity)


def wronglang(material: Material, resources: Resources, random: Random) -> Edit | None:
    """A stretch in a third language: the same words where the corpus has them, else any."""
    count = len(material.words)
    if count < 3:
        return None
    length = random.randint(2, min(6, count))
    first = random.randrange(count - length + 1)
    text = _foreign(material, first, length, resources, random)
    if not text:
        return None
    return Edit(material.over(first, first + length - 1), text, "wronglang", Severity.MAJOR)


def _insert(place: int, text: str, category: str, severity: Severity) -> Edit:
    return Edit(Span(place, place), text, category, severity)


def _comma(language: str) -> str:
    return {"zh": "，", "ja": "、", "ar": "، ", "fa": "، "}.get(language, ", ")


def _clause_elsewhere(material: Material, resources: Resources, random: Random) -> str | None:
    """A clause of three to twelve words, from the sentence of a few that has most words in common."""
    if not resources.sentences:
        return None
    here = set(material.words) - resources.common
    some = [random.choice(resources.sentences) for _ in range(4)]
    some.sort(key=lambda sentence: -sum(word in here for word in sentence.lower().split()))
    for sentence in some:
        clauses = [clause.strip() for clause in _CLAUSE_END.split(sentence)]
        fitting = [clause for clause in clauses if 12 <= len(clause) * _weight(resources.language) <= 90]
        if fitting:
            clause = random.choice(fitting)
            if clause.lower() not in material.other.lower():
                return clause[0].lower() + clause[1:] if clause[1:2].islower() else clause
    return None


def _weight(language: str) -> int:
    """How many letters of an alphabet a character is worth."""
    return 1 if gap(language) else 3


def _removable(material: Material, resources: Resources) -> list[Span]:
    """Stretches that can go with the punctuation before them and leave a sentence."""
    text = material.other
    marks = [match.start() for match in _CLAUSE_END.finditer(text) if _is_boundary(text, match.start())]
    spans = [Span(one, other) for one, other in pairwise(marks) if text[one] not in ".!?。！？।\n"]
    spans += [Span(*match.span()) for match in re.finditer(r"\s?[(（][^()（）]{4,80}[)）]", text)]
    spans += _joined(material, resources)
    return spans


def _is_boundary(text: str, at: int) -> bool:
    """Not a decimal mark, a time or the dot of an abbreviation within a word."""
    return at + 1 == len(text) or not text[at + 1].isalnum() or ord(text[at]) > 0x2FFF


def _joined(material: Material, resources: Resources) -> list[Span]:
    """From an 'and' or 'or' to the word after it, or the two after it before a mark."""
    joiners = set(list(resources.lexicon.forward.get("and", {}))[:2]) | set(
        list(resources.lexicon.forward.get("or", {}))[:1]
    )
    spans = []
    for place in range(1, len(material.words) - 1):
        if material.words[place] in joiners and len(material.words[place + 1]) > 3:
            start, end = material.spans[place - 1].end, material.spans[place + 1].end
            spans.append(Span(start, end))
    return spans


def _weighty(material: Material, span: Span) -> bool:
    """Whether it holds at least six letters and leaves as much."""
    inside = sum(character.isalnum() for character in material.other[span.start : span.end])
    enough = 6 if material.other.isascii() or " " in material.other else 3
    return inside >= enough and sum(character.isalnum() for character in material.other) - inside >= enough


def _linked_run(material: Material, random: Random, most: int) -> tuple[int, int, int, int] | None:
    """A run of words here and the run of source words they render, neither linked outside."""
    starts = [place for place, link in enumerate(material.links) if link is not None]
    random.shuffle(starts)
    length = random.randint(1, most)
    for first in starts[:6]:
        last = min(first + length, len(material.links)) - 1
        linked = [link for link in material.links[first : last + 1] if link is not None]
        source_first, source_last = min(linked), max(linked)
        outside = [*material.links[:first], *material.links[last + 1 :]]
        if source_last - source_first > length + 1 or any(
            link is not None and source_first <= link <= source_last for link in outside
        ):
            continue
        here, there = material.text(first, last), material.source_text(source_first, source_last)
        if here.lower() != there.lower() and any(character.isalpha() for character in there):
            return first, last, source_first, source_last
    return None


def _foreign(material: Material, first: int, length: int, resources: Resources, random: Random) -> str:
    same = resources.parallels.get(key(material.english), ())
    if same:
        text, depth = random.choice(list(same)), first / len(material.words)
    elif resources.foreign:
        text, depth = random.choice(resources.foreign), random.random()
    else:
        return ""
    spans = words(text, "en")
    if not spans:
        return ""
    begin = min(round(depth * len(spans)), max(0, len(spans) - length))
    stretch = spans[begin : begin + length]
    return text[stretch[0].start : stretch[-1].end][:80].strip()
