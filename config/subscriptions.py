"""Who hears which news: event name to the tasks that hear of it. News travels upwards only."""

SUBSCRIPTIONS: dict[str, list[str]] = {
    "refund.requested": ["apps.payments.tasks.carry_request"],
    "payment.act-requested": ["apps.payments.tasks.carry_request"],
    "product.changed": ["apps.assortment.tasks.follow_products"],
    "price.changed": ["apps.assortment.tasks.follow_prices"],
    "stock.changed": ["apps.assortment.tasks.follow_stock"],
}
