"""Which services an article credits, and which it only mentions."""

from __future__ import annotations

import pytest

from clustering.readers.wires import credits_of


@pytest.mark.parametrize(
    ("line", "services"),
    [
        (
            "With reporting by Reuters, TASS, AFP, dpa, and AP",
            ("Reuters", "TASS", "AFP", "dpa", "AP"),
        ),
        ("The summit started on November 10 in Vietnam, as per TASS.", ("TASS",)),
        ("VIENNA, Sept 10 (Reuters) - The ministers met in Vienna and agreed.", ("Reuters",)),
        ("WASHINGTON (AP) — The ministers met in Washington and agreed on a text.", ("AP",)),
        ("MOSCOW, November 10. /TASS/. The ministers met in Moscow and agreed.", ("TASS",)),
        ("The Associated Press contributed to this report.", ("AP",)),
        ("Reuters and AFP contributed to this report.", ("Reuters", "AFP")),
        ("Contributing: The Associated Press", ("AP",)),
        ("Sources: Interfax, RIA Novosti", ("Interfax", "RIA Novosti")),
        ("По материалам: ТАСС и Интерфакс", ("TASS", "Interfax")),
        ("She told Russia's state-run RIA news agency on September 10 that he would come.", ()),
        ("A Russian official told Reuters that the talks went well on Friday in Vienna.", ()),
        ("The minister (left) in Vienna on Monday in a photo. (Dado Ruvic/Reuters)", ()),
        ("Reporting by John Smith in Vienna; editing by Jane Doe", ()),
        ("The PA system in the hall failed while the minister spoke to reporters.", ()),
        ("Two writers contributed to this report, which Reuters has not seen.", ()),
        ("She was reporting for years when she spoke with Reuters in Vienna.", ()),
        ("", ()),
    ],
)
def test_credits(line, services):
    """A credit names the source of the report; a quotation does not."""
    assert credits_of([line]) == services


def test_each_service_once_in_the_order_of_the_text():
    """The dateline comes first and is not repeated by the note at the end."""
    lines = [
        "VIENNA (Reuters) - The ministers met in Vienna and agreed on a text on Monday.",
        "Reuters and the Associated Press contributed to this report.",
    ]
    assert credits_of(lines) == ("Reuters", "AP")
