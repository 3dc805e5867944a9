"""An order as every shop's export tells it, and a file of them."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum, auto

import attrs

from trialkit.errors import Message, Problem
from trialkit.model.metric import OrderMeasure


class Standing(Enum):
    """What becomes of an order; only `COUNTED` ones make figures, `CREDIT` ones only refunds."""

    COUNTED = auto()
    CREDIT = auto()
    """A credit note of its own: no order, and its refunds belong to its own day."""
    CANCELLED = auto()
    UNPAID = auto()
    TEST = auto()
    NOTHING_SOLD = auto()
    """No goods in it, or nothing to pay."""


@attrs.frozen(kw_only=True)
class Refund:
    """Money given back.

    Attributes:
        day: when; the order's own day where the file doesn't say.
        goods: for goods, net of VAT, not negative.
        other: for shipping and goodwill, net of VAT, not negative.
    """

    day: date
    goods: Decimal
    other: Decimal = Decimal(0)


@attrs.frozen(kw_only=True)
class Order:
    """One order or credit note. Amounts are in `currency`, net of VAT, not negative.

    Attributes:
        number: as the shop writes it.
        row: the first of its rows, counted from 1.
        rows: how many rows it is made of.
        day: when it was placed, in the workspace's time zone.
        standing: what becomes of it.
        country: its market's label as written: shipping country, else billing; "" where none.
        customer: a digest under a key that is forgotten with the reading; None where the file
            has no customer for it. Never a name or an address.
        currency: ISO 4217.
        goods: after discounts, before returns.
        shipping: what the customer paid for postage, handling and fees.
        gross: everything the customer was to pay, VAT included; None where the file can't tell.
        refunds: what was given back.
    """

    number: str
    row: int
    rows: int
    day: date
    standing: Standing
    country: str
    customer: bytes | None
    currency: str
    goods: Decimal
    shipping: Decimal = Decimal(0)
    gross: Decimal | None = None
    refunds: tuple[Refund, ...] = ()


@attrs.frozen(kw_only=True)
class Aside:
    """Rows that belong to no order and are left out by a stated rule: fees, gift cards, samples.

    Attributes:
        rule: the rule, as a sentence.
        rows: how many.
        amounts: what stands in them, by currency, with its sign.
    """

    rule: Message
    rows: int
    amounts: Mapping[str, Decimal]


@attrs.frozen(kw_only=True)
class OrderFile:
    """What a file of orders holds, before anything is counted.

    `rows` = rows of the orders + rows of the asides + `unreadable_rows`, always.

    Attributes:
        file: its name, without folders.
        rows: rows with anything in them, headings not counted.
        orders: by first row.
        asides: rows that belong to no order.
        unreadable: what is wrong with the unreadable rows, each with its place.
        unreadable_rows: how many those are.
        stated: the sum of every amount that stands in the file's readable rows, as it stands
            there, by currency: orders, credit notes and asides must add up to it to the cent.
        notes: other things worth knowing, such as that refunds have no date of their own.
        untold: measures that the file can't tell: 0 would be wrong, so they stay empty.
    """

    file: str
    rows: int
    orders: tuple[Order, ...]
    asides: tuple[Aside, ...] = ()
    unreadable: tuple[Problem, ...] = ()
    unreadable_rows: int = 0
    stated: Mapping[str, Decimal] = attrs.field(factory=dict)
    notes: tuple[Message, ...] = ()
    untold: frozenset[OrderMeasure] = frozenset()
