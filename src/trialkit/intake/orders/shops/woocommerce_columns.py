"""The columns of WooCommerce's report of orders, and of the extensions that export orders.

Headings come as keys (`order_total`), or as words in the shop's language.
"""

from typing import Final

from trialkit.errors import Message
from trialkit.intake.orders.columns import Field, Fields

FIELDS: Final = Fields(
    Field(
        key="number",
        label=Message("order number"),
        headings="order_number, Order #, Order no, Order, Tilausnumero, Tilaus #, Tilaus nro, "
        "Tilaus, Ordernummer, Order nr, Beställningsnummer, Beställning #, Beställning",
    ),
    Field(
        key="id",
        label=Message("the shop's own id"),
        headings="order_id, Tilauksen ID, Tilaus ID, Beställnings-ID",
    ),
    Field(
        key="day",
        label=Message("day of the order"),
        headings="order_date, Date, date_created, Created, Päivämäärä, Pvm, Tilauspäivä, "
        "Tilauksen päivämäärä, Datum, Orderdatum, Beställningsdatum",
        required=True,
    ),
    Field(
        key="status",
        label=Message("status of the order"),
        headings="status, order_status, Tila, Tilauksen tila, Orderstatus, Beställningsstatus",
        required=True,
    ),
    Field(
        key="total",
        label=Message("total of the order"),
        headings="order_total, Order Total Amount, Tilauksen summa, Tilauksen loppusumma, "
        "Tilaus yhteensä, Ordertotal, Ordersumma, Beställningssumma",
    ),
    Field(
        key="net",
        label=Message("net revenue"),
        headings="N. Revenue, Net Revenue, Net Sales, Nettotulot, Nettomyynti, N. liikevaihto, "
        "Nettotuotto, Nettoförsäljning, Nettointäkter, Nettointäkt, N. intäkter, Nettoomsättning",
    ),
    Field(
        key="net_shown",
        label=Message("net revenue with its currency"),
        headings="N. Revenue (formatted), Net Sales (formatted), Nettomyynti (muotoiltu), "
        "Nettoförsäljning (formaterad)",
    ),
    Field(
        key="currency",
        label=Message("currency"),
        headings="order_currency, Currency, Valuutta, Valuta",
    ),
    Field(
        key="subtotal",
        label=Message("sum of the goods"),
        headings="order_subtotal, Order Subtotal Amount",
    ),
    Field(
        key="shipping",
        label=Message("postage"),
        headings="shipping_total, Order Shipping Amount, order_shipping",
    ),
    Field(key="fees", label=Message("fees"), headings="fee_total, Order Fee Amount, fees_total"),
    Field(
        key="tax",
        label=Message("VAT"),
        headings="tax_total, Order Total Tax Amount, total_tax, order_total_tax",
    ),
    Field(
        key="discount",
        label=Message("discount"),
        headings="discount_total, Cart Discount Amount, Order Discount Amount",
    ),
    Field(
        key="refunded",
        label=Message("money given back"),
        headings="refunded_total, Order Refund Amount, total_refunded, refund_total",
    ),
    Field(
        key="refunds",
        label=Message("refunds with their days"),
        headings="refund_items, refunds",
    ),
    Field(
        key="parent",
        label=Message("order that a refund belongs to"),
        headings="parent_id, parent_order_id, parent_order, order_parent_id",
    ),
    Field(
        key="customer_id",
        label=Message("customer's id"),
        headings="customer_id, user_id, Customer User ID, Asiakasnumero, Kundnummer",
    ),
    Field(
        key="email",
        label=Message("e-mail"),
        headings="customer_email, Customer Email",
    ),
    Field(
        key="billing_email",
        label=Message("e-mail of the bill"),
        headings="billing_email, Email (Billing), Email, Sähköposti, E-post",
    ),
    Field(
        key="customer",
        label=Message("customer's name"),
        headings="Customer, Asiakas, Kund",
    ),
    Field(
        key="shipping_country",
        label=Message("country of delivery"),
        headings="shipping_country, Country Code (Shipping), Country Name (Shipping), "
        "Toimitusmaa, Leveransland",
        several=True,
    ),
    Field(
        key="billing_country",
        label=Message("country of the bill"),
        headings="billing_country, Country Code (Billing), Country Name (Billing), Laskutusmaa, "
        "Faktureringsland",
        several=True,
    ),
    Field(
        key="payment",
        label=Message("way of paying"),
        headings="payment_method, payment_method_title, Maksutapa, Betalningssätt",
        several=True,
    ),
    Field(
        key="customer_type",
        label=Message("kind of customer"),
        headings="Customer type, Asiakastyyppi, Asiakkaan tyyppi, Kundtyp",
    ),
    Field(
        key="items_sold",
        label=Message("pieces sold"),
        headings="Items sold, Myydyt tuotteet, Tuotteita myyty, Sålda artiklar, Sålda produkter",
    ),
    Field(
        key="line_items",
        label=Message("lines of the order"),
        headings="line_items, line_item",
        several=True,
    ),
    Field(
        key="item",
        label=Message("name of the line"),
        headings="item_name, Item Name, Product Name, Product Name (main), Tuotteen nimi, "
        "Produktnamn",
    ),
    Field(
        key="item_total",
        label=Message("sum of the line"),
        headings="item_total, Order Line Total, Rivin summa, Radsumma",
    ),
    unused=(
        "paid_date, date_paid, completed_date, date_completed, order_key, Product(s), Products, "
        "Tuote(et), Tuotteet, Produkt(er), Produkter, Coupon(s), Coupons, Kuponki(-it), "
        "Kupongit, Rabattkod(er), Kupong(er), Kuponger, Attribution, "
        "shipping_tax_total, fee_tax_total, cart_discount, order_discount, order_tax, "
        "transaction_id, customer_ip_address, customer_user_agent, shipping_method, "
        "Shipping Method Title, customer_user, customer_role, customer_note, Customer Note, "
        "billing_first_name, billing_last_name, billing_company, billing_phone, "
        "billing_address_1, billing_address_2, billing_postcode, billing_city, billing_state, "
        "shipping_first_name, shipping_last_name, shipping_company, shipping_phone, "
        "shipping_address_1, shipping_address_2, shipping_postcode, shipping_city, "
        "shipping_state, First Name (Billing), Last Name (Billing), Company (Billing), "
        "Address 1&2 (Billing), City (Billing), State Code (Billing), Postcode (Billing), "
        "Phone (Billing), First Name (Shipping), Last Name (Shipping), Address 1&2 (Shipping), "
        "City (Shipping), State Code (Shipping), Postcode (Shipping), wt_import_key, "
        "shipping_items, fee_items, tax_items, coupon_items, order_notes, "
        "download_permissions, item_id, item_product_id, item_sku, item_quantity, "
        "item_subtotal, item_subtotal_tax, item_total_tax, item_refunded, item_refunded_qty, "
        "item_meta, SKU, Item #, Item Cost, Quantity (- Refund), Coupon Code, Discount Amount, "
        "Discount Amount Tax"
    ),
)

AMOUNTS: Final = ("subtotal", "shipping", "fees", "tax", "discount", "refunded")
"""The columns of money beside the total."""

SIGNS: Final = frozenset(
    {*AMOUNTS, "net", "refunds", "line_items", "item_total", "customer_type", "items_sold"}
    | {"payment", "customer_id", "billing_email"}
)
"""Columns of which no other table of orders has several by these headings."""
