"""All steps, in order, as the one set that sqlite-utils applies."""

from typing import Final

from sqlite_utils import Migrations

from trialkit.store.migrations import (
    m0001_tables_and_views,
    m0002_facts_and_orders,
    m0003_learning,
)

STEPS: Final = Migrations("trialkit")

STEPS(name="m0001_tables_and_views")(m0001_tables_and_views.apply)
STEPS(name="m0002_facts_and_orders")(m0002_facts_and_orders.apply)
STEPS(name="m0003_learning")(m0003_learning.apply)
