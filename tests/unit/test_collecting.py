"""The collector is off while the stages run, and as it was afterwards."""

import gc

import pytest

import clustering
from clustering.collecting import uncollected


@pytest.fixture
def _collector():
    """The collector as the tests found it."""
    was_on = gc.isenabled()
    yield
    (gc.enable if was_on else gc.disable)()


@pytest.mark.usefixtures("_collector")
@pytest.mark.parametrize("switch", [gc.enable, gc.disable])
def test_the_collector_is_as_it_was(switch):
    """Off inside, also one inside the other; after an error, too, as it was before."""
    switch()
    before = gc.isenabled()
    with uncollected(), uncollected():
        assert not gc.isenabled()
    with pytest.raises(ValueError, match="broken"), uncollected():
        raise ValueError("broken")
    assert gc.isenabled() == before


@pytest.mark.usefixtures("_collector")
def test_a_run_puts_the_collector_off(seeds, tmp_path):
    """From the first progress told to the last; a caller finds it on again."""
    gc.enable()
    seen = set()
    analysis = clustering.analyze(seeds, on_progress=lambda *_: seen.add(gc.isenabled()))
    analysis.write(tmp_path / "r", on_progress=lambda *_: seen.add(gc.isenabled()))
    assert seen == {False}
    assert gc.isenabled()
