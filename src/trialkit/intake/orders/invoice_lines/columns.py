"""The columns of a file of invoice lines."""

from typing import Final

from trialkit.errors import Message
from trialkit.intake.orders.columns import Field, Fields

LINES: Final = Fields(
    Field(
        key="number",
        label=Message("invoice number"),
        headings="InvoiceNo, invoice, invoice number, invoice no, invoice no., invoice nr,"
        " invoice id, invoice #, bill number, bill no, laskunumero, laskun numero, laskun nro,"
        " laskunro, lasku, laskutunnus, fakturanummer, fakturans nummer, fakturanr, faktura,"
        " faktura nr",
    ),
    Field(
        key="order_number",
        label=Message("order number"),
        headings="order number, order no, order no., order nr, order id, order #, order,"
        " tilausnumero, tilauksen numero, tilausnro, tilaus, tilaustunnus, ordernummer, ordernr,"
        " beställningsnummer, beställning, order-id",
    ),
    Field(
        key="date",
        label=Message("day of the invoice"),
        headings="InvoiceDate, invoice date, invoiced, date, day, date of invoice, laskupäivä,"
        " laskun päivä, laskun päiväys, laskun päivämäärä, laskutuspäivä, päivämäärä, päiväys,"
        " päivä, pvm, laskun pvm, fakturadatum, fakturadag, faktureringsdatum, datum, dag",
    ),
    Field(
        key="order_date",
        label=Message("day of the order"),
        headings="order date, ordered, ordered at, created at, sale date, date of sale,"
        " purchase date, transaction date, tilauspäivä, tilauspvm,"
        " tilauksen päivä, tilausaika, orderdatum, beställningsdatum, beställd",
    ),
    Field(
        key="code",
        label=Message("product code"),
        headings="StockCode, stock code, sku, product code, product id, item code, item no,"
        " item number, article number, article no, tuotekoodi, tuotenumero, tuotenro,"
        " tuotetunnus, nimikekoodi, nimikenumero, artikkelinumero, artikelnummer, artikelnr,"
        " artikelkod, produktkod, produktnummer",
    ),
    Field(
        key="description",
        label=Message("product"),
        headings="Description, product, product name, item, item name, article, line,"
        " line description, tuote, tuotenimi, tuotteen nimi, nimike, kuvaus, selite, rivi,"
        " rivin kuvaus, artikkeli, beskrivning, benämning, produkt, produktnamn, artikel,"
        " artikelnamn, artikelbenämning, rad",
    ),
    Field(
        key="quantity",
        label=Message("quantity"),
        headings="Quantity, qty, pcs, pieces, units, quantity sold, määrä, lukumäärä, kpl,"
        " kappalemäärä, antal, kvantitet, mängd, st",
    ),
    Field(
        key="price",
        label=Message("unit price"),
        headings="UnitPrice, unit price, price, price each, price per unit, yksikköhinta, hinta,"
        " kappalehinta, kpl-hinta, a-hinta, à-hinta, à hinta, enhetspris, styckpris, pris,"
        " a-pris, à-pris, á-pris, à pris, á pris",
        net="net_price",
        gross="gross_price",
    ),
    Field(
        key="net_price",
        label=Message("unit price without VAT"),
        headings="unit price excl. VAT, unit price excl VAT, net price, net unit price,"
        " veroton hinta, veroton yksikköhinta, yksikköhinta veroton, nettohinta,"
        " enhetspris exkl. moms, pris exkl. moms, nettopris",
    ),
    Field(
        key="gross_price",
        label=Message("unit price with VAT"),
        headings="unit price incl. VAT, unit price incl VAT, gross price, gross unit price,"
        " verollinen hinta, verollinen yksikköhinta, yksikköhinta verollinen, bruttohinta,"
        " enhetspris inkl. moms, pris inkl. moms, bruttopris",
    ),
    Field(
        key="total",
        label=Message("line total"),
        headings="line total, line amount, amount, total, row total, item total, total price, sum,"
        " rivisumma, rivin summa, rivi yhteensä, summa, yhteensä, hinta yhteensä, radsumma,"
        " radbelopp, radtotal, belopp, totalt, totalbelopp",
        net="net",
        gross="gross",
    ),
    Field(
        key="net",
        label=Message("line total without VAT"),
        headings="net amount, net total, net, line net, amount excl. VAT, amount excl VAT,"
        " total excl. VAT, total excl VAT, veroton, veroton summa, veroton yhteensä,"
        " summa veroton, rivisumma veroton, netto, nettosumma, exkl. moms, belopp exkl. moms,"
        " summa exkl. moms, radsumma exkl. moms, nettobelopp",
    ),
    Field(
        key="gross",
        label=Message("line total with VAT"),
        headings="gross amount, gross total, gross, line gross, amount incl. VAT,"
        " amount incl VAT, total incl. VAT, total incl VAT, verollinen, verollinen summa,"
        " verollinen yhteensä, summa verollinen, rivisumma verollinen, brutto, bruttosumma,"
        " inkl. moms, belopp inkl. moms, summa inkl. moms, radsumma inkl. moms, bruttobelopp",
    ),
    Field(
        key="tax",
        label=Message("VAT"),
        headings="VAT, VAT amount, tax, tax amount, taxes, alv, alv-määrä, alv määrä, alv summa,"
        " alv yhteensä, vero, veron määrä, moms, momsbelopp, moms belopp",
    ),
    Field(
        key="tax_rate",
        label=Message("rate of VAT"),
        headings="VAT rate, VAT %, VAT-%, VAT percent, tax rate, tax %, alv-%, alv %, alv%,"
        " alv-prosentti, alv-kanta, verokanta, veroprosentti, momssats, moms %, moms-%, moms%,"
        " momsprocent",
    ),
    Field(
        key="discount",
        label=Message("discount"),
        headings="discount, discount %, line discount, alennus, alennus-%, alennus %, ale-%,"
        " rabatt, rabatt %, rabatt-%, rabattprocent",
    ),
    Field(
        key="invoice_total",
        label=Message("total of the invoice"),
        headings="invoice total, invoice amount, order total, grand total, laskun summa,"
        " laskun loppusumma, lasku yhteensä, loppusumma, tilauksen summa, fakturabelopp,"
        " fakturasumma, fakturatotal, fakturans summa, ordersumma, slutsumma",
    ),
    Field(
        key="currency",
        label=Message("currency"),
        headings="currency, currency code, valuutta, valuuttakoodi, valuta, valutakod",
    ),
    Field(
        key="status",
        label=Message("status"),
        headings="status, invoice status, order status, state, tila, laskun tila, tilauksen tila,"
        " status på faktura, fakturastatus, orderstatus",
    ),
    Field(
        key="paid",
        label=Message("paid"),
        headings="paid, is paid, paid at, paid on, payment date, maksettu, maksupäivä, betald,"
        " betalningsdag, betalningsdatum",
    ),
    Field(
        key="customer",
        label=Message("customer number"),
        headings="CustomerID, customer id, customer number, customer no, customer no.,"
        " customer nr, customer code, client id, buyer user id, asiakasnumero, asiakasnro,"
        " asiakastunnus, asiakas-id, kundnummer, kundnr, kund-id, kundid, kundkod",
    ),
    Field(
        key="email",
        label=Message("e-mail address"),
        headings="email, e-mail, customer email, email address, sähköposti,"
        " sähköpostiosoite, e-post, e-postadress, epost",
    ),
    Field(
        key="name",
        label=Message("customer"),
        headings="customer, customer name, client, buyer, asiakas, asiakkaan nimi, ostaja, kund,"
        " kundnamn, kundens namn, köpare",
    ),
    Field(
        key="country",
        label=Message("country"),
        headings="Country, market, shipping country, ship country, delivery country,"
        " country code, maa, toimitusmaa, maakoodi, kohdemaa, markkina, land, leveransland,"
        " landskod, marknad",
    ),
    Field(
        key="billing_country",
        label=Message("billing country"),
        headings="billing country, customer country, laskutusmaa, asiakkaan maa,"
        " faktureringsland, kundens land",
    ),
    unused="due date, eräpäivä, förfallodatum, förfallodag, unit, yksikkö, enhet, line no,"
    " line number, rivinumero, rivinro, radnummer, radnr, address, osoite, adress, city,"
    " kaupunki, postitoimipaikka, ort, postcode, zip, postinumero, postnummer, phone, puhelin,"
    " telefon, first name, last name, etunimi, sukunimi, förnamn, efternamn",
)
"""The real shape and its sensible variants; a person may say the rest."""
