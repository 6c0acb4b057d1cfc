"""Month names in seven languages."""

from __future__ import annotations

from itertools import chain

# Full names and the abbreviations in use; Russian in the nominative and the genitive.
_LANGUAGES = (
    "january february march april may june july august september october november december",
    "jan feb mar apr may jun jul aug sep oct nov dec",
    "januar februar märz april mai juni juli august september oktober november dezember",
    "jänner feber mrz apr mai jun jul aug sept okt nov dez",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "janv févr mars avr mai juin juil août sept oct nov déc",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "ene feb mar abr may jun jul ago set oct nov dic",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "gen feb mar apr mag giu lug ago sett ott nov dic",
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "jan fev mar abr mai jun jul ago set out nov dez",
    "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "янв фев мар апр май июн июл авг сен окт ноя дек",
)

MONTHS = dict(chain.from_iterable(zip(names.split(), range(1, 13)) for names in _LANGUAGES))  # noqa: B905 - twelve each
"""Lower-case name, without a dot, to 1 … 12."""

MONTH_PATTERN = "|".join(sorted(MONTHS, key=len, reverse=True))
"""Any of the names, longest first, for a pattern that ignores case."""
