"""Outlets that are wire services."""

import pytest

from clustering.text.services import service_of


@pytest.mark.parametrize(
    ("outlet", "service"),
    [
        ("AP", "AP"),
        ("Associated Press", "AP"),
        ("The Associated Press", "AP"),
        ("apnews.com", "AP"),
        ("Reuters", "Reuters"),
        ("reuters.com", "Reuters"),
        ("TASS News Agency", "TASS"),
        ("Xinhua", "Xinhua"),
        ("Cape Times", ""),
        ("Canal Plus", ""),
        ("japantimes.co.jp", ""),
        ("", ""),
    ],
)
def test_services_are_known_under_any_of_their_names(outlet, service):
    """A name that only has the letters of a service in it is none."""
    assert service_of(outlet) == service
