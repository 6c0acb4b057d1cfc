"""A file of labels with one person's answers, written at once."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from clustering.errors import OutputError
from clustering.evaluation.labels import Answer, PairLabel, labels_table, read_labels
from clustering.render.csvfile import csv_text

Key = tuple[tuple[str, str], str]


class Session:
    """The questions of a file in their order, and one person's answers to them.

    Other people's answers stay as they are. Every answer is on the disk, whole, before the
    next question: the file is written anew beside the old one, flushed and put in its place.
    """

    def __init__(self, path: Path, annotator: str, drawn: Iterable[PairLabel] = ()) -> None:
        """Opens the file, or begins it with the pairs drawn.

        Args:
            path: ``labels.csv``; it need not be there yet.
            annotator: Whose answers.
            drawn: Pairs to ask about in addition to those of the file.

        Raises:
            GoldError: The file is there and cannot be used.
            OutputError: It cannot be written.
        """
        self.path = path
        self.annotator = annotator
        self.rows = read_labels(path) if path.exists() else []
        known = {_key(row) for row in self.rows}
        new = [row for row in drawn if _key(row) not in known]
        self.rows += new
        if new:
            self._write()
        first: dict[Key, PairLabel] = {}
        for row in self.rows:
            first.setdefault(_key(row), row)
        self.questions: list[PairLabel] = list(first.values())

    def answer_of(self, question: PairLabel) -> PairLabel | None:
        """This person's row for a question, or None."""
        for row in self.rows:
            if _key(row) == _key(question) and row.annotator == self.annotator and row.answer:
                return row
        return None

    def open_places(self, places: Sequence[int] | None = None) -> list[int]:
        """Places of the questions that this person has not answered (a skip is an answer)."""
        done = {_key(r) for r in self.rows if r.annotator == self.annotator and r.answer}
        order = range(len(self.questions)) if places is None else places
        return [at for at in order if _key(self.questions[at]) not in done]

    def answer(self, place: int, answer: Answer, *, binding: bool = False) -> None:
        """Keeps an answer, and the same for the pair's other levels that are still open.

        Raises:
            OutputError: The file cannot be written; the answer is not kept.
        """
        asked = self.questions[place]
        if self.path.exists():  # another person may have answered in the meantime
            self.rows = read_labels(self.path)
        twins = [
            question
            for question in self.questions
            if question.pair == asked.pair
            and (question is asked or self.answer_of(question) is None)
        ]
        before = self.rows
        for question in twins:
            self._put(replace(question, answer=answer, annotator=self.annotator, binding=binding))
        try:
            self._write()
        except OutputError:
            self.rows = before
            raise

    def _put(self, new: PairLabel) -> None:
        """Takes the place of this person's earlier row, or of the row that asked."""
        rows = list(self.rows)
        for at, row in enumerate(rows):
            if _key(row) == _key(new) and row.annotator in ("", self.annotator):
                rows[at] = new
                break
        else:
            rows.append(new)
        self.rows = rows

    def _write(self) -> None:
        write_labels(self.path, self.rows)


def write_labels(path: Path, rows: Sequence[PairLabel]) -> None:
    """Writes a file of labels whole: a reader sees the old one or the new one.

    Raises:
        OutputError: It cannot be written; the old one is as it was.
    """
    text = csv_text(labels_table(rows))
    temporary = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
        Path(temporary).chmod(mode)
        Path(temporary).replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            if temporary:
                Path(temporary).unlink(missing_ok=True)
        raise OutputError(f"{path}: cannot be written: {error.strerror or error}") from error


def _sync_folder(folder: Path) -> None:
    """The new name reaches the disk, too; not every system can be asked for it."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _key(row: PairLabel) -> Key:
    return row.pair, row.level
