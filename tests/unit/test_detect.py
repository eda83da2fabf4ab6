from __future__ import annotations

import pytest

from qa.detect import SCRIPTS, STAND_INS, detect, probabilities, scripts_of
from qa.languages import LANGUAGES

TEXTS = {
    "ar": "أعلن المجلس أن الجسر الجديد سيفتح أمام المشاة في الربيع بعد سنوات من العمل.",
    "bg": "Съветът обяви, че новият мост ще бъде отворен за пешеходци през пролетта след години работа.",
    "de": "Der Rat teilte mit, dass die neue Brücke im Frühjahr für die Fußgänger geöffnet wird.",
    "el": "Το συμβούλιο ανακοίνωσε ότι η νέα γέφυρα θα ανοίξει την άνοιξη.",
    "en": "The council said that the new bridge would be open to people on foot in the spring.",
    "es": "El consejo anunció que el nuevo puente se abrirá a los peatones en la primavera.",
    "fa": "شورا اعلام کرد که پل جدید در بهار برای عابران پیاده باز خواهد شد و این خبر را تأیید کرد.",
    "fr": "Le conseil a annoncé que le nouveau pont sera ouvert aux piétons au printemps.",
    "he": "המועצה הודיעה שהגשר החדש ייפתח להולכי רגל באביב.",
    "hi": "परिषद ने कहा कि नया पुल वसंत में पैदल यात्रियों के लिए खुलेगा।",
    "it": "Il consiglio ha annunciato che il nuovo ponte sarà aperto ai pedoni in primavera.",
    "ja": "市議会は新しい橋が春に歩行者に開放されると発表した。",
    "ko": "의회는 새 다리가 봄에 보행자에게 개방될 것이라고 발표했다.",
    "nl": "De raad liet weten dat de nieuwe brug in het voorjaar voor voetgangers open gaat.",
    "pl": "Rada ogłosiła, że nowy most zostanie otwarty dla pieszych na wiosnę, po latach pracy.",
    "ru": "Совет объявил, что новый мост откроется для пешеходов весной, после многих лет работы.",
    "sr": "Савет је саопштио да ће нови мост бити отворен за пешаке на пролеће.",
    "uk": "Рада оголосила, що новий міст відкриють для пішоходів навесні, після багатьох років роботи.",
    "zh": "市议会宣布，新桥将于春季向行人开放。",
}


@pytest.mark.parametrize("language", TEXTS)
def test_detects(language: str) -> None:
    assert detect(TEXTS[language]) == language


@pytest.mark.parametrize("text", ["", "   ", "123 456", "€ 5", "!"])
def test_too_little_to_say(text: str) -> None:
    assert detect(text) is None


def test_every_language_has_a_known_script() -> None:
    assert all(set(scripts_of(code)) <= SCRIPTS.keys() for code in LANGUAGES)


@pytest.mark.parametrize("language", sorted(TEXTS.keys() - STAND_INS.keys()))
def test_langdetect_agrees(language: str) -> None:
    found = probabilities(TEXTS[language], (language, "nl", "tr"))
    assert max(found, key=lambda code: found[code]) == language


@pytest.mark.parametrize("language", STAND_INS)
def test_a_stand_in_is_left_out(language: str) -> None:
    assert language not in probabilities(TEXTS["es"], (language, "es"))


def test_the_same_text_gives_the_same_probabilities() -> None:
    text = "El barco llegó al puerto."
    assert probabilities(text, ("es", "pt", "ca")) == probabilities(text, ("ca", "pt", "es"))


def test_a_text_without_letters_has_no_probabilities() -> None:
    assert probabilities("12 + 3", ("es", "pt")) == {}
