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
_BREAK = re.compile(r"<(?:br|/p|/div|/li|/h[1-6]|/tr|/blockquote)\b[^>]*>", re.IGNORECASE)
_LINK = re.compile(
    r"<a\b[^<>]{0,400}?\bhref\s*=\s*[\"']?(?P<to>https?://[^\s\"'<>()]+)[^<>]*>(?P<words>.*?)</a\s*>",
    re.IGNORECASE | re.DOTALL,
)
_HIDDEN = re.compile(r"<(script|style|head|title)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)


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
    from html import unescape  # noqa: PLC0415  seldom needed

    plain = _LINK.sub(_linked, _HIDDEN.sub("", content))
    plain = _BREAK.sub("\n\n", plain)
    plain = unescape(re.sub(r"<[^<>]*>", "", plain))
    return re.sub(r"\n[ \t]*\n\s*", "\n\n", plain)


def _linked(found: re.Match[str]) -> str:
    """Return a link as Markdown, or its address alone where the words say no more."""
    words = " ".join(re.sub(r"<[^<>]*>", "", found["words"]).split())
    if not words or words.rstrip("/") in {found["to"].rstrip("/"), found["to"].split("://")[1]}:
        return found["to"]
    return f"[{words}]({found['to']})"
