"""Page furniture: what a website prints around a text (navigation, sharing, comments, cookies)."""

from __future__ import annotations

import re

from archive.languages import phrase, starts_with, tables
from archive.layout import Line, ends_sentence, is_rule

_NETWORKS = frozenset(
    ["facebook", "twitter", "x", "whatsapp", "telegram", "linkedin", "reddit", "email", "e-mail", "mail", "correo", "imprimir", "print", "drucken", "stampa", "imprimer", "tumblr", "pinterest", "instagram", "youtube", "mastodon", "bluesky", "threads", "signal", "messenger", "vk", "vkontakte", "odnoklassniki", "ok", "rss", "pocket", "tiktok", "diaspora", "viber", "skype", "line", "weibo", "xing", "courriel", "skriv", "ut", "yazdir", "eposta", "e-posta", "pdf", "copy", "link", "share", "tweet", "teilen", "fejsbuk", "google+", "фейсбук", "твиттер", "вконтакте", "телеграм", "одноклассники", "печать", "فيسبوك", "تويتر", "واتساب", "تلغرام", "تليغرام", "توييتر", "فيس", "بوك", "بريد", "طباعه", "telegramm", "flipboard", "digg", "delicious", "stumbleupon", "buffer", "chap", "چاپ", "ايميل", "تلگرام", "فيسبوك", "واتساپ", "توييتر", "εκτυπωση", "afdrukken"]
)
_STEPS = re.compile(r"\s*[|»›•·>/]\s+|\s+[|»›•·>/]\s*")
_COUNT = re.compile(
    r"\(?\d+\)?\s+(?:comments?|replies|views|shares|likes|kommentare?|antworten|commentaires?|vues|"
    r"comentarios?|comentários?|visitas|commenti|reacties|reactie|kommentarer|yorum|σχολια|"
    r"комментари\w+|просмотр\w+|تعليق\w*|تعليقات|ديدگاه|نظر|reads|reacties)"
    r"|(?:comments?|kommentare?|commentaires?|comentarios?|commenti|reacties|kommentarer|yorumlar|"
    r"σχολια|комментарии|التعليقات|تعليقات|نظرات|ديدگاه\w*)\s*[:(]?\s*\(?\d+\)?"
    r"|\d+\s*min(?:ute)?s?\s+(?:read|lesezeit|de lecture|de lectura|de leitura)"
)
_COOKIE = re.compile(r"\bcookies?\b|\bkakor\b|çerez|ملفات تعريف الارتباط|كوكي|куки|cookie-")
_RIGHTS = re.compile(r"^(?:©|\(c\)|copyright\b)|all rights reserved|tous droits r|todos los derechos|"
                     r"alle rechte vorbehalten|todos os direitos|tutti i diritti|все права защищены")  # fmt: skip
_LIST = re.compile(r"_{10,}|-- ?")


def is_furniture(text: str) -> bool:
    """Return whether the line, standing before or after the text, is page furniture."""
    if len(text) > 240:
        return False
    words = phrase(text)
    if not words:
        return not is_rule(text) and not any(char.isalnum() for char in text)
    names = tables()
    if words in names.furniture or _COUNT.fullmatch(words):
        return True
    if _RIGHTS.search(words):
        return True
    if _COOKIE.search(words) and len(text) < 240:
        return True
    tokens = words.replace(",", " ").replace("|", " ").replace("/", " ").split()
    if len(tokens) > 1 and all(token.strip("·•:-") in _NETWORKS for token in tokens):
        return True
    opener = words.split(":")[0].strip()
    reach = "@" in text or "://" in text or "www." in text or re.search(r"\d{5}", text)
    if ":" in words and opener in names.furniture and opener not in names.labels and not reach:
        return True
    return _is_path(text)


def _is_path(text: str) -> bool:
    """Return whether the line is a bar of navigation: "Home | About | News", "Start » Aktuelles"."""
    parts = [part for part in _STEPS.split(text.strip(" |»›•·>/")) if part]
    if len(parts) < 2 or any(len(part) > 40 for part in parts) or ends_sentence(text):
        return False
    known = sum(phrase(part) in tables().furniture for part in parts)
    return known >= 1 or (len(parts) >= 4 and len(text) < 140 and not re.search(r"\d{4}", text))


def is_inset(text: str) -> bool:
    """Return whether a line inside the text is furniture: "Read also: …", "Advertisement"."""
    if len(text) > 200:
        return False
    words = phrase(text)
    opener = starts_with(words, tables().insets)
    if not opener:
        return False
    rest = words[len(opener) :].lstrip()
    return not rest or (rest[0] in ":>»→–—-|" and not ends_sentence(text))


def is_comment_head(text: str) -> bool:
    """Return whether readers' comments begin here: "3 comments", "Kommentare (2)"."""
    return len(text) < 40 and _COUNT.fullmatch(phrase(text)) is not None


def signature(lines: list[Line]) -> int:
    """Return the number of the line where a mail's signature or list footer begins, or 0."""
    for line in lines[-14:]:
        if _LIST.fullmatch(line.text) and line is not lines[0]:
            return line.number
    return 0
