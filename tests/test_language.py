"""The guess at the language, which narrows the rules and must never narrow them wrongly."""

from __future__ import annotations

import pytest

from cleaner.text.language import ALL, guess

TEXTS = {
    "en": "The council said that it would not pay for the work, which has been delayed for more than a year.",
    "de": "Der Rat hat sich nicht mit dem Antrag befasst, und das ist auch für die Stadt ein Problem.",
    "fr": "Le conseil a dit que les travaux ne seront pas payés par la ville, et ce sont les habitants qui ont gagné.",
    "es": "El consejo dijo que no pagará las obras, pero los vecinos no están de acuerdo con la decisión del alcalde.",
    "it": "Il consiglio ha detto che non pagherà i lavori della strada, ma anche questo non è una novità per la città.",
    "pt": "O conselho disse que não vai pagar as obras da estrada, mas os moradores também não estão de acordo.",
    "nl": "De raad zei dat het niet voor de werken zal betalen, maar de bewoners zijn het daar ook niet mee eens.",
    "pl": "Rada powiedziała, że nie zapłaci za prace na drodze, ale mieszkańcy są przeciw i to jest dla nich ważne.",
    "sv": "Rådet sade att det inte ska betala för vägen, men de boende har också sagt att det är en viktig fråga.",
    "fi": "Neuvosto sanoi, että se ei maksa töitä, mutta asukkaat ovat myös sitä mieltä, että se on väärin.",
    "cs": "Rada řekla, že za práce na silnici nezaplatí, ale obyvatelé jsou také proti a je to pro ně důležité.",
    "ro": "Consiliul a spus că nu va plăti pentru lucrările la drum, dar locuitorii sunt împotrivă și au dreptate.",
    "hu": "A tanács azt mondta, hogy nem fizet az út munkáiért, de a lakók is ezt mondják, és az már nem meglepő.",
    "tr": "Meclis yol için para ödemeyeceğini söyledi, ancak bu karar halk için çok önemli ve daha sonra değişebilir.",
    "id": "Dewan itu mengatakan tidak akan membayar untuk jalan, dan warga yang ada di kota ini juga sudah tahu.",
    "vi": "Hội đồng nói rằng họ sẽ không trả tiền cho con đường, và người dân cũng đã biết điều này từ trước.",
    "ru": "Совет заявил, что не будет платить за дорогу, но жители города с этим решением не согласны.",
    "el": "Το συμβούλιο είπε ότι δεν θα πληρώσει για τον δρόμο, αλλά οι κάτοικοι διαφωνούν με την απόφαση.",
    "ar": "قال المجلس إنه لن يدفع ثمن الطريق، لكن السكان لا يوافقون على هذا القرار.",
    "he": "המועצה אמרה שלא תשלם על הכביש, אבל התושבים אינם מסכימים עם ההחלטה.",
    "hi": "परिषद ने कहा कि वह सड़क के लिए भुगतान नहीं करेगी, लेकिन निवासी सहमत नहीं हैं।",
    "zh": "市议会表示不会为这条路付钱，但居民不同意这个决定，他们打算上诉。",
    "ja": "市議会は道路の費用を支払わないと述べたが、住民はこの決定に同意していない。",
    "ko": "시의회는 도로 비용을 내지 않겠다고 밝혔지만 주민들은 이 결정에 동의하지 않는다.",
}


@pytest.mark.parametrize("language", TEXTS)
def test_the_language_is_among_the_first_guesses(language: str) -> None:
    found = guess(TEXTS[language])
    assert language in found and len(found) <= 3


RELATIVES = {
    "da": "Rådet sagde, at det ikke vil betale for vejen, men de er også blevet bedt om det af byen.",
    "no": "Rådet sa at det ikke vil betale for veien, men de er også blitt bedt om det av byen etter møtet.",
    "uk": "Рада заявила, що не платитиме за дорогу, але мешканці міста не згодні з цим рішенням.",
    "fa": "شورا گفت که هزینه جاده را پرداخت نخواهد کرد، اما ساکنان با این تصمیم موافق نیستند.",
}


@pytest.mark.parametrize("language", RELATIVES)
def test_close_relatives_come_together(language: str) -> None:
    assert language in guess(RELATIVES[language])


UNSURE = {"empty": "", "name": "Seite 3", "digits": "1 2 3 4 5", "odd": "\u200b\ufeff", "thai": "สภาเมืองกล่าวว่าจะไม่จ่าย"}


@pytest.mark.parametrize("text", UNSURE.values(), ids=UNSURE.keys())
def test_too_little_evidence_keeps_every_language(text: str) -> None:
    assert guess(text) == ALL


def test_a_quoted_headline_in_another_script_does_not_decide() -> None:
    assert "en" in guess("The sign said 禁止 and nothing else, which was not what they had been told.")


def test_the_middle_of_a_text_decides_not_its_menu() -> None:
    assert "de" in guess("Home News Sport " * 5 + (TEXTS["de"] + " ") * 30)


NOTICE = (
    "株式会社海風製作所（本社：神奈川県横浜市中区本町一丁目、代表取締役社長：森田彩）は、"
    "五月二十日に新本社へ移転いたします。"
)
TEA_HOUSE = "市议会表示不会为这条路付钱，但居民不同意这个决定，他们打算上诉。一家名为の的茶馆也在其中。"


def test_a_japanese_notice_full_of_names_may_be_japanese() -> None:
    assert guess(NOTICE) == ("ja", "zh")


def test_a_kana_in_a_name_makes_no_chinese_text_japanese() -> None:
    assert guess(TEA_HOUSE) == ("zh",)
