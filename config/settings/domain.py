"""What the domain is told: who hears which news, and which counters the audit recomputes."""

#: Mapping of event name to the tasks that hear of it.
OUTBOX_SUBSCRIPTIONS = "config.subscriptions.SUBSCRIPTIONS"

#: Functions that yield a core Drift for every counter that differs from its ledger; `manage.py audit` runs them.
RECONCILIATIONS = [
    "apps.stock.reconciliation.drifts",
    "apps.payments.reconciliation.drifts",
    "apps.orders.reconciliation.drifts",
    "apps.fulfilment.reconciliation.drifts",
    "apps.assortment.reconciliation.drifts",
]
