"""Whether a sentence tells what somebody said. Calls and notices speak for themselves; a story reports them."""

from __future__ import annotations

import re

from cleaner.text.page import has_words

_WORDS = 5
_SAYS = (
    "says? said reads wrote writes tells? told stood asked added explain(?:s|ed) warn(?:s|ed) admit(?:s|ted) "
    "recall(?:s|ed) argue[sd] claim(?:s|ed) advise[sd] replied answered jok(?:es|ed) shout(?:s|ed) "
    r"sag(?:e|t|te|ten) stand heißt hieß erklärte?n? schrieb(?:en)? schreibt(?!\s(?:uns|mir|an)\b) betonte? "
    "meinte? fragte warnte? berichtete? forderte? dit disai(?:s|t|ent) disent écrit déclaré explique expliqué "
    "raconte raconté affirme affirmé assure ajouté répondu lancé répété prévenu dij(?:o|e|eron) dic(?:e|en) digo "
    "decía rezaba ponía explica explicó afirma afirmó asegura aseguró contó señaló añadió escribió preguntó "
    "advirtió dico dic(?:eva|ono) disse(?:ro|ram)? detto spiega spiegato afferma racconta scrive digo "
    "diz(?:em|ia|iam)? afirmou explicou contou escreveu perguntou zei(?:den)? zeg zegt zeggen stond schreef "
    "schrijft vertelt vertelde vroeg säger sade? stod skrev berättar frågade siger sagde fortæller spurgte lød "
    "råbte sier forteller spurte sto sanoo sanoi(?:vat)? luki kertoo kertoi kysyi mówi(?:ę|ą|ł|ła)? głosiła? "
    "pisa[lł]o powiedział[ai]? napisał[ai]? dodał[ai]? wyjaśnia żartują říkám? říkají řekl[ai]? stálo psalo hovorí "
    "povedal[ai]? uvedla? dodala? napsala? vysvětluje ptal spus spun(?:e|ea|eau)? scria scrie declarat "
    "mondt[aá]k? mondják? állt írta hirdette közölte kérdezte dedi(?:ler)? diyor yaz(?:ıyordu|ılıydı|ıyor) "
    "söyledi(?:ler)? anlattı derdi сказал[аи]? гово(?:рит|рят|рю) гласил[аи]? написано говорил[аи]? "
    "рассказал[аи]? рассказывает сообщил[аи]? написал[аи]? отметил[аи]? заявил[аи]? объяснил[аи]? советует "
    "признаётся признается просил[аи]? сказав сказала казали каж(?:е|уть|у) розпові(?:в|ла) повідоми(?:в|ла) "
    "написа(?:в|ла) пишеше казва зазначи(?:в|ла) поясни(?:в|ла) поради(?:в|ла) είπ(?:ε|αν) έγραφε έλεγ(?:ε|αν) "
    r"λέει λένε δήλωσε έγραψε kata(?!\s(?:kunci|sandi)) ujar ungkap tutur"
)
_REPORTED = re.compile(
    rf"[,”\"»“،] ?(?:[\w'’]+ ){{0,6}}?(?:{_SAYS.replace(' ', '|')})\b"
    r"|، ?(?:قال|قالت|يقول|تقول|أضاف|أوضح)|(?:گفت|می‌گوید)\.|, ?(?:היה )?(?:אמר|אמרה|סיפר|כתוב)|ने (?:कहा|बताया|लिखा)"
    r"|、と[^。]{0,12}(?:話|語|述べ|言|説明し|答え|訴え)|と(?:話し|語っ|語り|述べ|言っ)"
    r"|(?:라고|다고|냐고) (?:말했|밝혔|전했|설명했|물었)|[说說][，：。]|，[^，。]{0,10}[写寫]，|, [^,]{0,20}viết",
    re.IGNORECASE,
)
"""A verb of saying, or what a sign or poster does, within seven words after a comma or a closing quotation mark. Forms
that are imperatives or nouns of calls too ("schreibt uns", "sua conta", "kata sandi") are left out."""


def reports(line: str) -> bool:
    """Whether a line of five words or more has a verb of saying after what is said.

    >>> reports("Sign up for our war, said the poster on the wall."), reports("Sign up for our newsletter, she begs.")
    (True, False)
    """
    return bool(_REPORTED.search(line)) and has_words(line, _WORDS)
