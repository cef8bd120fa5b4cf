"""Tells whether two web addresses lead to the same page, as far as addresses can tell.

Normalisation follows RFC 3986, section 6, and leaves out what only says how one came: the scheme,
``www.`` and the hosts for telephones, a closing slash, an index file, the fragment, tracking
parameters, the archived copy, and the page of a network that only leads on.
"""

from __future__ import annotations

import re
from contextlib import suppress
from unicodedata import normalize
from urllib.parse import SplitResult, parse_qsl, unquote, urlencode, urlsplit

_ARCHIVED = re.compile(
    r"(?:https?://)?(?:www\.)?(?:web\.archive\.org/(?:web|save)/(?:[^/]+/)?"
    r"|archive\.org/(?:wayback|web)/[^/]+/"
    r"|archive\.(?:is|ph|today|li|vn|fo|md)/(?:o/)?(?:[^/]+/)?)"
    r"(?=https?:/|www\.|[^/]+\.[a-z]{2,}/)",
    re.IGNORECASE,
)
# Any other archive of the web, where the address of what it keeps stands whole in its own.
_KEPT = re.compile(
    r"(?:https?://)?[^/]*(?:archive|arquivo|wayback)[^/]*/[^?#]*?/(?=https?:/)", re.IGNORECASE
)
# Pages of networks and mail servers that lead on to the address in a parameter.
_LEADING_ON = re.compile(
    r"(?:lm?\.facebook\.com/l\.php|(?:www\.)?google\.[a-z.]+/url|out\.reddit\.com/\S*"
    r"|[\w.]+\.safelinks\.protection\.outlook\.com|translate\.google\.[a-z.]+/translate"
    r"|t\.umblr\.com/redirect|(?:www\.)?youtube\.com/redirect|vk\.com/away\.php"
    r"|(?:www\.)?webcitation\.org/query|webcache\.googleusercontent\.com/search)/?",
    re.IGNORECASE,
)
_CACHED = re.compile(r"\Acache:(?:[^:/.]*:)?")
_TARGETS = ("u", "q", "url", "z", "to")
_AMP = re.compile(
    r"(?:https?://)?(?:www\.google\.[a-z.]+/amp|[\w-]+\.cdn\.ampproject\.org/[cv])/(?:s/)?",
    re.IGNORECASE,
)
_TRACKING = re.compile(
    r"(?:utm|pk|mtm|piwik|hsa|at|ns)_\w+|_hs(?:enc|mi)|(?:fb|g|d|y|ms|tt|tw)cl(?:k)?id|igshid|igsh|mc_[ce]id"
    r"|_ga|_gl|ref|ref_src|ref_url|referrer|cmpid|campaign_id|mkt_tok|s_cid|ocid|_openstat|feature"
    r"|spm|share|shared|__twitter_impression|replytocom|print|amp|outputtype",
    re.IGNORECASE,
)
_MOBILE = {("m", "0"), ("m", "1")}
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?)\Z", re.IGNORECASE)
_SLASHES = re.compile(r"/{2,}")
# Hosts that show the pages of another: for telephones, and the first of several alike.
_HOSTS = re.compile(r"\A(?:www\d?|m|mobile|amp|wap)\.(?=[^.]+\.[^.])|(?<=\.)m\.(?=[^.]+\.[^.]+\Z)")
_COUNTRY = re.compile(r"(?<=\.blogspot)\.(?:com?\.)?[a-z]{2,3}\Z")
_MOST_STEPS = 3


def page_of(address: str) -> str:
    """Return the form in which addresses of one page agree, or "" for what is none.

    The front page of a site gives "": it is the address of everybody there and of no statement.
    """
    parts = _split(_unwrapped(address.strip().replace("&amp;", "&")))
    if parts is None:
        return ""
    host = _host(parts)
    if "." not in host:
        return ""
    path = _SLASHES.sub("/", normalize("NFC", unquote(parts.path)))
    path = _INDEX.sub("/", path).rstrip("/")
    path = path.removesuffix("/amp").rstrip("/") or path
    query = urlencode(
        sorted(
            (name, value)
            for name, value in parse_qsl(parts.query, keep_blank_values=True)
            if not _TRACKING.fullmatch(name) and (name, value) not in _MOBILE
        )
    )
    if not path and not query:
        return ""
    return f"{host}{path}?{query}" if query else f"{host}{path}"


def _unwrapped(address: str) -> str:
    """Return the address of the page itself, without the archives and networks around it."""
    for _ in range(_MOST_STEPS):
        inner = _ARCHIVED.sub("", address, count=1)
        if inner == address and (found := _KEPT.match(address)):
            inner = address[found.end() :]
        if inner == address and (found := _AMP.match(address)):
            inner = address[found.end() :]
        if inner == address:
            inner = _led_to(address)
        if inner == address:
            break
        address = inner
    return address


def _led_to(address: str) -> str:
    if "?" not in address or not _LEADING_ON.fullmatch(_bare(address).partition("?")[0]):
        return address
    found = dict(parse_qsl(address.partition("?")[2]))
    inner = next((found[name] for name in _TARGETS if "." in found.get(name, "")), address)
    return _CACHED.sub("", inner).strip()


def _bare(address: str) -> str:
    return re.sub(r"\Ahttps?:/+", "", address, flags=re.IGNORECASE)


def _split(address: str) -> SplitResult | None:
    if not re.match(r"https?:", address, re.IGNORECASE):
        address = f"http://{address}"
    try:
        parts = urlsplit(re.sub(r"\A(https?):/+", r"\1://", address, flags=re.IGNORECASE))
        _ = parts.port
    except ValueError:
        return None
    return parts


def _host(parts: SplitResult) -> str:
    host = (parts.hostname or "").lower().rstrip(".")
    if "xn--" in host:
        with suppress(UnicodeError):
            host = host.encode("ascii").decode("idna")
    host = _COUNTRY.sub(".com", _HOSTS.sub("", normalize("NFC", host)))
    return host if parts.port in (None, 80, 443) else f"{host}:{parts.port}"
