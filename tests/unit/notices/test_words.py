"""One thing has one name: a component is called the same in a table, a sentence and a line of one paper."""

from __future__ import annotations

import datetime as dt

import pytest

from collectrules import load_profile
from collectrules.fold.entries import COMPONENTS
from collectrules.words.texts import Said, languages
from collectrules.words.texts import texts as texts_in


@pytest.mark.parametrize("language", languages())
def test_a_column_is_called_as_its_component(language: str) -> None:
    texts = texts_in(language)
    for part in COMPONENTS:
        assert texts.label("letter", f"column_{part}").lower() == texts.label("component", part).lower()


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("line", ["reminder_fee", "hand_over_fee", "compensation"])
def test_a_fee_is_not_called_a_cost(language: str, line: str) -> None:
    texts = texts_in(language)
    assert texts.label("component", "costs").lower() not in texts.label("line", line).lower().split()


# Sentences that are put together ---------------------------------------------------------------------------

UNTIL = {
    "en": ("by 1 March 2024", "within 14 days of receiving this letter", "immediately", "in time"),
    "de": ("bis zum 1. März 2024", "innerhalb von 14 Tagen nach Erhalt dieses Schreibens", "sofort", "rechtzeitig"),
    "fr": (
        "au plus tard le 1er mars 2024", "dans les 14 jours suivant la réception de cette lettre", "sans délai",
        "à temps",
    ),
    "it": ("entro il giorno 1° marzo 2024", "entro 14 giorni dal ricevimento di questa lettera", "subito", "in tempo"),
    "da": (
        "senest den 1. marts 2024", "inden 14 dage efter, at du har modtaget dette brev", "straks", "rettidigt",
    ),
}  # fmt: skip
AROUND = {
    "en": ("Please pay {}.", "If you pay {}, no further costs are added to this debt."),
    "de": ("Bitte zahlen Sie {}.", "Zahlen Sie {}, kommen keine weiteren Kosten hinzu."),
    "fr": ("Veuillez payer {}.", "Si vous payez {}, aucuns frais supplémentaires ne s'ajouteront."),
    "it": ("La preghiamo di pagare {}.", "Se paga {}, non si aggiungono altre spese."),
    "da": ("Betal venligst {}.", "Betaler du {}, kommer der ikke yderligere omkostninger til."),
}
"""A last day in words, and what it stands in: each sentence was read as a whole."""


@pytest.mark.parametrize("language", languages())
def test_a_last_day_fits_into_each_sentence_about_it(language: str) -> None:
    texts = texts_in(language)
    pieces = {"by_day": {"on": dt.date(2024, 3, 1)}, "within_days": {"days": 14}, "at_once": {}, "in_time": {}}
    until = [texts.filled(texts.label("letter", code), values) for code, values in pieces.items()]
    assert tuple(until) == UNTIL[language]
    for code, sentence in zip(("deadline", "no_further_costs_if_paid"), AROUND[language], strict=True):
        made = [texts.filled(texts.label("letter", code), {"deadline": Said(one)}) for one in until]
        assert made == [sentence.format(one) for one in UNTIL[language]]


SUED = {
    "de": "Bezahlen Sie nicht {}, müssen wir nach Art. 64a KVG die Betreibung einleiten.",
    "fr": "À défaut de paiement {}, nous sommes tenus par l'art. 64a LAMal d'engager des poursuites.",
    "it": "Se il pagamento non avviene {}, siamo tenuti per l'art. 64a LAMal a promuovere l'esecuzione.",
    "en": "If you do not pay {}, article 64a KVG obliges us to request enforcement.",
}


@pytest.mark.parametrize("language", SUED)
def test_a_last_day_fits_into_what_a_profile_says_of_it(language: str) -> None:
    texts = texts_in(language, folder=load_profile("CH").folder)
    says = texts.says("notice", "premium_demand", "consequence")
    assert says is not None
    for one in UNTIL[language]:
        assert texts.filled(says, {"deadline": Said(one)}).startswith(SUED[language].format(one))
