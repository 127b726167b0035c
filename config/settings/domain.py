"""What the domain is told: who hears which news, and which counters the audit recomputes."""

#: Mapping of event name to the tasks that hear of it.
OUTBOX_SUBSCRIPTIONS = "config.subscriptions.SUBSCRIPTIONS"

#: How old the counts beside a list of products may be; the products themselves are always fresh.
ASSORTMENT_MEMORY_SECONDS = 15

#: Functions that yield a core Drift for every counter that differs from its ledger; `manage.py audit` runs them.
RECONCILIATIONS = [
    "apps.stock.reconciliation.levels",
    "apps.stock.reconciliation.promises",
    "apps.stock.reconciliation.journeys",
    "apps.stock.reconciliation.months",
    "apps.stock.reconciliation.costs",
    "apps.payments.reconciliation.drifts",
    "apps.orders.reconciliation.drifts",
    "apps.fulfilment.reconciliation.drifts",
    "apps.assortment.reconciliation.drifts",
]

#: Those of them whose ledgers stay short, compared every hour; everything is once a day.
HOURLY_RECONCILIATIONS = [
    "apps.stock.reconciliation.promises",
    "apps.stock.reconciliation.journeys",
    "apps.stock.reconciliation.costs",
]

#: What decides when and how much to order, and whether to send or to buy: the chance that goods last until the
#: next delivery; what a line of an order or of a transfer costs, in the company's currency; what keeping a unit
#: costs a year, as a part of its value; between how many days' sales an order lies; days that a transfer takes.
REPLENISHMENT = {
    "service_level": 0.95,
    "order_cost": 1.5,
    "transfer_line": 2.0,
    "transfer_days": 2,
    "carrying_rate": 0.25,
    "least_cycle_days": 7,
    "most_cycle_days": 60,
}
