"""The columns of a plain table of orders."""

from typing import Final

from trialkit.errors import Message
from trialkit.intake.orders.columns import Field, Fields

ORDERS: Final = Fields(
    Field(
        key="number",
        label=Message("order number"),
        headings="order number, order no, order no., order nr, order id, order #, order, order-id,"
        " orderno, order ref, order reference, receipt number, receipt no, invoice number,"
        " invoice no, invoiceno, invoice, tilausnumero, tilauksen numero, tilausnro, tilausnr,"
        " tilaus nro, tilaus, tilaus-id, tilaustunnus, tilausviite, kuittinumero, laskunumero,"
        " laskun numero, laskun nro, ordernummer, ordernr, order nummer, orderns nummer,"
        " beställningsnummer, beställningsnr, beställning, kvittonummer, fakturanummer,"
        " fakturanr",
        required=True,
    ),
    Field(
        key="day",
        label=Message("day of the order"),
        headings="order date, date, day, ordered, ordered at, ordered on, order day, order time,"
        " date ordered, created, created at, created on, placed at, placed on, purchase date,"
        " date of order, sale date, date of sale, invoice date, tilauspäivä, tilauspvm,"
        " tilauksen päivä, tilauksen pvm, tilausaika, tilauspäivämäärä, tilattu, pvm, päivä,"
        " päivämäärä, päiväys, ostopäivä, luotu, laskupäivä, laskun päivä, orderdatum,"
        " beställningsdatum, beställningsdag, beställd, datum, dag, köpdatum, skapad, fakturadatum",
        required=True,
    ),
    Field(
        key="total",
        label=Message("total"),
        headings="total, amount, sum, line total, row total, item total, total amount,"
        " total price, sales, summa, yhteensä, loppusumma, kokonaishinta, rivisumma, myynti,"
        " yhteissumma, totalt, belopp, totalbelopp, totalsumma, slutsumma, radsumma,"
        " försäljning",
        net="net",
        gross="gross",
    ),
    Field(
        key="price",
        label=Message("price"),
        headings="price, hinta, pris",
        net="net",
        gross="gross",
    ),
    Field(
        key="quantity",
        label=Message("quantity"),
        headings="quantity, qty, pcs, määrä, kpl, lukumäärä, antal",
    ),
    Field(
        key="order_total",
        label=Message("total of the whole order"),
        headings="order total, grand total, invoice total, order amount, order sum, order value,"
        " tilauksen summa, tilaussumma, tilauksen loppusumma, tilauksen arvo, tilaus yhteensä,"
        " ordersumma, ordervärde, ordertotal, orderbelopp, beställningens summa",
        ranked=True,
    ),
    Field(
        key="net",
        label=Message("total without VAT"),
        headings="net, net total, net amount, net sales, total net, total excl. VAT,"
        " total excl VAT, total without VAT, excl. VAT, net of VAT, veroton, veroton summa,"
        " summa veroton, veroton hinta, veroton yhteensä, yhteensä veroton, alv 0 %, alv 0, netto,"
        " nettosumma, exkl. moms, summa exkl. moms, belopp exkl. moms, totalt exkl. moms,"
        " nettobelopp, utan moms",
    ),
    Field(
        key="gross",
        label=Message("total with VAT"),
        headings="gross, gross total, gross amount, gross sales, total gross, total incl. VAT,"
        " total incl VAT, total with VAT, incl. VAT, verollinen, verollinen summa,"
        " summa verollinen, verollinen hinta, verollinen yhteensä, yhteensä verollinen, sis. alv,"
        " sis alv, brutto, bruttosumma, inkl. moms, summa inkl. moms, belopp inkl. moms,"
        " totalt inkl. moms, bruttobelopp, med moms",
    ),
    Field(
        key="tax",
        label=Message("VAT"),
        headings="VAT, tax, taxes, VAT amount, tax amount, total tax, alv, alv-määrä, alv määrä,"
        " alv yhteensä, alv summa, vero, verot, veron määrä, moms, momsbelopp, moms totalt,"
        " skatt",
    ),
    Field(
        key="goods",
        label=Message("goods"),
        headings="subtotal, sub-total, goods, items total, products total, välisumma, tuotteet,"
        " tuotteet yhteensä, tavarat, delsumma, varor, produkter",
    ),
    Field(
        key="shipping",
        label=Message("shipping"),
        headings="shipping, shipping cost, shipping costs, shipping total, postage, delivery,"
        " delivery cost, delivery fee, freight, toimitus, toimituskulut, toimituskulu,"
        " toimitusmaksu, postikulut, postimaksu, postimaksut, rahti, lähetyskulut, frakt,"
        " fraktkostnad, fraktavgift, porto, leveransavgift, leveranskostnad, leverans",
    ),
    Field(
        key="discount",
        label=Message("discount"),
        headings="discount, discounts, discount amount, discount total, alennus, alennukset,"
        " alennus yhteensä, rabatt, rabatter, rabattbelopp",
    ),
    Field(
        key="refund",
        label=Message("refunded"),
        headings="refund, refunds, refunded, refunded amount, amount refunded, refund amount,"
        " refund total, total refunded,"
        " returned, credited, hyvitys, hyvitykset, hyvitetty, hyvitetty summa, palautus,"
        " palautukset, palautettu, palautettu summa, återbetalning, återbetalt, återbetalat,"
        " återbetalat belopp, retur, returer, kreditering, krediterat",
    ),
    Field(
        key="refund_day",
        label=Message("day of the refund"),
        headings="refund date, refunded at, refunded on, date of refund, hyvityspäivä,"
        " hyvityksen päivä, palautuspäivä, palautuspvm, återbetalningsdatum, återbetalningsdag,"
        " returdatum",
    ),
    Field(
        key="status",
        label=Message("status"),
        headings="status, order status, state, payment status, financial status, tila,"
        " tilauksen tila, maksun tila, maksutila, orderstatus, beställningsstatus,"
        " betalningsstatus, läge",
    ),
    Field(
        key="paid",
        label=Message("paid"),
        headings="paid, is paid, paid at, paid on, payment date, date paid, maksettu, maksupäivä,"
        " maksupvm, betald, betalt, betaldatum, betalningsdag, betalningsdatum",
    ),
    Field(
        key="currency",
        label=Message("currency"),
        headings="currency, currency code, order currency, valuutta, valuuttakoodi, valuta,"
        " valutakod",
    ),
    Field(
        key="customer",
        label=Message("customer number"),
        headings="customer id, customer number, customer no, customer no., customer nr,"
        " customerid, customer code, client id, asiakasnumero, asiakasnro, asiakastunnus,"
        " asiakas-id, kundnummer, kundnr, kund-id, kundid, kundkod",
    ),
    Field(
        key="email",
        label=Message("e-mail address"),
        headings="email, e-mail, customer email, customer e-mail, email address, sähköposti,"
        " sähköpostiosoite, e-post, e-postadress, epost",
    ),
    Field(
        key="name",
        label=Message("customer"),
        headings="customer, customer name, client, buyer, name, asiakas, asiakkaan nimi, ostaja,"
        " tilaaja, nimi, kund, kundnamn, kundens namn, köpare, beställare, namn",
    ),
    Field(
        key="country",
        label=Message("country"),
        headings="country, market, shipping country, ship country, delivery country,"
        " ship to country, country code, destination, maa, toimitusmaa, kohdemaa, maakoodi,"
        " markkina, land, leveransland, landskod, mottagarland, marknad",
    ),
    Field(
        key="billing_country",
        label=Message("billing country"),
        headings="billing country, customer country, laskutusmaa, asiakkaan maa,"
        " faktureringsland, kundens land",
    ),
    Field(
        key="product",
        label=Message("product"),
        headings="product, product name, item, item name, items, description, tuote, tuotteen nimi,"
        " tuotenimi, nimike, kuvaus, selite, produkt, produktnamn, artikel, benämning,"
        " beskrivning",
    ),
    Field(
        key="ledger",
        label=Message("account or supplier"),
        headings="account, account no, supplier, vendor, payee, debit, credit, tili, tilinumero,"
        " toimittaja, saaja, debet, kredit, konto, kontonummer, leverantör, mottagare",
    ),
    unused="sku, product code, tuotekoodi,"
    " tuotenumero, artikelnummer, unit price, yksikköhinta, enhetspris, address, osoite, adress,"
    " city, kaupunki, ort, postcode, zip, postinumero, postnummer, phone, puhelin, puhelinnumero,"
    " telefon, telefonnummer, notes, note, huomautus, huomautukset, lisätiedot, anteckning,"
    " anteckningar, payment method, maksutapa, betalningssätt, shipping method, toimitustapa,"
    " leveranssätt, first name, last name, etunimi, sukunimi, förnamn, efternamn, due date,"
    " eräpäivä, förfallodatum",
)
"""What people write over their own lists of orders; a person may say the rest."""
