"""A sentence that tells what somebody said, in many languages; calls do not."""

from __future__ import annotations

import pytest

from cleaner.text.reported import reports

REPORTED = {
    "english": "Sign up today, the sergeant told the boys on the quay.",
    "german": "Melden Sie sich an, sagte die Frau am Schalter.",
    "french": "Abonnez-vous, a lancé le maire devant la salle.",
    "spanish": "Suscríbete hoy mismo, le dijo su hermano.",
    "polish": "Zapisz się jeszcze dziś, powiedziała mu siostra.",
    "russian": "Подпишитесь ещё сегодня, сказала ему сестра.",
    "swedish-sign": "Följ oss, stod det på affischen vid bron.",
    "turkish-sign": "Bizi izleyin, yazıyordu kapının üstünde.",
    "five-words": "Cancel any time, they say.",
    "hindi": "आज ही जुड़ें, उसके भाई ने कहा था।",
    "japanese": "今すぐ登録してほしい、と市長は話した。",
    "korean": "오늘 안에 꼭 가입하라고 시장은 모두 앞에서 바로 가입하라고 말했다.",
    "arabic": "اشترك اليوم في النشرة، قال له أخوه.",
}
CALLS = {
    "english": "Sign up for our newsletter, and never miss a story again.",
    "german": "Habt ihr Fragen, schreibt uns eine kurze Nachricht.",
    "indonesian": "Masukkan nama, kata sandi dan alamat surel Anda.",
    "portuguese": "Já é assinante, entre na sua conta agora mesmo.",
    "too-short": "Share, she said.",
}


@pytest.mark.parametrize("line", REPORTED.values(), ids=REPORTED.keys())
def test_what_somebody_said_is_reported(line: str) -> None:
    assert reports(line)


@pytest.mark.parametrize("line", CALLS.values(), ids=CALLS.keys())
def test_a_call_speaks_for_itself(line: str) -> None:
    assert not reports(line)
