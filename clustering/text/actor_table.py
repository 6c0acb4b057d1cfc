"""Who can act, ready for matching: columns and a hash table."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path

import numba as nb
import numpy as np
import numpy.typing as npt

from clustering.errors import ConfigError
from clustering.text.actor_rows import RULES, AliasRow, read_aliases, terms
from clustering.text.scan import ALL_CAPITALS, CAPITAL, mix64
from clustering.text.tokens import Tokens, tokenize

_PLAIN_ACRONYM = 3
"""Capitals of up to this length must be capitals in the text too: US, but Nato and ISIS."""
_EMPTY = np.uint64(0)


@dataclass(frozen=True, eq=False)
class ActorTable:
    """The table, ready for matching; all columns are read-only.

    A *key* is a sequence of lower-case tokens; rows whose aliases differ in nothing else
    share it.

    Attributes:
        actors: Display names, sorted; their index is the actor's number.
        kinds: Kind of each actor.
        rows: The lines, sorted as in the file.
        row_actor: (n_rows,) int32, -1 for names that stand for no actor.
        row_person: (n_rows,) int32, -1 for no person.
        row_years: (n_rows, 2) int32, years in office, 0 when open.
        row_rules: (n_rows,) uint8, sum of ``RULES``.
        row_vote: (n_rows,) int32 number of its word vote, -1 for none.
        row_weight: (n_rows,) float32.
        row_capital: (n_rows,) bool, the alias is a capital city.
        row_small: (n_rows,) bool, the alias of another language has no capital: an adjective.
        slots: (n_slots,) uint64, open addressing by hash of a key or of a beginning of one.
        slot_key: (n_slots,) int32 key, or -1 where only longer keys begin so.
        slot_word: (n_slots,) int32 number of a voting word, or -1.
        key_rows: (n_keys + 1,) int32 offsets into ``rows_by_key``.
        rows_by_key: (n_rows,) int32.
        key_capital: (n_keys,) uint32, bit j: token j must begin with a capital.
        key_all_capitals: (n_keys,) uint32, bit j: token j must be all capitals.
        vote_word: (n_ballots,) int32 voting word of each ballot.
        vote_of: (n_ballots,) int32 the vote that it belongs to.
        vote_sign: (n_ballots,) int32, 1 for and -1 against.
        vote_base: (n_votes,) int32, 1 when the alias counts unless a word speaks against.
        forenames: (n_forenames,) uint64 hashes, sorted.
    """

    actors: tuple[str, ...]
    kinds: tuple[str, ...]
    rows: tuple[AliasRow, ...]
    row_actor: npt.NDArray[np.int32]
    row_person: npt.NDArray[np.int32]
    row_years: npt.NDArray[np.int32]
    row_rules: npt.NDArray[np.uint8]
    row_vote: npt.NDArray[np.int32]
    row_weight: npt.NDArray[np.float32]
    row_capital: npt.NDArray[np.bool_]
    row_small: npt.NDArray[np.bool_]
    slots: npt.NDArray[np.uint64]
    slot_key: npt.NDArray[np.int32]
    slot_word: npt.NDArray[np.int32]
    key_rows: npt.NDArray[np.int32]
    rows_by_key: npt.NDArray[np.int32]
    key_capital: npt.NDArray[np.uint32]
    key_all_capitals: npt.NDArray[np.uint32]
    vote_word: npt.NDArray[np.int32]
    vote_of: npt.NDArray[np.int32]
    vote_sign: npt.NDArray[np.int32]
    vote_base: npt.NDArray[np.int32]
    forenames: npt.NDArray[np.uint64]

    def __post_init__(self) -> None:
        for column in fields(self):
            value = getattr(self, column.name)
            if isinstance(value, np.ndarray):
                value.flags.writeable = False

    def __len__(self) -> int:
        return len(self.actors)


def load_actors(extra: Path | None = None) -> ActorTable:
    """Reads the shipped table, with a user's own laid on top.

    Args:
        extra: A CSV of the same form. Its aliases replace shipped aliases of the same
            letters, whoever they stood for; everything else is added.

    Raises:
        ConfigError: The file cannot be read or a line is not of the form; one line says
            which and what was expected.
    """
    if extra is None:
        return _shipped()
    shipped, own = _shipped().rows, read_aliases(extra)
    replaced = {row.alias.casefold() for row in own}
    kinds = {row.actor: row.kind for row in shipped if row.actor}
    for row in own:
        if row.actor and kinds.setdefault(row.actor, row.kind) != row.kind:
            raise ConfigError(
                f"{extra}: {row.actor!r} is given as {row.kind!r}, expected {kinds[row.actor]!r}"
            )
    return compile_table([*(row for row in shipped if row.alias.casefold() not in replaced), *own])


@cache
def _shipped() -> ActorTable:
    return compile_table(read_aliases(Path(__file__).with_name("actors.csv")))


def compile_table(rows: Iterable[AliasRow]) -> ActorTable:
    """Makes the columns and the hash table that the matcher walks.

    Args:
        rows: Checked lines; an accented Latin alias is also found without its accents.
    """
    written = list(rows)
    lines = sorted({*written, *_without_accents(written)}, key=_order)
    named = {row.actor: row.kind for row in lines if row.actor}
    actors = sorted(named)
    persons = sorted({row.person for row in lines if row.person})
    number = {name: index for index, name in enumerate(actors)}
    person = {name: index for index, name in enumerate(persons)}
    votes, ballots = _votes(lines)
    words = sorted({word for word, _, _ in ballots})
    tokens = tokenize([row.alias for row in lines])
    word_hashes = tokenize(words).hashes
    keys, key_of_row = np.unique(_fold(tokens.offsets, tokens.hashes), return_inverse=True)
    capital, all_capitals = _masks(tokens, key_of_row, len(keys))
    order = np.argsort(key_of_row, kind="stable")
    slots, slot_key, slot_word = _slots(tokens, key_of_row, word_hashes)
    forenames = [row.alias for row in lines if row.kind == "forename"]
    return ActorTable(
        actors=tuple(actors),
        kinds=tuple(named[name] for name in actors),
        rows=tuple(lines),
        row_actor=np.array([number.get(row.actor, -1) for row in lines], np.int32),
        row_person=np.array([person.get(row.person, -1) for row in lines], np.int32),
        row_years=np.array([(row.first_year, row.last_year) for row in lines], np.int32).reshape(
            -1, 2
        ),
        row_rules=np.array([_rules(row) for row in lines], np.uint8),
        row_vote=np.array([votes.get(row.needs, -1) for row in lines], np.int32),
        row_weight=np.array([row.weight for row in lines], np.float32),
        row_capital=np.array([row.role == "capital" for row in lines], np.bool_),
        row_small=np.array(
            [bool(row.language) and row.alias == row.alias.lower() for row in lines], np.bool_
        ),
        slots=slots,
        slot_key=slot_key,
        slot_word=slot_word,
        key_rows=np.searchsorted(key_of_row[order], np.arange(len(keys) + 1)).astype(np.int32),
        rows_by_key=order.astype(np.int32),
        key_capital=capital,
        key_all_capitals=all_capitals,
        vote_word=np.array([words.index(word) for word, _, _ in ballots], np.int32),
        vote_of=np.array([vote for _, vote, _ in ballots], np.int32),
        vote_sign=np.array([sign for _, _, sign in ballots], np.int32),
        vote_base=np.array([0 if "with " in needs else 1 for needs in votes], np.int32),
        forenames=np.sort(tokenize(forenames).hashes),
    )


def _order(row: AliasRow) -> tuple[str, ...]:
    years = f"{row.first_year:04d}{row.last_year:04d}"
    return row.kind, row.actor, row.role, row.person, row.language, row.alias, years, row.needs


def _without_accents(rows: Iterable[AliasRow]) -> Iterator[AliasRow]:
    for row in rows:
        letters = unicodedata.normalize("NFD", row.alias)
        plain = "".join(c for c in letters if unicodedata.category(c) != "Mn")
        if plain != row.alias and plain.isascii() and plain != plain.lower():
            yield replace(row, alias=plain)


def _rules(row: AliasRow) -> int:
    return sum({RULES[word] for word, _ in terms(row.needs) if word in RULES})


def _votes(rows: Sequence[AliasRow]) -> tuple[dict[str, int], list[tuple[str, int, int]]]:
    votes: dict[str, int] = {}
    ballots = []
    for row in rows:
        asked = [(word, cues) for word, cues in terms(row.needs) if cues]
        if asked and row.needs not in votes:
            vote = votes.setdefault(row.needs, len(votes))
            for word, cues in asked:
                sign = 1 if word == "with" else -1
                ballots += [(cue.lower(), vote, sign) for cue in sorted(set(cues))]
    return votes, ballots


def _masks(
    tokens: Tokens, key_of_row: npt.NDArray[np.intp], n_keys: int
) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.uint32]]:
    """Where capitals are required: where every alias of the key has them."""
    place = np.arange(len(tokens.hashes)) - np.repeat(tokens.offsets[:-1], np.diff(tokens.offsets))
    bit = np.uint32(1) << place.astype(np.uint32)
    acronym = (tokens.flags & ALL_CAPITALS > 0) & (tokens.lengths <= _PLAIN_ACRONYM)
    masks = []
    for wanted in (tokens.flags & CAPITAL > 0, acronym):
        row_mask = np.add.reduceat(np.where(wanted, bit, np.uint32(0)), tokens.offsets[:-1])
        mask = np.full(n_keys, 0xFFFFFFFF, np.uint32)
        np.bitwise_and.at(mask, key_of_row, row_mask.astype(np.uint32))
        masks.append(mask)
    return masks[0], masks[1]


def _slots(
    tokens: Tokens, key_of_row: npt.NDArray[np.intp], words: npt.NDArray[np.uint64]
) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    size = 1 << max(4, int(3 * (len(tokens.hashes) + len(words))).bit_length())
    slots = np.zeros(size, np.uint64)
    slot_key, slot_word = np.full(size, -1, np.int32), np.full(size, -1, np.int32)
    _insert(tokens.offsets, tokens.hashes, key_of_row, words, slots, slot_key, slot_word)
    return slots, slot_key, slot_word


@nb.njit(cache=True, nogil=True, inline="always")
def join_hash(beginning: np.uint64, token: np.uint64) -> np.uint64:
    """Hash of a sequence of tokens that is one token longer."""
    return np.uint64(mix64(beginning * np.uint64(0x100000001B3) ^ token))


@nb.njit(cache=True, nogil=True, inline="always")
def find_slot(slots: npt.NDArray[np.uint64], key: np.uint64) -> np.int64:
    """Where a hash is, or the empty place where it would be."""
    mask = np.uint64(len(slots) - 1)
    at = key & mask
    while slots[at] != _EMPTY and slots[at] != key:
        at = (at + np.uint64(1)) & mask
    return np.int64(at)


@nb.njit(cache=True, nogil=True)
def _fold(offsets: npt.NDArray[np.int64], hashes: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    keys = np.empty(len(offsets) - 1, np.uint64)
    for row in range(len(keys)):
        key = hashes[offsets[row]]
        for token in range(offsets[row] + 1, offsets[row + 1]):
            key = join_hash(key, hashes[token])
        keys[row] = key
    return keys


@nb.njit(cache=True, nogil=True)
def _insert(
    offsets: npt.NDArray[np.int64],
    hashes: npt.NDArray[np.uint64],
    key_of_row: npt.NDArray[np.int64],
    words: npt.NDArray[np.uint64],
    slots: npt.NDArray[np.uint64],
    slot_key: npt.NDArray[np.int32],
    slot_word: npt.NDArray[np.int32],
) -> None:
    for row in range(len(offsets) - 1):
        key, at = np.uint64(0), 0
        for token in range(offsets[row], offsets[row + 1]):
            key = hashes[token] if token == offsets[row] else join_hash(key, hashes[token])
            at = find_slot(slots, key)
            slots[at] = key
        slot_key[at] = key_of_row[row]
    for word in range(len(words)):
        at = find_slot(slots, words[word])
        slots[at] = words[word]
        slot_word[at] = word
