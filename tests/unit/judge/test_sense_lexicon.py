from __future__ import annotations

import pytest

from qa.judge.sense_lexicon import Entry, Sense, entries_of
from qa.judge.tables import read_table
from qa.judge.wording import WORD, compiled, keys
from qa.languages import LANGUAGES

FORMS = {form.lower() for wording in read_table("senses") for form in keys(wording)[0]}
ALL = sorted(entries_of(FORMS), key=lambda entry: entry.rank)


def test_a_row_is_what_a_sense_means_and_what_establishes_it() -> None:
    assert Sense.of("coil metal_spring | mattress * steel") == Sense(
        ("coil", "metal spring"), frozenset({"mattress", "steel"}), True
    )
    assert Sense.of("jump") == Sense(("jump",), frozenset(), False)


def test_terms_come_before_the_bare_word() -> None:
    rank = [entry.wording for entry in sorted(entries_of({"cut"}), key=lambda entry: entry.rank)]
    assert len(rank[0].split()) >= len(rank[-1].split())


@pytest.mark.parametrize("entry", ALL, ids=lambda entry: entry.wording)
def test_every_entry_is_well_formed(entry: Entry) -> None:
    assert len(keys(entry.wording)) == compiled(entry.wording).groups == 1
    assert len(entry.senses) > 1
    assert any(sense.always or sense.cues for sense in entry.senses)
    assert sum(sense.always for sense in entry.senses) <= 1
    assert all(sense.means for sense in entry.senses)
    assert entry.shared <= LANGUAGES.keys() - {"en"}
    assert all(WORD.fullmatch(cue) for sense in entry.senses for cue in sense.cues)


def test_no_cue_establishes_two_senses_of_a_word() -> None:
    for entry in ALL:
        cues = [cue for sense in entry.senses for cue in sense.cues]
        assert len(cues) == len(set(cues)), entry.wording


def test_no_wording_stands_twice() -> None:
    assert len(read_table("senses")) == len(ALL)
