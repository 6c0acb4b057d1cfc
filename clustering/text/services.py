"""Wire services and the names they go by."""

from __future__ import annotations

import re
from functools import cache

SERVICES = {
    "Reuters": r"(?:Thomson )?Reuters",
    "TASS": r"(?:ITAR-)?TASS|ТАСС",
    "AFP": r"AFP|Agence France[ -]Presse",
    "AP": r"AP|(?:the )?Associated Press",
    "dpa": r"dpa|DPA|Deutsche Presse[ -]Agentur",
    "Xinhua": r"Xinhua",
    "Kyodo": r"Kyodo(?: News)?",
    "Interfax": r"Interfax|Интерфакс",
    "RIA Novosti": r"RIA(?: Novosti)?|РИА Новости",
    "Sputnik": r"Sputnik",
    "ANSA": r"ANSA",
    "EFE": r"(?:Agencia )?EFE",
    "PTI": r"PTI|Press Trust of India",
    "ANI": r"ANI",
    "IANS": r"IANS",
    "Yonhap": r"Yonhap",
    "Anadolu": r"Anadolu(?: Agency)?",
    "Bloomberg": r"Bloomberg(?: News)?",
    "UPI": r"UPI|United Press International",
    "PA": r"PA|Press Association",
    "KCNA": r"KCNA",
    "IRNA": r"IRNA",
    "SANA": r"SANA",
    "WAM": r"WAM",
    "Jiji": r"Jiji(?: Press)?",
    "APA": r"APA",
    "CNA": r"CNA",
    "Ukrinform": r"Ukrinform",
    "BelTA": r"BelTA",
}
"""Canonical name to a pattern of the names that texts and outlets give it."""
_HOSTS = {"apnews": "AP"}
_AS_OUTLET = {
    service: re.compile(
        rf"(?:the )?(?:{names})(?: (?:News|News Agency|Agency|Online))?", re.IGNORECASE
    )
    for service, names in SERVICES.items()
}


@cache
def service_of(outlet: str) -> str:
    """The wire service that an outlet is, under its canonical name; empty when it is none.

    >>> service_of("The Associated Press"), service_of("reuters.com"), service_of("Cape Times")
    ('AP', 'Reuters', '')
    """
    name = outlet.strip()
    if " " not in name and "." in name:  # a host
        name = name.split(".")[-2]
        name = _HOSTS.get(name.casefold(), name)
    return next((service for service, p in _AS_OUTLET.items() if p.fullmatch(name)), "")
