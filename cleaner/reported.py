"""Whether a sentence tells what somebody said. Calls and notices speak for themselves; a story reports them."""

from __future__ import annotations

import re

from cleaner.page import has_words

_WORDS = 6
_SAYS = (
    "says? said reads wrote writes told asked added explain(?:s|ed) warn(?:s|ed) admit(?:s|ted) recall(?:s|ed) "
    "argue[sd] claim(?:s|ed) advise[sd] replied answered jok(?:es|ed) shout(?:s|ed) sagte?n? erklärte?n? "
    r"schrieb(?:en)? schreibt(?!\s(?:uns|mir|an)\b) betonte? meinte? fragte warnte? berichtete? forderte? dit "
    "disait écrit déclaré explique expliqué raconte raconté affirme affirmé assure ajouté répondu lancé répété "
    "prévenu dijo dice explica explicó afirma afirmó asegura aseguró contó señaló añadió escribió preguntó "
    "advirtió disse detto spiega spiegato afferma racconta scrive diz afirmou explicou contou escreveu perguntou "
    "zei zegt zeggen schreef schrijft vertelt vertelde vroeg säger sade skrev berättar frågade siger sagde "
    "fortæller spurgte lød råbte sier forteller spurte sanoo sanoi kertoo kertoi kysyi mówi mówiła? "
    "powiedział[ai]? napisał[ai]? dodał[ai]? wyjaśnia żartują říká řekla? uvedla? dodala? napsala? vysvětluje "
    "ptal spus spune declarat mondta mondja közölte kérdezte dedi diyor söyledi anlattı derdi сказал[аи]? "
    "говорит говорил[аи]? рассказал[аи]? рассказывает сообщил[аи]? написал[аи]? отметил[аи]? заявил[аи]? "
    "объяснил[аи]? советует признаётся признается просил[аи]? сказав сказала каже розпові(?:в|ла) "
    "повідоми(?:в|ла) написа(?:в|ла) зазначи(?:в|ла) поясни(?:в|ла) поради(?:в|ла) είπε λέει λένε δήλωσε έγραψε "
    r"kata(?!\s(?:kunci|sandi)) ujar ungkap tutur"
)
_REPORTED = re.compile(
    rf"[,”\"»“،] ?(?:[\w'’]+ ){{0,6}}?(?:{_SAYS.replace(' ', '|')})\b"
    r"|، ?(?:قال|قالت|يقول|تقول|أضاف|أوضح)|(?:گفت|می‌گوید)\.|, ?(?:אמר|אמרה|סיפר)|ने (?:कहा|बताया|लिखा)"
    r"|、と[^。]{0,12}(?:話|語|述べ|言|説明し|答え|訴え)|と(?:話し|語っ|語り|述べ|言っ)"
    r"|(?:라고|다고|냐고) (?:말했|밝혔|전했|설명했|물었)|[说說][，：。]",
    re.IGNORECASE,
)
"""A verb of saying within seven words after a comma or a closing quotation mark. Forms that are imperatives or nouns
of calls too ("schreibt uns", "sua conta", "kata sandi") are left out."""


def reports(line: str) -> bool:
    """Whether a line of six words or more has a verb of saying after what is said.

    >>> reports("Sign up for our war, said the poster on the wall."), reports("Sign up for our newsletter, she begs.")
    (True, False)
    """
    return bool(_REPORTED.search(line)) and has_words(line, _WORDS)
