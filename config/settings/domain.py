"""What the domain is told: who hears which news, and which counters the audit recomputes."""

#: Mapping of event name to the tasks that hear of it.
OUTBOX_SUBSCRIPTIONS = "config.subscriptions.SUBSCRIPTIONS"

#: How old the counts beside a list of products may be; the products themselves are always fresh.
ASSORTMENT_MEMORY_SECONDS = 15

#: Functions that yield a core Drift for every counter that differs from its ledger; `manage.py audit` runs them.
RECONCILIATIONS = [
    "apps.stock.reconciliation.drifts",
    "apps.payments.reconciliation.drifts",
    "apps.orders.reconciliation.drifts",
    "apps.fulfilment.reconciliation.drifts",
    "apps.assortment.reconciliation.drifts",
]
