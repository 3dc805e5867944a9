"""Worksheets as LibreOffice saves them: a figure is read as the person saw it."""

import re
import zipfile

import attrs
import pytest

from trialkit.intake.figures import TableImporter

OASIS = "urn:oasis:names:tc:opendocument:xmlns"
CONTENT = f"""<office:document-content xmlns:office="{OASIS}:office:1.0"
 xmlns:table="{OASIS}:table:1.0" xmlns:text="{OASIS}:text:1.0"><office:body><office:spreadsheet>
<table:table table:name="Muistio"><table:table-row>
 <table:table-cell office:value-type="percentage" office:value="0.5"/>
</table:table-row></table:table>
<table:table table:name="Luvut">
<table:table-row><table:table-cell office:value-type="string"><text:p>viikko</text:p>
</table:table-cell><table:table-cell office:value-type="string"><text:p>palautusosuus</text:p>
</table:table-cell><table:table-cell office:value-type="string"><text:p>sales</text:p>
</table:table-cell></table:table-row>
<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>
{{rows}}
<table:table-row table:number-rows-repeated="1048000"><table:table-cell
 table:number-columns-repeated="16384"/></table:table-row>
</table:table></office:spreadsheet></office:body></office:document-content>"""
ROW = """<table:table-row><table:table-cell office:value-type="string">
<text:p>{week}/2026</text:p></table:table-cell>
<table:table-cell office:value-type="{kind}" office:value="{share}"/>
<table:table-cell office:value-type="currency" office:currency="EUR" office:value="120.5"/>
</table:table-row>"""


@pytest.fixture
def ods(tmp_path):
    def ods(*rows):
        path = tmp_path / "luvut.ods"
        lines = "".join(ROW.format(week=week, kind=kind, share=share) for week, kind, share in rows)
        with zipfile.ZipFile(path, "w") as package:
            package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
            package.writestr(
                "META-INF/manifest.xml", f'<m:manifest xmlns:m="{OASIS}:manifest:1.0"/>'
            )
            # LibreOffice writes no line breaks between rows and cells.
            package.writestr("content.xml", re.sub(r"\n *<", "<", CONTENT.format(rows=lines)))
        return path

    return ods


def test_per_cent_are_per_cent_and_a_bare_number_is_what_it_is(ods, context):
    path = ods((10, "percentage", "0.15"), (11, "float", "12.5"))

    reading = TableImporter().read(path, context)

    found = {(one.metric, str(one.period)): str(one.value) for one in reading.figures}
    assert found["returns", "2026-W10"] == "0.15"
    assert found["returns", "2026-W11"] == "0.125"
    assert found["sales", "2026-W10"] == "120.5"


def test_money_is_in_the_currency_that_the_cell_shows(ods, context, shop_trial):
    krona = attrs.evolve(shop_trial, draft=attrs.evolve(shop_trial.draft, currency="SEK"))

    reading = TableImporter().read(ods((10, "float", "1")), attrs.evolve(context, trial=krona))

    (sales,) = (figure for figure in reading.figures if figure.metric == "sales")
    assert sales.conversion.currency == "EUR"
