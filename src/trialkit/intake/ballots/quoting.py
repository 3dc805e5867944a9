"""What somebody wrote in a mail themselves: without the mail they answer, and their signature.

A signature tells who somebody is, and words may be published without a name: it is never kept.
Lines that aren't the member's own are emptied, so that the others keep their numbers.
"""

import re
from collections.abc import Collection, Sequence
from typing import Final

import attrs

from trialkit.intake.ballots.codes import codes_in

FENCE: Final = "##- {words} -##"
"""The line that our own mails begin with; answers stand above it."""

_LONGEST: Final = 300
_FENCE: Final = re.compile(r"^\W*##-.*-##\W*$")
_QUOTED: Final = re.compile(r"^\s*>")
_WROTE: Final = re.compile(
    r"(?=.*(?:@|\b\d{4}\b|\d[.:]\d\d)).{0,300}\b(?:wrote|kirjoitti|skrev)\b.*:\s*$",
    re.IGNORECASE,
)
_BEGINS: Final = re.compile(
    r"^\W*(?:(?:on|den|ma|ti|ke|to|pe|la|su|mån|tis|ons|tors?|fre|lör|sön|mon|tue|wed|thu|fri|sat"
    r"|sun)\b.*\b20\d\d\b|\d{1,2}\.? ?\w+\.? 20\d\d\b|\d{1,2}\.\d{1,2}\.20\d\d\b"
    r"|[^<>]{1,60}<\S+@\S+>)",
    re.IGNORECASE,
)
_ANSWERED_MAIL: Final = re.compile(
    r"^\W*-{2,}\s*(?:original message|alkuperäinen viesti|ursprungligt meddelande)\s*-{2,}\W*$",
    re.IGNORECASE,
)
_FROM: Final = re.compile(r"^[\W_]*(?:from|lähettäjä|från|avsändare)\s?:", re.IGNORECASE)
_HEADER: Final = re.compile(
    r"^[\W_]*(?:from|sent|date|to|cc|subject|lähettäjä|lähetetty|päivämäärä|päiväys|pvm|kopio"
    r"|vastaanottaja|aihe|från|avsändare|skickat|datum|till|kopia|ämne)\s?:",
    re.IGNORECASE,
)
_SUBJECT: Final = re.compile(r"^[\W_]*(?:subject|aihe|ämne)\s?:", re.IGNORECASE)
_FORWARDED: Final = re.compile(
    r"^\W*(?:begin )?(?:forwarded message|välitetty viesti|edelleenlähetetty viesti"
    r"|vidarebefordrat (?:meddelande|brev))(?: alkaa)?\W*$",
    re.IGNORECASE,
)
_CLOSING: Final = re.compile(
    r"^\W*(?:terveisin|terv|t|yst(?:ävällisin)?\.? ?terv(?:eisin)?|(?:parhain|lämpimin) terveisin"
    r"|kiittäen|mvh|med vänliga? hälsning(?:ar)?|vänliga hälsningar|vänligen|hälsningar|hälsn"
    r"|(?:best |kind |warm )?regards|best wishes|br|cheers|sincerely|yours)\b"
    r"[.,!: ]*(?:\w+|(?-i:(?:[A-ZÅÄÖ][\w.&-]* ?){0,4}))$",
    re.IGNORECASE,
)
_SIGNED: Final = re.compile(r"^(?:--|__+)$")
_SENT_FROM: Final = re.compile(
    r"^\W*(?:(?:lähetetty|skickat från|sent from)\W+(?:my |min )?(?:iphone|ipad|mac|samsung|galaxy"
    r"|huawei|android|outlook|gmail|yahoo|proton|mail|laitteesta|puhelimesta|mobil|phone)"
    r"|(?:hanki|hämta|get) outlook\b).*$",
    re.IGNORECASE,
)
_GREETING: Final = re.compile(
    r"^\W*(?i:hei|hei vaan|moi|moikka|terve|(?:hyvää )?huomenta|hyvää (?:päivää|iltaa)|hej|hejsan"
    r"|god ?(?:dag|morgon)|hi|hello|dear)\b(?:[ ,]+(?:[A-ZÅÄÖ][\w-]*|kaikki|taas|alla|all|there))"
    r"{0,3}[,.! ]*$"
)
_THANKS: Final = re.compile(
    r"^\W*(?:kiitos|tack|thanks|thank you)\b[,.! ]*\w*[,.! ]*$", re.IGNORECASE
)
_PHONE: Final = re.compile(
    r"^(?:(?:puh|p|gsm|tel|tfn|mob)[.: ]+\+?\d|\+\d{2,3}|0\d)[\d\s()-]{5,}$", re.IGNORECASE
)
_POLITE: Final = (_GREETING, _THANKS, _SENT_FROM, _PHONE)


@attrs.frozen
class OwnWords:
    """A message, taken apart.

    Attributes:
        lines: what its writer wrote; lines that aren't their own are "".
        answered: the message they answer, in which the code may stand.
    """

    lines: Sequence[str]
    answered: str


def own_words(text: str, known: Collection[str] = ()) -> OwnWords:
    """Part what somebody wrote from what they answer, and leave the signature out.

    Args:
        text: of a mail, or what somebody pasted.
        known: codes of open rounds, `codes.bare`.
    """
    lines = [line.rstrip() for line in text.splitlines()]
    own = _without_answered(lines)
    if not any(own):
        own = _forwarded(lines)
    answered = "\n".join(line for line, mine in zip(lines, own, strict=True) if not mine)
    return OwnWords(_without_courtesies(own, known), answered)


def _without_answered(lines: Sequence[str]) -> list[str]:
    own = list(lines)
    at = 0
    while at < len(lines):
        span = _header_of_answered(lines, at)
        if _is(_QUOTED, lines[at]) or _is(_SUBJECT, lines[at]):
            own[at] = ""
        elif span and _quoted_follows(lines, at + span):
            own[at : at + span] = [""] * span
            at += span - 1
        elif span or _cuts(lines, at):
            own[at:] = [""] * (len(lines) - at)
            break
        at += 1
    return own


def _header_of_answered(lines: Sequence[str], at: int) -> int:
    """How many lines from here on say “on that day somebody wrote:”; 0 where they don't."""
    if _is(_WROTE, lines[at]):
        return 1
    for span in (2, 3):
        header = lines[at : at + span]
        if all(header) and _is(_BEGINS, header[0]) and _is(_WROTE, " ".join(header)):
            return span
    return 0


def _quoted_follows(lines: Sequence[str], at: int) -> bool:
    """Whether the answered mail is marked line by line, so that an answer may stand below it."""
    return _is(_QUOTED, next(filter(None, lines[at:]), ""))


def _cuts(lines: Sequence[str], at: int) -> bool:
    """Whether everything from here on is the answered mail."""
    if any(_is(mark, lines[at]) for mark in (_FENCE, _ANSWERED_MAIL, _FORWARDED)):
        return True
    return _is(_FROM, lines[at]) and any(_is(_HEADER, line) for line in lines[at + 1 : at + 6])


def _forwarded(lines: Sequence[str]) -> list[str]:
    """What a forwarded mail says, where nothing stands above it: somebody passed a ballot on."""
    marks = (at for at, line in enumerate(lines, start=1) if _is(_FORWARDED, line))
    at = next(marks, len(lines))
    while at < len(lines) and (not lines[at] or _is(_HEADER, lines[at])):
        at += 1
    return [""] * at + _without_answered(lines[at:])


def _without_courtesies(own: Sequence[str], known: Collection[str]) -> list[str]:
    """No greeting, and nothing from the closing words on, up to the next code."""
    kept: list[str] = []
    closed = False
    for line in own:
        closed = closed and not any(codes_in(line, known))
        closed = closed or _is(_SIGNED, line) or _is(_CLOSING, line)
        kept.append("" if closed or any(_is(polite, line) for polite in _POLITE) else line)
    return kept


def _is(pattern: re.Pattern[str], line: str) -> bool:
    """A line of such length is no header and no courtesy, and would take long to look through."""
    return len(line) <= _LONGEST and pattern.match(line) is not None
