"""A mail (RFC 5322, MIME) as plain text: its headers as labelled lines, then its words."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import EmailMessage

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
    message = message_from_bytes(data, policy=policy.default)
    if not isinstance(message, EmailMessage):
        return data.decode("utf-8", "strict")
    raw = {name.lower(): value for name, value in reversed(list(message.raw_items()))}
    lines = [f"{name}: {_decoded(raw[name.lower()])}" for name in _HEADERS if raw.get(name.lower())]
    return "\n".join(lines) + "\n\n" + _body(message, file, encoding).strip("\n") + "\n"


def _decoded(value: object) -> str:
    """Return a header in one line, its encoded words decoded (RFC 2047).

    The folding between two encoded words is no space (6.2): a sender may break inside a word.
    """
    text = str(value)
    try:
        text = str(make_header(decode_header(text)))
    except (HeaderParseError, LookupError, UnicodeError):
        text = str(value)
    return " ".join(text.split())


def _body(message: EmailMessage, file: str, encoding: str) -> str:
    part = message.get_body(("plain", "html"))
    if not isinstance(part, EmailMessage):
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
