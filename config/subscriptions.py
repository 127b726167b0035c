"""Who hears which news: event name to the tasks that hear of it. News travels upwards only."""

SUBSCRIPTIONS: dict[str, list[str]] = {
    "refund.requested": ["apps.payments.tasks.carry_request"],
    "payment.act-requested": ["apps.payments.tasks.carry_request"],
    "payment.answered": ["apps.orders.tasks.apply_answer"],
    "pictures.requested": ["apps.catalog.tasks.fetch_pictures"],
    "audit.requested": ["apps.core.tasks.audit_as_requested"],
    "import.requested": ["apps.assortment.tasks.run_import"],
    "product.changed": ["apps.assortment.tasks.follow_products"],
    "price.changed": ["apps.assortment.tasks.follow_prices"],
    "stock.changed": [
        "apps.assortment.tasks.follow_stock",
        "apps.stock.tasks.watch_posted_counts",
        "apps.stock.tasks.watch_low_stock",
    ],
    "low-stock.rule-set": ["apps.stock.tasks.sweep_low_stock"],
    "availability.changed": ["apps.notifications.tasks.tell_of_goods_back"],
    "settings.changed": ["apps.assortment.tasks.follow_settings"],
    "order.confirmed": ["apps.fulfilment.tasks.plan_confirmed", "apps.notifications.tasks.tell_of_order"],
    "order.partly-cancelled": [
        "apps.fulfilment.tasks.drop_cancelled",
        "apps.notifications.tasks.tell_of_change",
    ],
    "order.cancelled": ["apps.fulfilment.tasks.call_off_cancelled", "apps.notifications.tasks.tell_of_order"],
    "fulfilment.ready": ["apps.notifications.tasks.tell_of_fulfilment"],
    "fulfilment.shipped": ["apps.notifications.tasks.tell_of_fulfilment"],
    "purchase.sent": ["apps.notifications.tasks.tell_supplier"],
    "replenishment.requested": ["apps.purchasing.tasks.propose_on_demand"],
    "return.settled": ["apps.notifications.tasks.tell_of_return"],
}
