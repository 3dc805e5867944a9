"""The columns of Shopify's export of orders."""

from typing import Final

from trialkit.errors import Message
from trialkit.intake.orders.columns import Field, Fields

FIELDS: Final = Fields(
    Field(
        key="number",
        label=Message("order number"),
        headings="Name, Order name, Order, Tilaus, Tilausnumero, Beställning, Ordernummer, "
        "Order ID",
        ranked=True,
        required=True,
    ),
    Field(
        key="status",
        label=Message("status of the payment"),
        headings="Financial Status, Payment status, Maksun tila, Betalningsstatus",
        required=True,
    ),
    Field(
        key="day",
        label=Message("day of the order"),
        headings="Created at, Date created, Luotu, Skapad",
        required=True,
    ),
    Field(
        key="subtotal",
        label=Message("sum of the goods"),
        headings="Subtotal, Välisumma, Delsumma",
        required=True,
    ),
    Field(
        key="shipping",
        label=Message("postage"),
        headings="Shipping, Toimitus, Frakt",
        required=True,
    ),
    Field(key="tax", label=Message("VAT"), headings="Taxes, Tax, Verot, Skatter"),
    Field(
        key="total",
        label=Message("total of the order"),
        headings="Total, Yhteensä, Totalt",
        required=True,
    ),
    Field(key="currency", label=Message("currency"), headings="Currency, Valuutta, Valuta"),
    Field(key="duties", label=Message("customs duty"), headings="Duties, Tullit, Tull"),
    Field(
        key="discount",
        label=Message("discount"),
        headings="Discount Amount, Alennuksen määrä, Rabattbelopp",
    ),
    Field(
        key="refunded",
        label=Message("money given back"),
        headings="Refunded Amount, Amount Refunded, Hyvitetty summa, Återbetalat belopp",
    ),
    Field(
        key="cancelled_at",
        label=Message("day it was cancelled"),
        headings="Cancelled at, Canceled at, Peruttu, Annullerad",
    ),
    Field(key="id", label=Message("the shop's own id"), headings="Id"),
    Field(key="email", label=Message("e-mail"), headings="Email, Sähköposti, E-post"),
    Field(key="phone", label=Message("phone"), headings="Phone, Puhelin, Telefon"),
    Field(
        key="shipping_country",
        label=Message("country of delivery"),
        headings="Shipping Country, Toimitusmaa, Leveransland",
    ),
    Field(
        key="billing_country",
        label=Message("country of the bill"),
        headings="Billing Country, Laskutusmaa, Faktureringsland",
    ),
    Field(
        key="payment",
        label=Message("way of paying"),
        headings="Payment Method, Maksutapa, Betalningsmetod",
    ),
    Field(key="tags", label=Message("tags"), headings="Tags, Tunnisteet, Taggar"),
    Field(key="source", label=Message("source of the order"), headings="Source"),
    Field(key="quantity", label=Message("pieces in the line"), headings="Lineitem quantity"),
    Field(key="item", label=Message("name of the line"), headings="Lineitem name"),
    Field(key="price", label=Message("price in the line"), headings="Lineitem price"),
    Field(
        key="line_discount",
        label=Message("discount of the line"),
        headings="Lineitem discount",
    ),
    unused=(
        "Paid at, Fulfillment Status, Fulfilled at, Fulfillment Date, Accepts Marketing, "
        "Discount Code, Shipping Method, Lineitem compare at price, Lineitem compare-at price, "
        "Lineitem sku, Lineitem requires shipping, Lineitem taxable, "
        "Lineitem fulfillment status, Billing Name, Billing Street, Billing Address1, "
        "Billing Address2, Billing Company, Billing City, Billing Zip, Billing Province, "
        "Billing Province Name, Billing Phone, Shipping Name, Shipping Street, "
        "Shipping Address1, Shipping Address2, Shipping Company, Shipping City, Shipping Zip, "
        "Shipping Province, Shipping Province Name, Shipping Phone, Notes, Note Attributes, "
        "Payment Reference, Payment Reference (deprecated), Payment References, Payment ID, "
        "Vendor, Outstanding Balance, Employee, Location, Device ID, Risk Level, "
        "Tax 1 Name, Tax 1 Value, Tax 2 Name, Tax 2 Value, Tax 3 Name, Tax 3 Value, "
        "Tax 4 Name, Tax 4 Value, Tax 5 Name, Tax 5 Value, Receipt Number, "
        "Payment Terms Name, Payment terms, Next Payment Due At"
    ),
)

AMOUNTS: Final = ("subtotal", "shipping", "tax", "total", "duties", "discount", "refunded")
"""The columns of money in an order's first row."""

LINE_AMOUNTS: Final = ("price", "line_discount")
"""The columns of money in each of its rows."""
