from __future__ import annotations

from qa.judge import RULES, select
from qa.judge.rules import Rule


def ids(rules: tuple[Rule, ...]) -> list[str]:
    return [rule.id for rule in rules]


def test_ids_are_unique_paths() -> None:
    assert len(set(ids(RULES))) == len(RULES)
    assert all(rule.id.count("/") == 1 and rule.summary for rule in RULES)


def test_all_without_a_prefix() -> None:
    assert select(()) == RULES


def test_a_prefix_selects_a_family() -> None:
    assert ids(select(("fluency",))) == ["fluency/repetition"]
    assert set(ids(select(("accuracy/na", "accuracy/nu")))) == {"accuracy/name", "accuracy/number"}


def test_ignoring_wins() -> None:
    assert select(("accuracy",), ("accuracy",)) == ()
    assert "accuracy/number" not in ids(select((), ("accuracy/number",)))


def test_the_general_rule_comes_last() -> None:
    assert RULES[-1].id == "accuracy/mistranslation"
