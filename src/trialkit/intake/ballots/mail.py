"""Mails that ballots come in: saved messages (.eml), with or without something attached."""

from collections.abc import Iterator
from email import message_from_bytes
from email.errors import MessageError
from email.message import EmailMessage, Message
from email.policy import default
from html.parser import HTMLParser
from typing import Final

import attrs

_AUTOMATIC: Final = ("Auto-Submitted", "X-Autoreply", "X-Autorespond")
_MAIL: Final = "message/rfc822"
_BLOCKS: Final = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "br",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tr",
        "ul",
    ]
)
_UNSEEN: Final = frozenset({"head", "script", "style", "title"})


@attrs.frozen(kw_only=True)
class Attached:
    """A file in a mail.

    Attributes:
        name: as its sender called it; "" where they didn't.
        content: what it holds; of a mail in a mail, that mail.
    """

    name: str
    content: bytes


@attrs.frozen(kw_only=True)
class Mail:
    """What a mail says.

    Attributes:
        subject: its subject.
        text: its words, as plain text.
        attached: the files in it.
        automatic: whether no person wrote it: an absence note, or a mail that didn't arrive.
    """

    subject: str
    text: str
    attached: tuple[Attached, ...]
    automatic: bool


def mail_in(content: bytes) -> Mail:
    """Take a saved mail apart; what is broken in it is left out, for mails often are."""
    message = message_from_bytes(content, policy=default)
    return Mail(
        subject=_header(message, "Subject"),
        text=_text(message),
        attached=tuple(_attached(message)),
        automatic=_automatic(message),
    )


def _header(message: Message, name: str) -> str:
    try:
        return " ".join(str(message[name] or "").split())
    except (MessageError, ValueError, IndexError):  # a header that no rule foresees
        return ""


def _automatic(message: EmailMessage) -> bool:
    said = [_header(message, name).casefold() for name in _AUTOMATIC]
    report = message.get_content_type() == "multipart/report"
    return report or any(answer and answer != "no" for answer in said)


def _text(message: EmailMessage) -> str:
    """The words of a mail: plain ones where it has any, else those that the page shows."""
    plain = message.get_body(("plain",))
    words = _unfolded(plain) if plain is not None else ""
    if words.strip():
        return words
    page = message.get_body(("html",))
    return shown_text(_decoded(page)) if page is not None else ""


def _unfolded(part: Message) -> str:
    """Lines that the mail program has cut, whole again (RFC 3676)."""
    words = _decoded(part)
    if part.get_param("format") != "flowed":
        return words
    lines: list[str] = []
    flows = False
    for line in words.splitlines():
        if flows and not line.startswith(">"):
            lines[-1] += line.removeprefix(" ")
        else:
            lines.append(line.removeprefix(" "))
        flows = line.endswith(" ") and line != "-- " and not line.startswith(">")
    return "\n".join(lines)


def _decoded(part: Message) -> str:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    charset = str(part.get_content_charset() or "utf-8")
    for encoding in (charset, "utf-8"):
        try:
            return content.decode(encoding)
        except (LookupError, ValueError):
            continue
    return content.decode("cp1252", errors="replace")


def _attached(message: EmailMessage) -> Iterator[Attached]:
    bodies = (message.get_body(("plain",)), message.get_body(("html",)))
    for part in _parts(message):
        name = part.get_filename() or ""
        if part.get_content_type() == _MAIL:
            for inner in part.walk():
                if inner is not part:
                    yield Attached(name=name, content=inner.as_bytes())
                    break
        elif name and all(part is not body for body in bodies):
            content = part.get_payload(decode=True)
            yield Attached(name=name, content=content if isinstance(content, bytes) else b"")


def _parts(message: Message) -> Iterator[Message]:
    """The parts that aren't made of parts themselves; a mail in a mail is one of them."""
    within: set[int] = set()
    for part in message.walk():
        if id(part) in within:
            continue
        if part.get_content_type() == _MAIL:
            within.update(id(inner) for inner in part.walk())
        if part.get_content_type() == _MAIL or not part.is_multipart():
            yield part


def shown_text(page: str) -> str:
    """The words that an HTML mail shows, a line a paragraph; what it quotes begins with “>”."""
    reader = _Page()
    reader.feed(page)
    reader.close()
    return "\n".join(reader.lines)


class _Page(HTMLParser):
    """Gathers what a reader of the page sees."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: Final[list[str]] = [""]
        self._unseen = 0
        self._quoted = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._unseen += tag in _UNSEEN
        self._break(tag)
        self._quoted += tag == "blockquote"

    def handle_endtag(self, tag: str) -> None:
        self._unseen = max(0, self._unseen - (tag in _UNSEEN))
        self._break(tag)
        self._quoted = max(0, self._quoted - (tag == "blockquote"))

    def handle_data(self, data: str) -> None:
        if self._unseen:
            return
        words = " ".join(data.split())
        if not words:
            return
        if not self.lines[-1] and self._quoted:
            self.lines[-1] = "> "
        apart = data[0].isspace() and self.lines[-1] and not self.lines[-1].endswith(" ")
        self.lines[-1] += (" " if apart else "") + words + (" " if data[-1].isspace() else "")

    def _break(self, tag: str) -> None:
        if tag in _BLOCKS and (self.lines[-1] or tag == "br"):
            self.lines[-1] = self.lines[-1].rstrip()
            self.lines.append("")
        elif tag in ("td", "th") and self.lines[-1]:
            self.lines[-1] += " "
