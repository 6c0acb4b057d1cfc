"""Markup without what HTML lets one leave out."""

import pytest

from clustering.render.lean import lean


@pytest.mark.parametrize(
    ("markup", "shorter"),
    [
        ('<ul class="a"><li>x</li></ul>', "<ul class=a><li>x</ul>"),
        ('<th scope="col" class="n">x</th>', "<th scope=col class=n>x"),
        ('<p class="a b">x</p>', '<p class="a b">x</p>'),
        ('<circle r="4.6"/>', '<circle r="4.6"/>'),
        ('<a href="{{ there }}" rel="next">x</a>', '<a href="{{ there }}" rel=next>x</a>'),
        ('<i class="a{{ b }}">', '<i class="a{{ b }}">'),
        ('<i class="a"{% if b=="c" %}>', '<i class="a"{% if b=="c" %}>'),
        ('{{ f(x, page="top") }}', '{{ f(x, page="top") }}'),
        ('say ="x" here', 'say ="x" here'),
        ("<b title='x'>", "<b title='x'>"),
        ('<b title="">', '<b title="">'),
    ],
)
def test_only_what_a_parser_adds_again_is_left_out(markup, shorter):
    """Quotes around what is filled in, and around values with blanks, stay."""
    assert lean(markup) == shorter
