"""Tells whether two web addresses lead to the same page, as far as addresses can tell.

Normalisation follows RFC 3986, section 6, and leaves out what only says how one came: the scheme,
``www.``, a closing slash, an index file, the fragment, tracking parameters, and the archived copy.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

_ARCHIVED = re.compile(
    r"(?:https?://)?(?:www\.)?(?:web\.archive\.org/web/[^/]+/|archive\.org/wayback/[^/]+/"
    r"|archive\.(?:is|ph|today|li|vn|fo|md)/(?:o/)?[^/]+/)(?=https?:/|www\.|[^/]+\.[a-z]{2,}/)",
    re.IGNORECASE,
)
_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_[ce]id|_ga|ref_src|ref_url|cmpid|"
    r"spm|share|shared|__twitter_impression",
    re.IGNORECASE,
)
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?)\Z", re.IGNORECASE)


def page_of(address: str) -> str:
    """Return the form in which addresses of one page agree, or "" for what is none.

    The front page of a site gives "": it is the address of everybody there and of no statement.
    """
    address = _ARCHIVED.sub("", address.strip(), count=1)
    if not re.match(r"https?:", address, re.IGNORECASE):
        address = f"http://{address}"
    address = re.sub(r"\A(https?):/+", r"\1://", address, flags=re.IGNORECASE)
    try:
        parts = urlsplit(address)
        host, port = (parts.hostname or "").lower().rstrip("."), parts.port
    except ValueError:
        return ""
    host = host.removeprefix("www.")
    if "." not in host:
        return ""
    if port not in (None, 80, 443):
        host += f":{port}"
    path = _INDEX.sub("/", unquote(parts.path)).rstrip("/")
    query = urlencode(
        sorted(
            (name, value)
            for name, value in parse_qsl(parts.query, keep_blank_values=True)
            if not _TRACKING.fullmatch(name)
        )
    )
    if not path and not query:
        return ""
    return f"{host}{path}?{query}" if query else f"{host}{path}"
