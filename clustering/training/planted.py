"""What newsrooms do to real texts, and what only looks like it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

_SENTENCE = re.compile(r"(?<=[.!?”\"])\s+(?=[A-Z“\"])")
_SPACE = re.compile(r"(\s+)")
_NUMBER = re.compile(r"\d")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+(?: [A-Z][a-z]+)*")
_MIN_FACTS = 0.1
"""Share of names and numbers in a text that passes for a template."""


@dataclass(frozen=True, slots=True)
class Planted:
    """Two texts and the truth about them."""

    kind: str
    is_copy: bool
    left: str
    right: str


class Planter:
    """Makes copies of real texts, and templates and footers that are none.

    What is put in comes from elsewhere among the texts, so that it looks like news.
    """

    def __init__(self, texts: Sequence[str], random: Random) -> None:
        self._texts = list(texts)
        self._random = random
        some = random.sample(self._texts, min(300, len(self._texts)))
        self._words = [word for text in some for word in text.split()]
        self._plain = [word for word in self._words if word.isalpha() and word.islower()]
        self._names = [match.group() for text in some for match in _NAME.finditer(text)]

    def copies(self) -> Iterator[Planted]:
        """One of each kind of copy of one text."""
        text, other = self.text(), self.text()
        edits: dict[str, Callable[[], str]] = {
            "cut": lambda: self.cut(text, 0.5, 0.8),
            "cut to a third": lambda: self.cut(text, 0.3, 0.36),
            **{
                f"{share} % replaced": lambda share=share: self.replaced(text, share / 100)  # type: ignore[misc]
                for share in (5, 10, 15, 20)
            },
            "20 % reworded": lambda: self.reworded(text, 0.2),
            "furniture": lambda: self.furnished(text),
            "boilerplate": lambda: self.padded(text),
            "quotes dropped": lambda: self.unquoted(text),
            "sentences dropped": lambda: self.thinned(text),
            "moved": lambda: self.moved(text),
            "merged": lambda: f"{other}\n\n{text}",
            "new lead": lambda: self.led_anew(text),
            "cut, furniture": lambda: self.furnished(self.cut(text, 0.4, 0.8)),
            "cut, 10 % replaced": lambda: self.replaced(self.cut(text, 0.4, 0.8), 0.1),
            "moved, 10 % replaced": lambda: self.replaced(self.moved(text), 0.1),
        }
        for kind, edit in edits.items():
            yield Planted(kind, True, text, edit())

    def others(self) -> Iterator[Planted]:
        """One of each kind of pair that shares text and is no pair of copies."""
        form = self._form()
        yield Planted("template", False, self.retold(form), self.retold(form))
        same = self._random.uniform(0.2, 0.6)
        yield Planted("template, some facts kept", False, form, self.retold(form, same))
        loose = self.reworded(self.retold(form, 0.3), self._random.uniform(0.02, 0.12))
        yield Planted("template, other words too", False, form, loose)
        footer = self.piece(80, 250)
        left, right = (f"{self.piece(12, 80)}\n\n{footer}" for _ in range(2))
        yield Planted("notices above a footer", False, left, right)
        notice = self.piece(12, 60)
        told = self.replaced(self.retold(notice, 0.2), 0.4)
        yield Planted("like notices", False, f"{notice}\n\n{footer}", f"{told}\n\n{footer}")
        yield Planted("article above a footer", False, f"{self.piece(80, 250)}\n\n{footer}", right)

    def cut(self, text: str, low: float, high: float) -> str:
        """The beginning, by words."""
        words = text.split()
        return " ".join(words[: int(len(words) * self._random.uniform(low, high))])

    def replaced(self, text: str, share: float) -> str:
        """Words exchanged for words from elsewhere, any with the same chance."""
        parts = _SPACE.split(text)
        places = range(0, len(parts), 2)
        for at in self._random.sample(places, int(len(places) * share)):
            parts[at] = self._random.choice(self._words)
        return "".join(parts)

    def reworded(self, text: str, share: float) -> str:
        """Words in lower case exchanged for others."""
        parts = _SPACE.split(text)
        places = [k for k in range(0, len(parts), 2) if parts[k].isalpha() and parts[k].islower()]
        n = min(int(len(parts) / 2 * share), len(places))
        for at in self._random.sample(places, n):
            parts[at] = self._random.choice(self._plain)
        return "".join(parts)

    def furnished(self, text: str) -> str:
        """Lines of a page before and after."""
        return f"{self.piece(5, 30)}\n\n{text}\n\n{self.piece(5, 40)}"

    def padded(self, text: str) -> str:
        """A fifth to a half of other text before or after."""
        n_words = len(text.split())
        piece = self.piece(n_words // 5, n_words // 2)
        return f"{text}\n\n{piece}" if self._random.random() < 0.6 else f"{piece}\n\n{text}"

    def unquoted(self, text: str) -> str:
        """Without the sentences that quote."""
        return " ".join(s for s in _SENTENCE.split(text) if not set(s) & set('"“”'))

    def thinned(self, text: str) -> str:
        """Without a third of the sentences."""
        return " ".join(s for s in _SENTENCE.split(text) if self._random.random() > 0.35)

    def led_anew(self, text: str) -> str:
        """Other words for the first sentences, of the same people."""
        names = _NAME.findall(text) or [""]
        lead = _NAME.sub(lambda _: self._random.choice(names), self.piece(12, 60))
        rest = " ".join(_SENTENCE.split(text)[self._random.randint(1, 3) :])
        return f"{lead}\n\n{rest}"

    def moved(self, text: str) -> str:
        """The same paragraphs in another order."""
        sentences = _SENTENCE.split(text)
        paragraphs = [" ".join(sentences[k : k + 3]) for k in range(0, len(sentences), 3)]
        self._random.shuffle(paragraphs)
        return " ".join(paragraphs)

    def retold(self, text: str, kept: float = 0.0) -> str:
        """The same sentences with other names and figures."""
        names: dict[str, str] = {}
        for match in _NAME.finditer(text):
            name = match.group()
            keep = self._random.random() < kept
            names.setdefault(name, name if keep else self._random.choice(self._names))
        told = _NAME.sub(lambda match: names[match.group()], text)
        return _NUMBER.sub(lambda _: self._random.choice("0123456789"), told)

    def text(self) -> str:
        """The first 150 to 400 words of a text."""
        words = self._random.choice(self._texts).split()
        return " ".join(words[: self._random.randint(150, 400)])

    def _form(self) -> str:
        """A text with many names and figures."""
        best, most = "", -1.0
        for _ in range(40):
            text = self.text()
            n_facts = len(_NAME.findall(text)) + len(re.findall(r"\d+", text))
            share = n_facts / len(text.split())
            if share > most:
                best, most = text, share
            if most >= _MIN_FACTS:
                break
        return best

    def piece(self, low: int, high: int) -> str:
        """Some words from the middle of a text."""
        words = self._random.choice(self._texts).split()
        n = self._random.randint(low, max(low, high))
        first = self._random.randrange(max(1, len(words) - n))
        return " ".join(words[first : first + n])
