"""Lines of source and translation, as TSV or JSON Lines."""

from __future__ import annotations

import codecs
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath

from qa.config import language_code
from qa.records import SourcePair

LONGEST = 5_000
"""Characters of one side: a pair is one passage, and every word of it is set beside every other."""

_SUFFIXES = {".tsv": "tsv", ".jsonl": "jsonl", ".ndjson": "jsonl"}


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is a pair, or the ``problem`` with it; ``identity`` is what the answer repeats."""

    number: int
    pair: SourcePair | None
    problem: str = ""
    identity: Mapping[str, object] = field(default_factory=dict)


Parser = Callable[[int, bytes], Line]


def parser_of(format_: str | None, name: str, first: bytes) -> Parser:
    """What reads the lines: by the format given, else by how ``name`` ends, else by the first line."""
    chosen = format_ or _SUFFIXES.get(PurePath(name).suffix.lower())
    looks_like_json = first.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"{")
    split = _from_json if (chosen or ("jsonl" if looks_like_json else "tsv")) == "jsonl" else _from_tsv

    def parse(number: int, raw: bytes) -> Line:
        identity: dict[str, object] = {}
        try:
            pair = split(_decoded(raw, number), identity)
            _check(pair)
        except ValueError as error:
            return Line(number, None, str(error), identity)
        return Line(number, pair, identity=identity)

    return parse


def _decoded(raw: bytes, number: int) -> str:
    raw = raw.removeprefix(codecs.BOM_UTF8) if number == 1 else raw
    try:
        text = raw.decode("utf-8").rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise ValueError(f"not UTF-8: byte {error.start} is 0x{raw[error.start]:02X}") from None
    if not text.strip():
        raise ValueError("empty line")
    return text


def _from_tsv(text: str, _: dict[str, object]) -> SourcePair:
    cells = text.split("\t")
    if len(cells) != 2:
        raise ValueError(f"expected source<TAB>translation, found {len(cells) - 1} tabs")
    return SourcePair(cells[0], cells[1])


def _from_json(text: str, identity: dict[str, object]) -> SourcePair:
    try:
        content = json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"not JSON: {error}") from None
    if not isinstance(content, dict):
        raise ValueError("not a JSON object")
    if "id" in content:
        identity["id"] = content["id"]
    language = content.get("language")
    return SourcePair(
        _text(content, "source"),
        _text(content, "translation"),
        None if language is None else language_code(language),
    )


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no number of JSON")


def _text(content: Mapping[str, object], key: str) -> str:
    value = content.get(key)
    if not isinstance(value, str):
        raise ValueError(f"{key} is missing" if value is None else f"{key} is not a text")
    return value


def _check(pair: SourcePair) -> None:
    for name, text in (("source", pair.source), ("translation", pair.translation)):
        if len(text) > LONGEST:
            raise ValueError(
                f"the {name} has {len(text):,} characters, more than {LONGEST:,}; use qa check for documents"
            )
        if any("\ud800" <= character <= "\udfff" for character in text):
            raise ValueError(f"the {name} has half a character (a lone surrogate)")
