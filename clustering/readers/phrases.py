"""Words of page furniture: navigation, sharing, labels, headings."""

from __future__ import annotations

import re

_NAVIGATION = """
accessibility links | skip to content | skip to main content | skip to navigation | breaking news
| select language | choose language | language | languages | menu | main menu | home | homepage |
search | navigation | sections | site map | sitemap | log in | login | sign in | sign up |
register | subscribe | subscribe now | my account | news | world | world news | latest news |
top stories | top news | headlines | politics | business | sport | sports | opinion | opinions |
culture | video | videos | audio | photos | photo | gallery | photo gallery | live | live tv |
newsletters | newsletter | weather | print | print page | print this page | print article | email
| e-mail | facebook | twitter | google | google+ | linkedin | pinterest | whatsapp | telegram |
reddit | tumblr | comments | comment | leave a comment | no comments | post a comment |
view comments | show comments | next | previous | back | back to top | top | go to top | close |
cancel | more | see more | load more | show more | read more | continue | continue reading |
continue reading below | story continued below | story continues below | article continues below |
continue reading the main story | advertisement continue reading the main story | loading |
loading... | cookies | cookie policy | privacy policy | terms of use | terms of service | about us
| contact us | contact | help | faq | rss | click here | play | pause | replay | more videos |
must watch | just watched | watch | listen | listen to article | slideshow | [pullquote] |
pullquote | image | images | caption | close dialog | open menu | toggle navigation |
just one more thing | your notification has been saved |
there was a problem saving your notification | главная | меню | поиск | новости | войти |
подписаться | читать далее | комментарии | все новости | в мире | политика | экономика | общество
| наверх | выберите язык | последние новости | startseite | menü | suche | suchen | nachrichten |
anmelden | abonnieren | drucken | kommentare | zum inhalt springen | weiterlesen | mehr | zurück |
nach oben | politik | wirtschaft | eilmeldung | accueil | rechercher | recherche | actualités |
connexion | s'abonner | imprimer | commentaires | aller au contenu | lire la suite | lire plus |
retour | monde | politique | économie | à la une | inicio | portada | buscar | noticias |
iniciar sesión | suscribirse | imprimir | comentarios | ir al contenido | leer más |
seguir leyendo | mundo | política | economía | última hora | cerca | notizie | accedi | abbonati |
stampa | commenti | leggi tutto | mondo | esteri | início | pesquisar | notícias | entrar |
assinar | comentários | leia mais
"""

_SHARING = """
share | tweet | pin it | share this | share this article | share this story | share this page |
like this | поделиться | teilen | partager | compartir | condividi | compartilhar
"""

_ADVERTISING = """
advertisement | advertisment | ad | ads | sponsored | sponsored content | promoted | реклама |
anzeige | werbung | publicité | publicidad | pubblicità | publicidade
"""

_TAIL_HEADINGS = """
publications | news by subject | most popular | most read | most viewed | most commented | popular
| popular now | trending | trending now | trending stories | recommended | recommended for you |
recommended stories | you may also like | you might also like | you may like | editors' picks |
editor's picks | editors picks | latest | latest stories | top stories | don't miss |
around the web | from the web | sponsored links | tags | topics | about the author |
more in this section | other news | in this section | публикации | другие новости |
новости по теме | das könnte sie auch interessieren | weitere nachrichten | les plus lus |
te puede interesar | lo más leído | más noticias | potrebbe interessarti
"""

_LINK_HEADINGS = """
more | read more | related | related stories | related articles | related news | related content |
related topics | related links | related posts | related coverage | see also | read also |
also read | watch | more stories | more news | more from | more on this | more on this... |
more on this story | more on this topic | previous stories | other stories | по теме |
читайте также | смотрите также | mehr zum thema | lesen sie auch | à lire aussi | lire aussi |
sur le même sujet | articles liés | noticias relacionadas | lea también | leggi anche |
articoli correlati | leia também | veja também
"""


def _phrases(table: str) -> frozenset[str]:
    return frozenset(p.strip() for line in table.splitlines() for p in line.split("|") if p.strip())


WHOLE_LINES = {
    **dict.fromkeys(_phrases(_NAVIGATION), "navigation"),
    **dict.fromkeys(_phrases(_SHARING), "share"),
    **dict.fromkeys(_phrases(_ADVERTISING), "advertisement"),
}
"""Lines that only lead elsewhere, case-folded and without the colon at the end, to the reason."""

TAIL_HEADINGS = _phrases(_TAIL_HEADINGS)
"""Headings at the end of a page under which other things are advertised."""

LINK_HEADINGS = _phrases(_LINK_HEADINGS)
"""Headings that also stand in mid-text: only the links right below them are furniture."""

_OUR = r"(?:the|our|all the|breaking|email|daily|more)\b"
# The line's first word, lower-case; the reason; the pattern from the line's beginning. A line
# is only tried against the patterns of its own first word.
_PREFIXES = (
    ("share", "share", r"(?:this|on|via|all sharing|tweet|your thoughts|save)\b|:?$"),
    ("email", "share", r"(?:this|print|share|newsletters?|notifications)\b"),
    ("facebook", "share", r"(?:twitter|pinterest|linkedin|email|google|whatsapp|print)\b"),
    ("twitter", "share", r"(?:facebook|pinterest|linkedin|email|google|whatsapp)\b"),
    ("tweet", "share", r"(?:this|share|email|pin)\b"),
    ("like", "share", r"(?:this:|us on|what you.re reading)"),
    ("follow", "share", r"@|(?:us|me)\b|(?:[\w.’'-]+ ){1,4}?on (?:twitter|facebook|instagram)"),
    ("follow", "share", r".{2,40}: ?facebook"),
    ("join", "share", r"(?:us on|the conversation)"),
    ("stay", "share", r"(?:up to date, follow|connected|informed)"),
    ("sign", "newsletter", r"up (?:for|to|here|now|today|below)\b"),
    ("sign-up", "newsletter", r"(?:for|to|here|now|today|below)\b"),
    ("subscribe", "newsletter", r"(?:to|now|here|today|on|for)\b"),
    ("newsletter", "newsletter", r"sign[ -]?up"),
    (
        "get",
        "newsletter",
        rf"{_OUR}.{{0,80}}\b(?:inbox|delivered)\b",
    ),
    (
        "get",
        "newsletter",
        rf"{_OUR}.{{0,80}}\b(?:newsletter|sign up)\b",
    ),
    ("get", "newsletter", r"(?:email|breaking news|push|the .{2,30} app$)"),
    ("get", "newsletter", r".{1,40} on the go by clicking"),
    ("let", "newsletter", r"our news meet your inbox"),
    ("thank", "newsletter", r"you for (?:subscribing|signing up)"),
    ("whenever", "newsletter", r".{2,60} posts new content"),
    ("click", "navigation", r"(?:here|to|for|on)\b.{0,120}$"),
    ("download", "navigation", r"(?:our|the) .{0,40}\bapp\b"),
    (
        "please",
        "navigation",
        r"(?:enable|install|update|upgrade) .{0,80}(?:javascript|browser|flash)",
    ),
    ("story", "navigation", r"continue[sd] below"),
    ("article", "navigation", r"continue[sd] below"),
    ("continue", "navigation", r"reading\b.{0,60}$"),
    ("scroll", "navigation", r"(?:down )?(?:for|to)\b.{0,60}$"),
    ("advertisement", "advertisement", r".{0,60}$"),
    ("read", "link", r"(?:more|also|next|or share|the full|full)\b.{0,160}$"),
    ("also", "link", r"(?:read|on|see|watch)\b ?[:(].{0,160}$"),
    ("see", "link", r"(?:also|more|related)\b ?:?.{0,160}$"),
    ("related", "link", r":.{0,160}$"),
    ("more", "link", r"(?:from|on|coverage|stories|videos)\b.{0,100}$"),
    ("more", "link", r":.{0,160}$|\.\.\.$"),
    ("watch", "link", r"(?:more|now|live|video)? ?:.{0,160}$"),
    ("photos", "link", r":.{0,90}$"),
    ("video", "link", r":.{0,90}$"),
    ("just", "link", r"watched .{0,250}$"),
    ("must", "link", r"(?:watch|read)\b.{0,100}$"),
    ("slideshow", "link", r"\(\d+ images?\)"),
    ("copyright", "copyright", r"(?:©|\(c\)|19|20|by\b)"),
    ("all", "copyright", r"rights reserved"),
    ("content", "copyright", r"created by .{2,60} is available without charge"),
    ("media", "caption", r"playback is (?:unsupported|not supported) on your device"),
)


def _by_first_word() -> dict[str, tuple[tuple[str, re.Pattern[str]], ...]]:
    table: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
    for word, reason, rest in _PREFIXES:
        pattern = re.compile(rf"{word}\W*?\s*(?:{rest})", re.IGNORECASE)
        table.setdefault(word, []).append((reason, pattern))
    return {word: tuple(patterns) for word, patterns in table.items()}


PREFIXES = _by_first_word()
"""First word to (reason, pattern at the line's beginning)."""

MAX_PREFIX_WORDS = 45
"""A longer line is a paragraph, whatever it begins with."""

_IN_BRACKETS = r"\( ?(?:Also on|PHOTOS?|VIDEO|RELATED|READ MORE|WATCH|MORE)\b[^()]{0,160}\)"
# Hidden boxes of politicians' names: "Donald John TrumpFive takeaways … MORE on Tuesday".
_HIDDEN_BOX = r"(?<=[a-z]{3})(?=[A-Z])(?:(?![.?!] )[^\n]){10,400}? MORE\b"
LABELS = (
    (" copyright ", re.compile(r"Image(?:s)? copyright .{1,60}? Image(?:s)? caption ")),
    ("Image copyright", re.compile(r"^Image copyright [^.]{1,60}$")),
    ("Image caption", re.compile(r"^Image caption ")),
    ("Enlarge this image", re.compile(r"^Enlarge this image(?: toggle caption)?(?: [^.]{0,80}$)?")),
    ("Story highlights", re.compile(r"^Story highlights ")),
    ("next Image", re.compile(r"^next Image \d+ of \d+ (?:prev )?")),
    ("Facebook Twitter Pinterest", re.compile(r"^Facebook Twitter Pinterest ")),
    ("Photo ", re.compile(r"^Photo (?=[A-Z].{20})")),
    ("[+", re.compile(r"\s*(?:…|\.\.\.)?\s*\[\+\d+ chars\]\s*$")),
    ("ontinue reading", re.compile(r"\s*(?:…|\.\.\.|\[…\])\s*Continue reading.{0,80}$")),
    ("[…]", re.compile(r"\s*\[(?:…|\.\.\.)\]\s*$")),
    (" MORE", re.compile(_HIDDEN_BOX)),
    ("( ", re.compile(_IN_BRACKETS, re.IGNORECASE)),
    ("(PHOTO", re.compile(r"\(PHOTOS?:[^()]{0,160}\)")),
)
"""(A string to look for first, pattern of label words inside a line that is otherwise kept)."""
