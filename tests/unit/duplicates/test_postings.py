"""The inverted index of sampled shingles."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from clustering.duplicates.postings import index_samples
from clustering.text.ragged import Ragged


@given(st.lists(st.sets(st.integers(0, 12)), max_size=8))
def test_shingles_of_two_texts_or_more(texts):
    """Each such shingle has its texts in ascending order; the others are left out."""
    values = np.array([v for text in texts for v in sorted(text)], np.uint32)
    samples = Ragged.of_sizes(np.array([len(text) for text in texts], np.int64), values)
    found = index_samples(samples)
    told = {
        int(s): found.rows[found.starts[k] : found.starts[k + 1]].tolist()
        for k, s in enumerate(found.shingles)
    }
    wanted = {v: [k for k, text in enumerate(texts) if v in text] for v in range(13)}
    assert told == {v: rows for v, rows in wanted.items() if len(rows) > 1}
    assert found.shingles.tolist() == sorted(told)
