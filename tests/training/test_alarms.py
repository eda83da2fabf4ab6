from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from qa.model import Model
from tests import tiny
from training import alarms
from training.examples import LabelledPair

SOUND = [
    (tiny.in_language(words, "en"), tiny.in_language(words, "fr")) for words in tiny.sentences(60, seed=4)
]


def garbled(text: str) -> str:
    return text.replace("lampe", "forêt").replace("panier", "forêt").replace("tapis", "forêt")


def test_sound_text_within_the_budget_leaves_the_share_as_it_is(tiny_model: Model) -> None:
    assert alarms.trained_share(tiny_model, "fr", SOUND) == tiny_model.doubter.trained_share


def test_the_share_rises_until_the_alarms_are_within_the_budget(
    tiny_model: Model,
) -> None:
    loud = [(english, garbled(other)) for english, other in SOUND]
    share = alarms.trained_share(tiny_model, "fr", loud)
    assert tiny_model.doubter.trained_share < share <= 0.9
    settled = replace(tiny_model, calibration=replace(tiny_model.calibration, trained_shares={"fr": share}))
    assert settled.trained_share("fr") == share
    assert alarms.trained_share(tiny_model, "fr", loud, budget=1e9) == tiny_model.doubter.trained_share


def test_where_sound_pairs_have_findings_a_finding_says_less(tiny_model: Model) -> None:
    sound = [LabelledPair("fr", *pair) for pair in SOUND]
    damaged = [replace(one, other=garbled(one.other), kind="sense") for one in sound]
    rule = "accuracy/mistranslation"
    clear = alarms.flawed(tiny_model, [*sound, *damaged])[rule]
    muddled = alarms.flawed(tiny_model, [*sound, *(replace(one, kind="") for one in damaged)])[rule]
    assert clear < muddled <= 0
    assert not alarms.flawed(tiny_model, [])


def test_both_are_written_beside_what_was_fitted_before(tiny_model: Model, tmp_path: Path) -> None:
    file = tmp_path / "calibration.json"
    file.write_text(json.dumps({"bias": 1.5, "trained_shares": {}, "flawed": {}}), encoding="utf-8")
    alarms.settle(file, tiny_model, {"fr": SOUND[:20]}, [LabelledPair("fr", *pair) for pair in SOUND[:20]])
    content = json.loads(file.read_text(encoding="utf-8"))
    assert content["bias"] == 1.5
    assert content["trained_shares"] == {}
    assert all(shift <= 0 for shift in content["flawed"].values())
