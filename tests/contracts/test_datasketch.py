"""Signatures are datasketch's own, so that its indexes take them."""

import numpy as np
import pytest
from archives import edited, invented_text
from datasketch import LeanMinHash, MinHash, MinHashLSH
from hypothesis import given, settings
from hypothesis import strategies as st

from clustering.duplicates.signatures import EMPTY, sign
from clustering.text.shingles import ShingleSets, shingle
from clustering.text.tokens import tokenize


def reference(values, n_values, seed):
    """The signature that datasketch gives the low 32 bits of shingle hashes."""
    minhash = MinHash(num_perm=n_values, seed=seed, hashfunc=int, scheme="affine32")
    minhash.update_batch([int(value) & 0xFFFFFFFF for value in values])
    return minhash


def sets_of(*texts):
    """Shingle sets from lists of hashes."""
    offsets = np.cumsum([0, *map(len, texts)]).astype(np.int64)
    return ShingleSets(offsets, np.array([v for t in texts for v in sorted(t)], np.uint64))


HASHES = st.sets(
    st.one_of(st.integers(0, 2**64 - 1), st.sampled_from([0, 1, 2**32 - 1, 2**32, 2**64 - 1])),
    max_size=40,
)


@settings(max_examples=50)
@given(st.lists(HASHES, min_size=1, max_size=4), st.integers(1, 64), st.integers(0, 2**31 - 1))
def test_signatures_are_bit_identical(texts, n_values, seed):
    """For any shingle hashes, length and seed, each value equals datasketch's."""
    signatures = sign(sets_of(*texts), n_values, seed)
    assert signatures.dtype == np.uint32
    for signature, text in zip(signatures, texts, strict=True):
        expected = reference(text, n_values, seed).hashvalues
        assert signature.tolist() == expected.tolist()


@pytest.mark.parametrize("n_values", [1, 128, 512])
def test_signature_of_no_shingles(n_values):
    """A text without shingles has datasketch's empty signature: the largest value throughout."""
    signature = sign(sets_of([]), n_values, 1)[0]
    assert (signature == EMPTY).all()
    assert signature.tolist() == reference([], n_values, 1).hashvalues.tolist()


def test_estimates_agree(dice):
    """Handed over as a MinHash, two texts have the estimate that the values give."""
    words = invented_text(dice, 300)
    texts = [" ".join(words), " ".join(edited(dice, words, 5))]
    signatures = sign(shingle(tokenize(texts), 5), 256, 3)
    first, second = (MinHash(seed=3, hashvalues=values, scheme="affine32") for values in signatures)
    assert first.jaccard(second) == (signatures[0] == signatures[1]).mean()
    assert 0.7 < first.jaccard(second) < 1


def test_signatures_serve_an_index_of_datasketch(dice):
    """MinHashLSH, filled with our signatures, finds the copy and nothing else."""
    words = invented_text(dice, 200)
    copies = [words, edited(dice, words, 2), invented_text(dice, 200)]
    signatures = sign(shingle(tokenize([" ".join(w) for w in copies]), 5), 128, 1)
    hashes = [LeanMinHash(seed=1, hashvalues=values, scheme="affine32") for values in signatures]
    index = MinHashLSH(threshold=0.5, num_perm=128)
    for name, minhash in zip("abc", hashes, strict=True):
        index.insert(name, minhash)
    assert sorted(index.query(hashes[0])) == ["a", "b"]
    assert index.query(hashes[2]) == ["c"]
