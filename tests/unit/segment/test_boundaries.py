"""Each case is a text with ``|`` where its sentences part; the white space before it is the text's."""

import pytest

from qa.segment.boundaries import boundaries

CASES = [
    ("en", "Dr. Lee met Mrs. Ortiz at 3.5 km. |They spoke."),
    ("en", "It rained... |But why? |Nobody knows! |(Or says.) |So be it."),
    ("en", "He said “No.” |She left. |“Why?” he asked. |Then silence."),
    ("en", "J. R. Doe of the U.S. Army wrote No. 5 and p. 12. |He rests."),
    ("en", "She moved to the U.S. |She likes it, e.g. the food, etc. |Yes."),
    ("en", "We count Acme Inc. |Nobody else does."),
    ("en", "Use vitamin C. |The rest is tea."),
    ("en", "1. First, 2. second."),
    ("en", "It is so.[12] |Others differ.[3] |End"),
    ("en", "See example.org. |Then ask."),
    ("en", "No end"),
    ("fr", "Il a dit « Bonjour. » |Puis M. Petit est parti. |Pourquoi ? |Parce que ! |« Viens ! » dit-elle."),
    ("fr", "« Il pleut. », a dit Mme Roy. |« Oui. »"),
    ("de", "Am 3. Oktober kam z. B. Dr. Ernst. |Der 2. Versuch, d. h. der letzte, gelang. |Gut."),
    ("de", "„Komm!“ |Er kam. |»Geh!« |Sie ging."),
    ("es", "¿Qué hora es? |¡Las tres! |La Sra. Gil se fue. |«Adiós.» |Fin."),
    ("it", "Il sig. Rossi parla. |È tardi."),
    ("pt", "O Sr. Lima saiu. |Às 5 h voltou."),
    ("nl", "Dhr. Bos kwam d.w.z. te laat. |Hij ging."),
    ("pl", "Ul. Długa 5, np. tutaj. |Żaden z nich. |Prof. Kot milczy."),
    ("cs", "Např. Brno má 5. května svátek. |Řekl to."),
    ("ru", "Это был 2018 г. |Потом г. Тверь вырос. |А. С. Иванов молчал. |Это я. |Он ушёл."),
    ("uk", "Жив на вул. Садовій. |Був 2020 р. |Потім пішов."),
    ("el", "Τι ώρα είναι; |Ο κ. Νίκος ήρθε. |Έφυγε."),
    ("tr", "2. Dünya Savaşı bitti. |İyi oldu mu? |Evet."),
    ("hu", "XIV. Lajos uralkodott. |Aztán meghalt."),
    ("ar", "ماذا تريد؟ |لا شيء. |حسنا!"),
    ("fa", "چه می‌خواهی؟ |هیچ. |خوب."),
    ("he", "מה שלומך? |טוב. |תודה!"),
    ("hi", "यह पहला है। |डॉ. राव आए। |क्या हुआ? |कुछ नहीं."),
    ("ko", "비가 온다. |왜? |모른다!"),
    ("vi", "TS. Lan đã đến. |Ông ấy đi."),
    ("zh", "他说：“你好。”|然后他走了。|为什么？！|“不知道。”|涨了3.5％。|完"),
    ("zh", "《走！》是书名。|他读了。"),
    ("ja", "「行こう。」と彼は言った。|なぜ？|「知らない。」|雨だ．|１．５倍。"),
]


@pytest.mark.parametrize(("language", "marked"), CASES)
def test_sentences(language: str, marked: str) -> None:
    sentences = marked.split("|")
    text = "".join(sentences)
    ends = list(boundaries(text, language))
    found = [text[start:end].strip() for start, end in zip([0, *ends], ends, strict=False)]
    assert found == [sentence.strip() for sentence in sentences]


def test_unknown_language_is_cut_by_the_common_rules() -> None:
    assert list(boundaries("Ah. Dr. Oh. Uh", "")) == [3, 11, 14]


@pytest.mark.parametrize("text", ["." * 200_000 + "x", ". " * 100_000, ".)" * 100_000, "2. " * 60_000])
def test_runs_of_marks_end(text: str) -> None:
    """A rule that looked back over the run at each mark would not come to an end here."""
    assert list(boundaries(text, "de"))[-1] == len(text)
