from pathlib import Path

from benchmarks.quality import garble, synthetic
from training.corpus import Pair
from training.damage import gather

_PAIRS = [
    Pair("invented", f"The {thing} of {town} was open for {count} weeks, and the painter saw it.", translated)
    for thing, chose in (("harbour", "Le port"), ("market", "Le marché"), ("bridge", "Le pont"))
    for town in ("Lisbon", "Odessa")
    for count, nombre in (("two", "deux"), ("seven", "sept"))
    for translated in [f"{chose} de {town} était ouvert pendant {nombre} semaines, et le peintre l’a vu."]
]


def test_a_written_document_is_read_as_it_was_meant(tmp_path: Path) -> None:
    resources = gather(_PAIRS, "fr")
    for name in ("fr_001_synthetic", "fr_002_synthetic"):
        synthetic.write(tmp_path / name, _PAIRS, resources)
    first, second = garble.load(tmp_path)
    assert first.source.count("\n") == first.clean.count("\n") == first.garbled.text.count("\n") == 3
    assert first.clean.startswith(f"{_PAIRS[0].other} {_PAIRS[1].other} ")
    assert len(first.garbled.spans) == 4
    assert first.garbled != second.garbled


def test_the_name_decides_the_damage(tmp_path: Path) -> None:
    resources = gather(_PAIRS, "fr")
    for folder in ("one", "two"):
        synthetic.write(tmp_path / folder / "fr_001_synthetic", _PAIRS, resources)
    assert garble.load(tmp_path / "one") == garble.load(tmp_path / "two")


def test_what_would_look_like_a_mark_is_left_out() -> None:
    long = "The harbour was open for two weeks, and the painter saw it."
    lines = [(long, "⟦"), ("Short.", "Court."), (long, "Deux"), (long, "Trois")]
    pairs = [Pair("invented", *line) for line in lines]
    assert [pair.other for pair in synthetic._usable(iter(pairs), 1)] == ["Deux"]
