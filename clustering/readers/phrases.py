"""Words of page furniture: navigation, sharing, labels, headings."""

from __future__ import annotations

import re

_NAVIGATION = """
accessibility links | skip to content | skip to main content | skip to navigation | breaking news
select language | choose language | language | languages | menu | main menu | home | homepage | search
navigation | sections | site map | sitemap | log in | login | sign in | sign up | register | subscribe
subscribe now | my account | news | world | world news | latest news | top stories | top news | headlines
politics | business | sport | sports | opinion | opinions | culture | video | videos | audio | photos
photo | gallery | photo gallery | live | live tv | newsletters | newsletter | weather | print | print page
print this page | print article | email | e-mail | share | tweet | pin it | facebook | twitter | google
google+ | linkedin | pinterest | whatsapp | telegram | reddit | tumblr | comments | comment | leave a comment
no comments | post a comment | view comments | show comments | next | previous | back | back to top | top
go to top | close | cancel | more | see more | load more | show more | read more | continue | continue reading
continue reading below | story continued below | story continues below | article continues below
continue reading the main story | advertisement continue reading the main story | loading | loading...
advertisement | advertisment | ad | ads | sponsored | sponsored content | promoted | cookies | cookie policy
privacy policy | terms of use | terms of service | about us | contact us | contact | help | faq | rss
share this | share this article | share this story | share this page | like this | click here | play | pause
replay | more videos | must watch | just watched | watch | listen | listen to article | slideshow
[pullquote] | pullquote | image | images | caption | close dialog | open menu | toggle navigation
just one more thing | your notification has been saved | there was a problem saving your notification
главная | меню | поиск | новости | войти | подписаться | поделиться | реклама | читать далее | комментарии
все новости | в мире | политика | экономика | общество | наверх | выберите язык | последние новости
startseite | menü | suche | suchen | nachrichten | anmelden | abonnieren | teilen | drucken | anzeige | werbung
kommentare | zum inhalt springen | weiterlesen | mehr | zurück | nach oben | politik | wirtschaft | eilmeldung
accueil | rechercher | recherche | actualités | connexion | s'abonner | partager | imprimer | publicité
commentaires | aller au contenu | lire la suite | lire plus | retour | monde | politique | économie | à la une
inicio | portada | buscar | noticias | iniciar sesión | suscribirse | compartir | imprimir | publicidad
comentarios | ir al contenido | leer más | seguir leyendo | mundo | política | economía | última hora
cerca | notizie | accedi | abbonati | condividi | stampa | pubblicità | commenti | leggi tutto | mondo | esteri
início | pesquisar | notícias | entrar | assinar | compartilhar | publicidade | comentários | leia mais
"""

NAVIGATION = frozenset(
    phrase.strip() for line in _NAVIGATION.splitlines() for phrase in line.split("|") if phrase.strip()
)
"""Whole lines, case-folded and without the colon at the end, that only lead elsewhere."""

TAIL_HEADINGS = frozenset(
    phrase.strip()
    for phrase in (
        "publications | related | related stories | related articles | related news | related content |"
        "related topics | related links | related posts | related coverage | read also | see also |"
        "also read | more stories | more news | more from | more on this | more on this... |"
        "more on this story | more on this topic | news by subject | most popular | most read |"
        "most viewed | trending | trending now | trending stories | recommended | recommended for you |"
        "recommended stories | you may also like | you might also like | you may like | editors' picks |"
        "editor's picks | editors picks | latest | latest stories | popular | popular now | previous stories |"
        "top stories | don't miss | around the web | from the web | sponsored links | tags | topics |"
        "about the author | more in this section | other news | other stories | in this section |"
        "по теме | читайте также | другие новости | смотрите также | публикации | новости по теме |"
        "mehr zum thema | lesen sie auch | das könnte sie auch interessieren | weitere nachrichten |"
        "à lire aussi | lire aussi | sur le même sujet | articles liés | les plus lus |"
        "te puede interesar | noticias relacionadas | lea también | más noticias | lo más leído |"
        "leggi anche | articoli correlati | potrebbe interessarti | leia também | veja também"
    ).split("|")
    if phrase.strip()
)
"""Headings at the end of a page under which other articles are advertised."""

LINK_HEADINGS = frozenset(
    ("more", "read more", "related", "see also", "read also", "also read", "more on this", "watch")
)
"""Headings that also stand in mid-text: there only the links right below them are furniture."""

_S = re.IGNORECASE
# By the line's first word, lower-case: a line is only tried against the patterns of its own.
_PREFIXES: dict[str, tuple[tuple[str, str], ...]] = {
    "share": (("share", r"share (?:this|on|via|all sharing|tweet|your thoughts|save)\b|share:?$"),),
    "email": (("share", r"email (?:this|print|share|newsletters?|notifications)\b"),),
    "facebook": (("share", r"facebook\W+(?:twitter|pinterest|linkedin|email|google|whatsapp|print)\b"),),
    "twitter": (("share", r"twitter\W+(?:facebook|pinterest|linkedin|email|google|whatsapp)\b"),),
    "tweet": (("share", r"tweet (?:this|share|email|pin)\b"),),
    "like": (("share", r"like (?:this:|us on|what you.re reading)"),),
    "follow": (("share", r"follow (?:@|us\b|me\b|(?:[\w.’'-]+ ){1,4}?on (?:twitter|facebook|instagram)|.{2,40}: ?facebook)"),),
    "join": (("share", r"join (?:us on|the conversation)"),),
    "stay": (("share", r"stay (?:up to date, follow|connected|informed)"),),
    "sign": (("newsletter", r"sign[ -]up (?:for|to|here|now|today|below)\b"),),
    "subscribe": (("newsletter", r"subscribe (?:to|now|here|today|on|for)\b"),),
    "newsletter": (("newsletter", r"newsletter sign[ -]?up"),),
    "get": (
        ("newsletter", r"get (?:the|our|all the|breaking|email|daily|more|.{1,40} on the go).{0,80}\b(?:inbox|newsletter|delivered|alerts?|notifications|sign up|by clicking|app)\b"),
    ),
    "let": (("newsletter", r"let our news meet your inbox"),),
    "thank": (("newsletter", r"thank you for (?:subscribing|signing up)"),),
    "whenever": (("newsletter", r"whenever .{2,60} posts new content"),),
    "click": (("navigation", r"click (?:here|to|for|on)\b.{0,120}$"),),
    "download": (("navigation", r"download (?:our|the) .{0,40}\bapp\b"),),
    "please": (("navigation", r"please (?:enable|install|update|upgrade) .{0,80}(?:javascript|browser|flash|cookies)"),),
    "story": (("navigation", r"story continue[sd] below"),),
    "article": (("navigation", r"article continue[sd] below"),),
    "continue": (("navigation", r"continue reading\b.{0,60}$"),),
    "advertisement": (("advertisement", r"advertisement\b.{0,60}$"),),
    "read": (("link", r"read (?:more|also|next|or share|the full|full)\b.{0,160}$"),),
    "also": (("link", r"also (?:read|on|see|watch)\b ?[:(].{0,160}$"),),
    "see": (("link", r"see (?:also|more|related)\b ?:?.{0,160}$"),),
    "related": (("link", r"related ?:.{0,160}$"),),
    "more": (("link", r"more(?: (?:from|on|coverage|stories|videos)\b.{0,100}$| ?:.{0,160}$|\.\.\.$)"),),
    "watch": (("link", r"watch(?: more| now| live| video)? ?:.{0,160}$"),),
    "photos": (("link", r"photos ?:.{0,160}$"),),
    "video": (("link", r"video ?:.{0,160}$"),),
    "just": (("link", r"just watched .{0,250}$"),),
    "must": (("link", r"must (?:watch|read)\b.{0,100}$"),),
    "slideshow": (("link", r"slideshow \(\d+ images?\)"),),
    "scroll": (("navigation", r"scroll (?:down )?(?:for|to)\b.{0,60}$"),),
    "copyright": (("copyright", r"copyright (?:©|\(c\)|19|20|by)"),),
    "all": (("copyright", r"all rights reserved"),),
    "content": (("copyright", r"content created by .{2,60} is available without charge"),),
    "media": (("caption", r"media playback is (?:unsupported|not supported) on your device"),),
    "reported": (),
}  # fmt: skip
PREFIXES = {
    word: tuple((reason, re.compile(pattern, _S)) for reason, pattern in patterns)
    for word, patterns in _PREFIXES.items()
    if patterns
}
"""First word to (reason, pattern at the line's beginning)."""

MAX_PREFIX_WORDS = 45
"""A longer line is a paragraph, whatever it begins with."""

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
    # Hidden boxes of politicians' names: "Donald John TrumpFive takeaways … MORE on Tuesday".
    (" MORE", re.compile(r"(?<=[a-z])(?=[A-Z])[^\n]{10,400}? MORE\b")),
    ("( ", re.compile(r"\( ?(?:Also on|PHOTOS?|VIDEO|RELATED|READ MORE|WATCH|MORE)\b[^()]{0,160}\)", _S)),
    ("(PHOTO", re.compile(r"\(PHOTOS?:[^()]{0,160}\)")),
)  # fmt: skip
"""(A string to look for first, pattern of label words inside a line that is otherwise kept)."""
