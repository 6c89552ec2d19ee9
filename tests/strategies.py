"""Texts to try the promises on: prose, junk from the catalogue's own examples, and what extractors leave behind."""

from __future__ import annotations

import re

from hypothesis import strategies as st

from cleaner.catalogue.read import load_sources
from tests.helpers import PROSE

SENTENCES = (
    *PROSE,
    "The newsletter of the harbour company went out to nine hundred subscribers, most of whom never opened it at all.",
    "Cookies, she wrote in her review of the bakery, should snap when they are bent and never merely fold in the hand.",
    "„Wir teilen alles“, sagte die Wirtin, und das ist nicht nur so dahingesagt, denn auch der Gewinn wird geteilt.",
    "La photographe a dit que les images ne sont pas à vendre, et que le musée les a déjà toutes dans ses réserves.",
    "El suscriptor más antiguo del periódico es una farmacia que lo recibe desde hace más de cien años en el pueblo.",
    "Фотограф сказал, что снимки не продаются, потому что музей хранит их уже много лет и не собирается отдавать их.",
    "市议会表示不会为这条路付钱，但是居民不同意这个决定，他们打算在三个星期之内向法院提出上诉，要求重新审理此案。",
    "قال المصور إن الصور ليست للبيع لأن المتحف يحتفظ بها منذ سنوات طويلة ولا ينوي أن يعطيها لأحد مهما كان الثمن اليوم.",
)
SHORT = (
    *("Tea", "A pinch of salt", "— Yes.", "“No,” he said.", "1984"),
    *("- 200 g flour", "## On board", "> Quoted.", "    x = 1"),
)
JUNK = tuple(
    re.sub("[⟦⟧]", "", example.text) for rule in load_sources() for example in rule.must if len(example.text) < 600
)
ODD = ("", " ", "\u00a0", "\t", "\u200b", "\ufeff", "\x0c", "\x85", "\u2028", "\0", "\ud800", "…", "***", "|", "42")

odd_text = st.text(alphabet=st.characters(), max_size=30)
lines = st.one_of(
    st.sampled_from(SENTENCES),
    st.sampled_from(SENTENCES),
    st.sampled_from(SHORT),
    st.sampled_from(JUNK),
    st.sampled_from(JUNK),
    st.sampled_from(ODD),
    odd_text,
    st.tuples(st.sampled_from(SENTENCES), st.sampled_from(JUNK)).map(" ".join),
    st.tuples(st.sampled_from(SENTENCES), st.just("…")).map("".join),
)
ends = st.sampled_from(("\n", "\n", "\n", "\n", "\r\n", "\n\n", "\n\n\n\n", "\r", " \n", "\u00a0\r\n"))

texts = st.lists(st.tuples(lines, ends).map("".join), max_size=14).map("".join)
"""Anything at all: most have some prose and some junk."""

articles = st.tuples(
    st.lists(st.tuples(st.one_of(st.sampled_from(SHORT), st.sampled_from(JUNK)), ends).map("".join), max_size=3),
    st.lists(st.tuples(st.sampled_from(SENTENCES), ends).map("".join), min_size=3, max_size=6),
    st.lists(st.tuples(lines, ends).map("".join), max_size=8),
).map(lambda parts: "".join(line for part in parts for line in part))
"""A head, a body and a tail, as a page has them."""

clean_articles = st.tuples(
    st.lists(
        st.tuples(st.sampled_from(SENTENCES), st.sampled_from(("\n", "\r\n", "\n\n", "\r\n\r\n"))).map("".join),
        min_size=1,
        max_size=8,
    ).map("".join),
    st.sampled_from(SENTENCES),
    st.sampled_from(("", "\n", "\r\n")),
).map("".join)
"""Nothing but prose, which must come back as it was."""
