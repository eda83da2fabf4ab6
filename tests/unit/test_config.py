from __future__ import annotations

import re
from dataclasses import fields, replace
from pathlib import Path

import pytest

from qa.config import SETTINGS, Config, Options, configure, find_config
from qa.errors import ConfigError
from qa.judge import JudgeOptions
from qa.records import Severity


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def problems(*lines: str) -> str:
    return "^" + re.escape("\n".join(lines)) + "$"


def test_without_a_file_everything_is_the_default(project: Path) -> None:
    assert configure() == Config()


def test_settings_come_from_the_nearest_table(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(project / "pyproject.toml", '[tool.qa]\nlanguage = "pt-BR"\nreferences = "english"\n')
    write(project / "docs" / "pyproject.toml", '[project]\nname = "docs"\n')
    monkeypatch.chdir(project / "docs")
    assert find_config(Path.cwd()) == Path("../pyproject.toml")
    config = configure()
    assert config.options.language == "pt"
    assert config.references == "../english"


def test_every_kind_of_setting(project: Path) -> None:
    write(
        project / "pyproject.toml",
        """
        [tool.qa]
        language = "german"
        model = "some/model"
        references = "en"
        fail-on = "never"
        format = "json"
        baseline = "known.json"
        human-translation = "human"
        select = ["accuracy"]
        ignore = ["accuracy/number"]
        [tool.qa.align]
        length-weight = 3
        [tool.qa.judge]
        confidence = 0.75
        """,
    )
    config = configure()
    assert config == Config(
        options=Options(
            language="de",
            model="some/model",
            align=replace(Options().align, length_weight=3.0),
            judge=JudgeOptions(select=("accuracy",), ignore=("accuracy/number",), confidence=0.75),
        ),
        references="en",
        fail_on=None,
        format="json",
        baseline="known.json",
        human_translation="human",
    )


def test_what_is_given_overrides_the_file(project: Path) -> None:
    write(project / "pyproject.toml", '[tool.qa]\nfail-on = "minor"\nlanguage = "fr"\nreferences = "a"\n')
    config = configure(given={"fail-on": "critical", "references": "b"})
    assert (config.fail_on, config.options.language, config.references) == (Severity.CRITICAL, "fr", "b")


def test_rules_stand_between_commas_on_the_command_line(project: Path) -> None:
    config = configure(given={"select": "accuracy/number, fluency"})
    assert config.options.judge.select == ("accuracy/number", "fluency")


def test_a_file_that_is_asked_for_needs_no_header(project: Path) -> None:
    write(project / "etc" / "qa.toml", 'references = "english"\n[judge]\nconfidence = 1\n')
    config = configure("etc/qa.toml")
    assert config.references == "etc/english"
    assert config.options.judge.confidence == 1.0


def test_a_model_beside_the_file_is_found_there(project: Path) -> None:
    write(project / "etc" / "qa.toml", 'model = "ours"\n')
    assert configure("etc/qa.toml").options.model == "ours"
    (project / "etc" / "ours").mkdir()
    assert configure("etc/qa.toml").options.model == "etc/ours"


def test_all_problems_are_told_at_once(project: Path) -> None:
    write(
        project / "pyproject.toml",
        """
        [tool.qa]
        langauge = "fr"
        format = "jsonn"
        fail-on = 3
        language = "en"
        select = ["accuracy/nubmer"]
        ignore = "fluency,xyzzy"
        judge.confidence = 1.5
        judge.word-doubt = true
        align.length-weight = nan
        """,
    )
    expected = problems(
        "pyproject.toml: langauge: there is no such setting; did you mean 'language'?",
        "pyproject.toml: format: there is no format 'jsonn'; did you mean 'json'?",
        "pyproject.toml: fail-on: must be a text, not 3",
        "pyproject.toml: language: 'en' is the language of the sources; name that of the translations",
        "pyproject.toml: select: there is no rule 'accuracy/nubmer'; did you mean 'accuracy/number'?",
        "pyproject.toml: ignore: there is no rule 'xyzzy'",
        "pyproject.toml: judge.confidence: must be a number from 0 to 1, not 1.5",
        "pyproject.toml: judge.word-doubt: must be a number from 0 to 1, not true",
        "pyproject.toml: align.length-weight: must be a number from 0, not nan",
        "--fail-on: there is no severity 'mayor'; did you mean 'major'?",
    )
    with pytest.raises(ConfigError, match=expected):
        configure(given={"fail-on": "mayor"})


def test_an_unknown_language_gets_the_list(project: Path) -> None:
    with pytest.raises(
        ConfigError, match=r"^--language: there is no language 'xx'; known are ar, bg, ca, .*zh$"
    ):
        configure(given={"language": "xx"})
    with pytest.raises(ConfigError, match="did you mean 'french'"):
        configure(given={"language": "Frensh"})


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"[tool.qa", "qa.toml: is not TOML: "),
        (b'x = "\xff"', "qa.toml: is not TOML: "),
        (b"[tool]\nqa = 3", "qa.toml: tool.qa: must be a table, not 3"),
    ],
)
def test_a_file_that_cannot_be_used(project: Path, content: bytes, message: str) -> None:
    (project / "qa.toml").write_bytes(content)
    with pytest.raises(ConfigError, match="^" + re.escape(message)):
        configure("qa.toml")


def test_a_file_that_is_not_there(project: Path) -> None:
    with pytest.raises(ConfigError, match=r"^qa\.toml: does not exist$"):
        configure("qa.toml")
    (project / "pyproject.toml").touch()
    with pytest.raises(ConfigError, match=r"^pyproject\.toml: has no \[tool\.qa\] table$"):
        configure("pyproject.toml")
    with pytest.raises(ConfigError, match=r"^\.: cannot be read: "):
        configure(".")


@pytest.mark.parametrize("section", ["align", "localise", "judge"])
def test_every_number_of_a_stage_can_be_set(project: Path, section: str) -> None:
    default = getattr(Options(), section)
    for field in fields(default):
        if field.name in ("select", "ignore"):
            continue
        value = getattr(default, field.name)
        key = f"{section}.{field.name}".replace("_", "-")
        changed = configure(given={key: value / 2}).options
        assert getattr(getattr(changed, section), field.name) == value / 2
        assert configure(given={key: value}).options == Options()


def test_the_signature_names_what_is_not_the_default() -> None:
    version, model, settings = Options().signature("static 8f1c2a").split(" | ")
    assert version.startswith("qa ")
    assert (model, settings) == ("static 8f1c2a", "defaults")
    options = Options(
        language="fr",
        model="elsewhere",
        judge=JudgeOptions(select=("accuracy", "fluency"), word_doubt=0.25),
    )
    assert options.signature("m").endswith(
        " | m | language=fr, judge.select=accuracy+fluency, judge.word-doubt=0.25"
    )


def test_every_setting_is_documented_with_its_default() -> None:
    text = (Path(__file__).parents[2] / "docs" / "settings.md").read_text("utf-8")
    rows = re.findall(r"^\| `([a-z.-]+)` \| (?:`--([a-z-]+)`)? ?\|.*\| (.*) \|$", text, re.MULTILINE)
    assert sorted(key for key, _, _ in rows) == sorted(SETTINGS)
    for key, option, default in rows:
        section, _, name = key.rpartition(".")
        assert option == ("" if section else key)
        if section:
            value = getattr(getattr(Options(), section), name.replace("-", "_"))
            assert float(default) == value
