"""The library's front door: a model loaded once, and the ways to check with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from qa.config import Options
from qa.discover import discover
from qa.errors import QaError
from qa.model import Model, load_model
from qa.pipeline import (
    Progress,
    check_documents,
    check_pairings,
    explain_documents,
    explain_pairing,
    score_pairs,
)
from qa.read import READERS, from_text
from qa.records import ExplainedDocument, Report, ScoredPair, SourcePair

_PAIRS_AT_ONCE = 256


class Checker:
    """Checks translations against their English sources.

    Loading the model takes most of the time of a small check, so keep the checker.  It holds nothing that a
    check changes but a cache, and may be shared between threads.
    """

    def __init__(self, options: Options | None = None, *, model: Model | None = None) -> None:
        """Load the model that ``options`` names, or take ``model``.

        Raises:
            ModelError: the model cannot be loaded.
        """
        self.options = options or Options()
        self._model = model or load_model(self.options.model, self.options.effort)

    @property
    def signature(self) -> str:
        """Version, model and settings: what has to be equal for two reports to be comparable."""
        return self.options.signature(self._model.identity)

    def check(
        self, translation: str, *, source: str, language: str | None = None, name: str = "translation"
    ) -> Report:
        """Check one text against its source, both plain text.

        ``language`` is detected where it is not given; give it for a text of less than a few sentences.

        Raises:
            QaError: one of them is empty, the language is not recognised, or the source is another text.
        """
        document, findings = check_documents(
            from_text(translation, name, language or ""),
            from_text(source, "source", "en"),
            language or self.options.language,
            self._model,
            self.options,
        )
        return Report((document,), (), findings, self.signature)

    def explain(
        self, translation: str, *, source: str, language: str | None = None, name: str = "translation"
    ) -> ExplainedDocument:
        """The same with the evidence: every word of every segment with its doubt and its match.

        Raises:
            QaError: see :meth:`check`.
        """
        return explain_documents(
            from_text(translation, name, language or ""),
            from_text(source, "source", "en"),
            language or self.options.language,
            self._model,
            self.options,
        )

    def explain_file(
        self, file: str | Path, *, source: str | Path | None = None, references: str | Path | None = None
    ) -> ExplainedDocument:
        """:meth:`explain` for a file, whose source is found as :meth:`check_files` finds it.

        Raises:
            QaError: there is no such file or no source for it, or see :meth:`check`.
        """
        found = discover([file], suffixes=READERS, source=source, references=references)
        for skipped in found.skipped:
            raise QaError(f"{skipped.path}: {skipped.reason}")
        if len(found.pairings) != 1:
            raise QaError(f"{file}: one translation can be explained at a time, not {len(found.pairings)}")
        return explain_pairing(found.pairings[0], self._model, self.options)

    def check_files(
        self,
        files: Iterable[str | Path],
        *,
        source: str | Path | None = None,
        references: str | Path | None = None,
        progress: Progress | None = None,
    ) -> Report:
        """Check files against ``source``, the files of the same name in ``references``, or mirrored folders.

        A file that cannot be checked stands in ``skipped`` with the reason.
        """
        found = discover(files, suffixes=READERS, source=source, references=references)
        return check_pairings(found.pairings, found.skipped, self._model, self.options, progress)

    def check_folder(
        self, folder: str | Path, *, references: str | Path | None = None, progress: Progress | None = None
    ) -> Report:
        """Check every translation below ``folder``; see :meth:`check_files`."""
        return self.check_files([folder], references=references, progress=progress)

    def score(self, pairs: Iterable[SourcePair]) -> Iterator[ScoredPair]:
        """Score aligned pairs as they come, in order; a pair is taken as one passage.

        Raises:
            QaError: no pair of the first few tells the language and none is given.
        """
        waiting = iter(pairs)
        while some := list(islice(waiting, _PAIRS_AT_ONCE)):
            yield from score_pairs(some, self._model, self.options)


def check(translation: str, *, source: str, language: str | None = None) -> Report:
    """Check one text with a checker made for the occasion; see :meth:`Checker.check`."""
    return Checker().check(translation, source=source, language=language)
