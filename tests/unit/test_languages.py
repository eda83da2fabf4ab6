from __future__ import annotations

import pytest

from qa.languages import LANGUAGES, SOURCE_LANGUAGE, describe, from_tag

PROMISED = {"ar", "cs", "de", "en", "es", "fr", "it", "ja", "ko"}
PROMISED |= {"nl", "pl", "pt", "ru", "sv", "tr", "uk", "zh"}


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("fr", "fr"),
        ("FR", "fr"),
        ("pt-BR", "pt"),
        ("pt_PT", "pt"),
        ("zh-Hans-CN", "zh"),
        ("zh_Hant", "zh"),
        ("sr-Latn", "sr"),
        ("no", "nb"),
        ("nn-NO", "nb"),
        ("iw", "he"),
        ("in", "id"),
        ("cmn", "zh"),
        ("es-419", "es"),
    ],
)
def test_tags(tag: str, code: str) -> None:
    assert from_tag(tag) == code


@pytest.mark.parametrize("tag", ["", "xx", "french", "f", "fr-", "-fr", "fr.txt", "fr FR", "fr\n", "tlh"])
def test_what_is_no_tag_of_ours(tag: str) -> None:
    assert from_tag(tag) is None


def test_every_language_is_found_by_its_own_code() -> None:
    assert all(from_tag(code) == code == language.code for code, language in LANGUAGES.items())
    assert set(LANGUAGES) >= PROMISED
    assert SOURCE_LANGUAGE in LANGUAGES


def test_names() -> None:
    assert describe("uk") == "Ukrainian"
    assert describe("tlh") == "tlh"
    assert len({language.name for language in LANGUAGES.values()}) == len(LANGUAGES)


def test_how_languages_write() -> None:
    assert [code for code, language in LANGUAGES.items() if not language.spaced] == ["ja", "zh"]
