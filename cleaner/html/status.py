"""Pages that hold no article: what they are instead, said in a status and a reason."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from cleaner.html.features import is_summary
from cleaner.html.page import PageFacts, is_prose, plain
from cleaner.html.structured import MIN_BODY, Claims
from cleaner.model import Status

FEW = 40
"""Words of body under which a page must have a reason to be called an article; briefs have 50 and more."""

ENOUGH = 150
"""Words of body that are an article whatever they look like: lists, verse, interviews, scripts without full stops."""

_ERROR = re.compile(
    r"\b(?:404|403|500|502|503)\b|page (?:not found|can.t be found|doesn.t exist)|not found|access denied|forbidden|"
    r"service unavailable|bad gateway|internal server error|seite nicht gefunden|page introuvable|página no encontrada|"
    r"pagina non trovata|página não encontrada|pagina niet gevonden|nie znaleziono|"
    r"страница не найдена|sayfa bulunamadı",
    re.IGNORECASE,
)
_ROBOT = re.compile(
    r"verify (?:that )?you are (?:a )?human|are you a robot|checking your browser|unusual traffic|captcha|"
    r"attention required|just a moment|enable cookies to continue|ddos protection",
    re.IGNORECASE,
)
_SCRIPT = re.compile(
    r"(?:enable|activate|turn on|requires?|need) (?:your )?javascript|"
    r"javascript (?:is|must be|has been) (?:disabled|required|enabled)|"
    r"javascript (?:aktivieren|deaktiviert)|activer javascript|habilit\w+ javascript|включите javascript",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"cookies?\b|consent|einwillig|zustimm|datenschutz|privacy|vie privée|consentement|privacidad|consentimiento|"
    r"privacidade|informativa|toestemming|zgod|samtyck|samtykke|конфиденциальн|隐私|プライバシー",
    re.IGNORECASE,
)
_CHOICE = re.compile(
    r"accept|agree|reject|manage|settings|preferences|akzeptier|ablehnen|einstellungen|accepter|refuser|paramét|aceptar|"
    r"rechazar|configur|aceitar|rejeitar|accett|rifiut|accepteren|weigeren|akceptuj|godkänn|acceptér|godta|hyväksy|"
    r"принять|согласен|同意|허용",
    re.IGNORECASE,
)
_PAYWALL = re.compile(
    r"subscribe to (?:continue|read|unlock)|already a subscriber|subscribers? only|for subscribers|to continue reading|"
    r"register to (?:continue|read)|log in to (?:continue|read)|"
    r"this (?:article|content|story) is (?:exclusive|reserved|only)|"
    r"unlock this (?:article|story)|become a (?:member|subscriber)|free articles? (?:left|remaining|this month)|"
    r"weiterlesen mit|jetzt (?:abonnieren|weiterlesen)|nur für abonnenten|bereits abonnent|réservé aux abonnés|"
    r"déjà abonné|abonnez-vous pour|solo para suscriptores|suscríbete para|contenuto riservato|abbonati per|"
    r"exclusivo para assinantes|alleen voor abonnees|dla subskrybentów|för prenumeranter|for abonnenter|"
    r"只限订阅|会員限定|有料会員",
    re.IGNORECASE,
)
_CLOSED = re.compile(r'"isAccessibleForFree"\s*:\s*"?false', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Finding:
    """A status, and in words why."""

    status: Status
    reason: str
    drop: bool = False
    """Whether the text of the page is to go: it is that of a dialog or a message, not a very short article."""


OK = Finding("ok", "")
FOR_SUBSCRIBERS = Finding("ok", "the page says that the rest is for subscribers")


@dataclass(frozen=True, slots=True)
class RootFacts:
    """Facts of the tree, and of the characters that it was made of."""

    frames: int
    scripts: int
    noscript: str
    closed: bool


def judge(root_facts: RootFacts, page: PageFacts, claims: Claims, keep: list[bool]) -> Finding:
    """What kind of page this is, given which of its blocks were kept."""
    blocks = page.layout.blocks
    body = sum(block.words for block, kept in zip(blocks, keep, strict=True) if kept)
    text = page.layout.text[:20_000]
    if not blocks:
        return _empty(root_facts)
    if consent := _is_consent(page, keep, body):
        return Finding("not-article", consent, drop=True)
    prose = [block.index for block, kept in zip(blocks, keep, strict=True) if kept and is_prose(block)]
    if body >= FEW and (prose or body >= ENOUGH):
        if root_facts.closed and _PAYWALL.search(text):
            return FOR_SUBSCRIBERS
        return OK
    if _begins_article(page, claims, prose):
        return FOR_SUBSCRIBERS if _PAYWALL.search(text) else OK
    title = " ".join(claims.titles[:2]) + " " + " ".join(block.text for block in blocks[:3])
    for pattern, where, reason in (
        (_ROBOT, title + text[:2000], "the page asks whether the reader is a robot"),
        (_ERROR, title, "the page is an error page"),
        (_PAYWALL, text, "the page is a paywall or log-in wall without article text"),
        (_SCRIPT, text, "the page is a shell that needs scripts to show its article"),
    ):
        if pattern.search(where[:20_000]):
            return Finding("not-article", reason, drop=True)
    if body < FEW and root_facts.scripts >= 3 and page.total < 2 * FEW:
        return Finding("not-article", "the page is a shell that needs scripts to show its article")
    if not prose and body < FEW:
        return Finding("not-article", "the page has no paragraph of running text")
    return OK


def _begins_article(page: PageFacts, claims: Claims, prose: list[int]) -> bool:
    """Whether a paragraph is what the page's head gives as its description or body: a brief, or all that is free."""
    body = plain(claims.body)
    return any(is_summary(page, i) or (len(page.plain[i]) > 30 and page.plain[i] in body) for i in prose)


def read_root(root: Any, text: str) -> RootFacts:
    """The facts of a parsed page."""
    return RootFacts(
        frames=sum(1 for _ in root.iter("frame", "iframe")),
        scripts=sum(1 for _ in root.iter("script")),
        noscript=" ".join(" ".join(element.itertext()) for element in root.iter("noscript", "noframes"))[:2000],
        closed="AccessibleForFree" in text and _CLOSED.search(text) is not None,
    )


def show_without_scripts(root: Any) -> bool:
    """Make what a page shows where scripts do not run a part of it, if that may be an article; whether it is so."""
    held = [element for element in root.iter("noscript") if len(plain("".join(element.itertext()))) >= MIN_BODY]
    for element in held:
        element.tag = "div"
    return bool(held)


def _empty(facts: RootFacts) -> Finding:
    """Why a page has no text at all."""
    if facts.frames and not facts.scripts:
        return Finding("not-article", "the page only sets up frames; the article is another page")
    if facts.scripts or _SCRIPT.search(facts.noscript):
        return Finding("not-article", "the page is a shell that needs scripts to show its article")
    if facts.frames:
        return Finding("not-article", "the page only sets up frames; the article is another page")
    return Finding("empty", "the page has no text")


def _is_consent(page: PageFacts, keep: list[bool], body: int) -> str:
    """Whether what is left speaks of consent and of little else: a wall, not an article about cookies."""
    if not body or body > 600:
        return ""
    kept = [block for block, stays in zip(page.layout.blocks, keep, strict=True) if stays]
    found = [_CONSENT.findall(block.text) for block in kept]
    speaking = sum(block.words for block, words in zip(kept, found, strict=True) if words)
    hits = sum(map(len, found))
    kinds = {word.lower().rstrip("s") for words in found for word in words}
    if len(kinds) < 2 or not _CHOICE.search(page.layout.text[:20_000]):
        return ""
    if hits >= 3 and speaking * 10 > body * 7 and hits * 40 > body:
        return "the page shows a consent dialog instead of the article"
    return ""
