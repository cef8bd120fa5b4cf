"""A mail (RFC 5322, MIME) as plain text: its headers as labelled lines, then its words."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import EmailMessage, Message

from archive.problems import Problem, ProblemsFound
from archive.reading import seeds

_HEADERS = ("From", "To", "Cc", "Date", "Subject")
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z!][a-zA-Z0-9]*)[^<>]*>|<[^<>]*>")
_BREAKS = frozenset(("p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "blockquote"))
_HREF = re.compile(r"""\bhref\s*=\s*["']?(?P<to>https?://[^\s"'<>()]+)""", re.IGNORECASE)
_HIDDEN = ("script", "style", "head", "title")


def text(file: str, data: bytes, encoding: str = "") -> str:
    """Return the mail as a seed holds it: decoded headers, a blank line, the plain text.

    Of the alternatives the plain one is taken; one that is only HTML loses its tags but keeps its
    links, as Markdown.  Attachments are left out.  ``encoding`` is for words whose own declaration
    is missing or wrong.  Raises ProblemsFound as ``seeds.decoded`` does: no letter is replaced.
    """
    try:
        return _text(message_from_bytes(data, policy=policy.default), file, encoding)
    except RecursionError:
        problem = Problem(
            file, 1, "A006",
            "found parts inside parts of a mail, too deep to be taken apart; expected a mail",
            "save the text of the mail by itself, as plain text in UTF-8",
        )  # fmt: skip
        raise ProblemsFound([problem]) from None


def _text(message: Message, file: str, encoding: str) -> str:
    """Return the mail as ``text`` does."""
    if not isinstance(message, EmailMessage):
        message = EmailMessage()
    raw = {name.lower(): value for name, value in reversed(list(message.raw_items()))}
    charset = _charset(message)
    head = {name: _bytes(raw[name.lower()]) for name in _HEADERS if raw.get(name.lower())}
    lines = [f"{name}: {_decoded(file, value, charset, encoding)}" for name, value in head.items()]
    return "\n".join(lines) + "\n\n" + _body(message, file, encoding).strip("\n") + "\n"


def _charset(message: EmailMessage) -> str:
    """Return the encoding that the words of a mail say they are in, or nothing."""
    part = message.get_body(("plain", "html"))
    return str(part.get_content_charset("") or "") if isinstance(part, EmailMessage) else ""


def _bytes(value: object) -> bytes:
    """Return a header as it came: what is not ASCII is kept in surrogates by the library."""
    return str(value).encode("utf-8", "surrogateescape")


def _decoded(file: str, value: bytes, charset: str, encoding: str) -> str:
    """Return a header in one line, its encoded words decoded (RFC 2047).

    The folding between two encoded words is no space (6.2): a sender may break inside a word.
    Bytes that are no encoded words are in UTF-8 (RFC 6532), else in the encoding of the mail.
    """
    try:
        whole = value.decode("utf-8")
    except UnicodeDecodeError:
        whole = seeds.decoded(file, value, encoding or charset)[0]
    try:
        text = str(make_header(decode_header(whole))) if "=?" in whole else whole
    except (HeaderParseError, LookupError, UnicodeError):
        text = whole
    # What an encoded word claims to be may be no text.
    if any("\ud800" <= char <= "\udfff" for char in text):
        text = whole
    return " ".join(text.split())


def _body(message: EmailMessage, file: str, encoding: str) -> str:
    part = message.get_body(("plain", "html"))
    if not isinstance(part, EmailMessage):
        if message.is_multipart():
            part = next((each for each in message.walk() if not each.is_multipart()), None)
        else:
            # It says that it has parts, but not where one ends: all of it is its text.
            part = message
    if not isinstance(part, EmailMessage) or not isinstance(part.get_payload(), str):
        return ""
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    try:
        content = payload.decode(part.get_content_charset("utf-8"))
    except (LookupError, UnicodeError):
        content = seeds.decoded(file, payload, encoding)[0]
    content = content.replace("\r\n", "\n").replace("\r", "\n")
    if part.get_content_type() == "text/html":
        return _without_tags(content)
    if part.get_param("format") == "flowed":
        return _unflowed(content)
    return content


def _unflowed(content: str) -> str:
    """Join the lines of ``format=flowed`` text that end in a space (RFC 3676)."""
    lines: list[str] = []
    for line in content.split("\n"):
        line = line.removeprefix(" ")  # noqa: PLW2901  space-stuffing
        if lines and lines[-1].endswith(" ") and lines[-1] != "-- ":
            lines[-1] += line
        else:
            lines.append(line)
    return "\n".join(lines)


def _without_tags(content: str) -> str:
    """Return the words of HTML in one pass over its tags; links stay, as Markdown."""
    from html import unescape  # noqa: PLC0415  seldom needed

    small = content.lower()
    # What is never closed hides nothing.
    ends = {name: small.rfind(f"</{name}") for name in _HIDDEN}
    pieces: list[str] = []
    place = link = 0
    hidden = target = ""
    for tag in _TAG.finditer(content):
        if not hidden:
            pieces.append(content[place : tag.start()])
        place = tag.end()
        name = (tag["name"] or "").lower()
        if hidden:
            hidden = "" if tag["end"] and name == hidden else hidden
        elif name in ends and not tag["end"] and ends[name] > place:
            hidden = name
        elif name == "a" and not tag["end"]:
            found = _HREF.search(tag[0])
            link, target = len(pieces), found["to"] if found else ""
        elif name == "a" and target:
            pieces[link:] = [_linked("".join(pieces[link:]), target)]
            target = ""
        elif name == "br" or (tag["end"] and name in _BREAKS):
            pieces.append("\n\n")
    if not hidden:
        pieces.append(content[place:])
    return re.sub(r"\n[ \t]*\n\s*", "\n\n", unescape("".join(pieces)))


def _linked(inside: str, target: str) -> str:
    """Return a link as Markdown, or its address alone where the words say no more."""
    words = " ".join(inside.split())
    if not words or words.rstrip("/") in {target.rstrip("/"), target.split("://")[1]}:
        return target
    return f"[{words}]({target})"
