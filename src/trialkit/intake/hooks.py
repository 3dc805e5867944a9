"""TrialKit's own importers, offered as a plugin's are."""

from collections.abc import Iterable

from trialkit.hooks.contracts import Importer
from trialkit.hooks.specs import hookimpl


@hookimpl
def trialkit_importers() -> Iterable[Importer]:
    """Forms, which know whose they are; files of orders; last the table, which takes anything."""
    from trialkit.intake.figures import TableImporter
    from trialkit.intake.forms.importer import FormImporter
    from trialkit.intake.ledger.importer import LedgerImporter
    from trialkit.intake.orders.invoice_lines.importer import InvoiceLinesImporter
    from trialkit.intake.orders.plain.importer import PlainOrdersImporter
    from trialkit.intake.orders.shops.shopify import ShopifyImporter
    from trialkit.intake.orders.shops.woocommerce import WooCommerceImporter

    return (
        FormImporter(),
        ShopifyImporter(),
        WooCommerceImporter(),
        InvoiceLinesImporter(),
        PlainOrdersImporter(),
        LedgerImporter(),
        TableImporter(),
    )
