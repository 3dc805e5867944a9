"""What shops call the state of an order, and what it means."""

import pytest

from trialkit.errors import InvalidInput
from trialkit.intake.orders.order import Standing
from trialkit.intake.orders.shops.statuses import SHOPIFY, WOOCOMMERCE, Status, is_test


@pytest.mark.parametrize(
    ("word", "standing"),
    [
        ("paid", Standing.COUNTED),
        ("partially_refunded", Standing.COUNTED),
        ("refunded", Standing.COUNTED),
        ("partially_paid", Standing.UNPAID),
        ("pending", Standing.UNPAID),
        ("authorized", Standing.UNPAID),
        ("expired", Standing.UNPAID),
        ("voided", Standing.CANCELLED),
        ("Partially refunded", Standing.COUNTED),
    ],
)
def test_shopify_counts_what_was_paid(word, standing):
    assert SHOPIFY.read(word).standing is standing


@pytest.mark.parametrize(
    ("words", "standing"),
    [
        ("processing wc-processing Processing Käsittelyssä Behandlas", Standing.COUNTED),
        ("completed wc-completed Completed Valmis VALMIS Slutförd Färdigbehandlad", "COUNTED"),
        ("refunded wc-refunded Hyvitetty Återbetald", Standing.COUNTED),
        ("on-hold wc-on-hold Jonossa Pidossa Parkerad Pausad Väntande", Standing.UNPAID),
        ("pending wc-pending Pending", Standing.UNPAID),
        ("failed wc-failed Epäonnistunut Misslyckad Misslyckades", Standing.UNPAID),
        ("checkout-draft wc-checkout-draft Luonnos Utkast", Standing.UNPAID),
        ("cancelled wc-cancelled canceled Peruttu Peruutettu Avbruten", Standing.CANCELLED),
    ],
)
def test_woocommerce_counts_what_was_paid_in_three_languages(words, standing):
    expected = Standing[standing] if isinstance(standing, str) else standing

    assert {WOOCOMMERCE.read(word).standing for word in words.split()} == {expected}


@pytest.mark.parametrize(
    "label",
    ["Pending payment", "On hold", "Odottaa maksua", "Väntar på betalning", "Inväntar betalning"],
)
def test_a_label_of_several_words_is_unpaid_too(label):
    assert WOOCOMMERCE.read(label) is Status.UNPAID


def test_an_unknown_status_lists_those_that_are_known():
    with pytest.raises(InvalidInput) as refused:
        WOOCOMMERCE.read("wc-odottaa-postitusta")

    assert refused.value.codes == ("UNKNOWN_STATUS",)
    assert str(refused.value) == (
        "“wc-odottaa-postitusta” is no known status of an order. The statuses that are known: "
        "completed, processing, refunded, partially-refunded, on-hold, pending, failed, "
        "checkout-draft, cancelled, trash."
    )


def test_no_status_is_not_taken_for_unpaid():
    with pytest.raises(InvalidInput) as refused:
        SHOPIFY.read(" ")

    assert refused.value.codes == ("STATUS_MISSING",)


@pytest.mark.parametrize(
    ("payment", "tags"),
    [
        ("bogus", ""),
        ("(for testing) Bogus Gateway", ""),
        ("Test gateway", ""),
        ("Shopify Payments", "joulu, Test"),
        ("Klarna", "TESTITILAUS"),
        ("Klarna", "vip,testbeställning"),
    ],
)
def test_a_test_is_known_by_its_payment_or_its_tag(payment, tags):
    assert is_test(payment, tags)


@pytest.mark.parametrize(
    ("payment", "tags"),
    [("Shopify Payments", "latest, testimonial"), ("Fastest Pay", ""), ("", "")],
)
def test_a_word_that_only_contains_test_is_none(payment, tags):
    assert not is_test(payment, tags)
