"""One report with everything in it: three scripts, every kind of finding, clean and skipped files."""

from __future__ import annotations

from qa.records import Report, Severity, Skipped
from tests.reports import document, finding, report


def newsroom() -> Report:
    """French, Arabic and Japanese translations of invented articles, as a folder report would hold them."""
    harbour = document(
        "articles/fr/harbour.md",
        "fr",
        [
            "---\ndate: 2024-03-01\n---\n\n",
            (
                "# The harbour reopens after the storm",
                "# Le port rouvre après la tempête",
                0.97,
            ),
            "\n\n",
            (
                "The ferry company resumed its service to the islands on Monday, three days late.",
                "La compagnie de ferries a repris sa valse vers les îles lundi, avec trois jours de retard.",
                0.61,
            ),
            " ",
            (
                "Its director thanked the crews, who had worked through the night.",
                "Son directeur a remercié les équipages, qui avaient mangé la nuit entière la nuit entière.",
                0.38,
            ),
            " ",
            ("No one was injured.", "", None),
            "\n\n",
            (
                "The repairs will cost about 1.6 million euros, the mayor said.",
                "Les réparations coûteront environ 16 millions d'euros, a indiqué la maire.",
                0.88,
            ),
            " ",
            ("", "Le maire joue aussi du violon.", None),
            "\n\n```sh\nferry --status\n```\n\n",
            ("Tickets remain valid.", "Les tickets restent valid.", 0.83),
            "\n",
        ],
        "articles/en/harbour.md",
    )
    orchard = document(
        "articles/ar/orchard.txt",
        "ar",
        [
            (
                "Farmers in the valley expect a good apple harvest this year.",
                "يتوقع المزارعون في الوادي محصولاً جيداً من التفاح هذا العام.",
                0.94,
            ),
            " ",
            (
                "The cold spring delayed the blossom by two weeks.",
                "أخّر الربيع البارد السيارة الزرقاء لمدة أسبوعين.",
                0.44,
            ),
            "\n",
        ],
        "articles/en/orchard.txt",
    )
    library = document(
        "articles/ja/library.txt",
        "ja",
        [
            (
                "The new library opens its doors on Saturday morning.",
                "新しい図書館は土曜日の朝に開館します。",
                0.96,
            ),
            "",
            (
                "Visitors can borrow up to ten books at a time.",
                "来館者は一度に冷蔵庫を十台まで借りることができます。",
                0.47,
            ),
            "\n",
        ],
        "articles/en/library.txt",
    )
    weather = document(
        "articles/fr/weather.txt",
        "fr",
        [("It will rain in the west.", "Il pleuvra dans l'ouest.", 0.98), "\n"],
        "articles/en/weather.txt",
    )
    critical, major, minor = Severity.CRITICAL, Severity.MAJOR, Severity.MINOR
    return report(
        [harbour, orchard, library, weather],
        [
            finding(harbour, "sa valse", critical, source="its service"),
            finding(harbour, "mangé la nuit entière", critical, source="worked through the night"),
            finding(
                harbour,
                "la nuit entière la nuit entière",
                minor,
                "fluency/repetition",
                "“la nuit entière” stands twice in a row",
            ),
            finding(
                harbour,
                "",
                major,
                "accuracy/omission",
                "nothing translates this sentence",
                "No one was injured.",
                before="\n\nLes réparations",
            ),
            finding(harbour, "16", critical, "accuracy/number", "the source has 1.6 million", "1.6 million"),
            finding(
                harbour,
                "Le maire joue aussi du violon.",
                major,
                "accuracy/addition",
                "no sentence of the source says this",
            ),
            finding(
                harbour,
                "valid",
                minor,
                "accuracy/untranslated",
                "this word is English",
                "valid",
                suppressed=True,
            ),
            finding(orchard, "السيارة الزرقاء", critical, source="the blossom"),
            finding(library, "冷蔵庫を十台", critical, source="ten books"),
        ],
        [
            Skipped("articles/fr/notes.txt", "no source: looked for articles/en/notes.txt"),
            Skipped("articles/fr/photo.txt", "not UTF-8: byte 0xff at offset 0; save the file as UTF-8"),
        ],
    )
