"""How much an article is about an election."""

from __future__ import annotations

from functools import cache

import numba as nb
import numpy as np
import numpy.typing as npt

from clustering.text.tokens import tokenize
from clustering.text.vocabulary import Words
from clustering.threads.matter import HEAD_WORDS

_WORDS = """
election elections electoral electorate voter voters ballot ballots candidate candidates runoff
turnout reelection
wahl wahlen wahlkampf wahlsieg wahlniederlage wahlbeteiligung wahllokal wahllokale wähler
wählerinnen neuwahl neuwahlen stichwahl parlamentswahl parlamentswahlen präsidentenwahl
präsidentschaftswahl bundestagswahl landtagswahl kandidat kandidatin kandidaten wiederwahl
élection élections électoral électorale électeur électeurs scrutin scrutins urnes candidat
candidats législatives présidentielle réélection
elección elecciones electorales elector electores electorado urna urnas comicios candidato
candidata candidatos reelección votante votantes sufragio
выборы выборов выборах выборам выборами избиратель избиратели избирателей избирательный
избирательного избирательной кандидат кандидата кандидаты кандидатов бюллетень бюллетени бюллетеней
голосование голосования явка явки переизбрание
"""
"""English, German, French, Spanish, Russian. "Vote" and "poll" are not among them: parliaments and
councils vote every week, and opinions are polled on everything."""
_CHARGES = """
meddling meddled meddle interference interfere interfered interfering hacking hacked collusion
einmischung einmischungen wahlbeeinflussung hackerangriff hackerangriffe
ingérence ingérences piratage
injerencia injerencias hackeo pirateo
вмешательство вмешательства вмешательстве вмешательством
"""
"""Charges of meddling with an election are an affair of their own, of years after it."""
_SURE = 2
"""Named in the title, or so often in the first words, an election is what the article is about."""


def election_shares(words: Words) -> npt.NDArray[np.float64]:
    """(n_texts,) 1 for an election in the title or twice in the first words; .5 for once; or 0.

    0, too, where the first words speak of meddling with one.
    """
    hit, charge = (np.isin(words.hashes, hashes) for hashes in _hashes())
    return _shares(words.offsets, words.n_title, words.terms, hit, charge)


@cache
def _hashes() -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint64]]:
    return tokenize([_WORDS]).hashes, tokenize([_CHARGES]).hashes


@nb.njit(cache=True, nogil=True)
def _shares(
    offsets: npt.NDArray[np.int64],
    n_title: npt.NDArray[np.int32],
    terms: npt.NDArray[np.int32],
    hit: npt.NDArray[np.bool_],
    charge: npt.NDArray[np.bool_],
) -> npt.NDArray[np.float64]:
    shares = np.zeros(len(n_title))
    for text in range(len(n_title)):
        body = offsets[text] + n_title[text]
        n = 0
        for at in range(offsets[text], min(body + HEAD_WORDS, offsets[text + 1])):
            if charge[terms[at]]:
                n = 0
                break
            if hit[terms[at]]:
                n += 1 if at >= body else _SURE
        shares[text] = min(n / _SURE, 1.0)
    return shares
