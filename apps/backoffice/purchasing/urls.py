"""The addresses of purchasing."""

from django.urls import path

from . import acts, costs, drafting, orders, receipts, receiving, suppliers, variances

urlpatterns = [
    path("suppliers/", suppliers.supplier_list, name="suppliers"),
    path("suppliers/new/", suppliers.new, name="supplier-new"),
    path("suppliers/<slug:code>/", suppliers.card, name="supplier"),
    path("suppliers/<slug:code>/change/", suppliers.change, name="supplier-change"),
    path("suppliers/<slug:code>/agree/", suppliers.agree, name="supplier-agree"),
    path("suppliers/<slug:code>/prices/", suppliers.price_list, name="supplier-prices"),
    path("suppliers/<slug:code>/agreements/<int:key>/end/", suppliers.end, name="supplier-agreement-end"),
    path("purchases/", orders.order_list, name="purchases"),
    path("purchases/new/", drafting.new, name="purchase-new"),
    path("purchases/shortages/", drafting.from_shortages, name="purchase-shortages"),
    path("purchases/together/", drafting.together, name="purchases-together"),
    path("purchases/<slug:code>/", orders.order_page, name="purchase"),
    path("purchases/<slug:code>/add/", drafting.add, name="purchase-add"),
    path("purchases/<slug:code>/lines/<int:key>/", drafting.put, name="purchase-line"),
    path("purchases/<slug:code>/lines/<int:key>/off/", drafting.take_off, name="purchase-line-off"),
    path("purchases/<slug:code>/send/", acts.send, name="purchase-send"),
    path("purchases/<slug:code>/order.pdf", acts.paper, name="purchase-paper"),
    path("purchases/<slug:code>/rest/", acts.rest, name="purchase-rest"),
    path("purchases/<slug:code>/cancel/", acts.cancel, name="purchase-cancel"),
    path("purchases/<slug:code>/close/", acts.close, name="purchase-close"),
    path("purchases/<slug:code>/receive/", receiving.receive, name="purchase-receive"),
    path("receiving/", receiving.expected, name="receiving"),
    path("receiving/unordered/", receiving.unordered, name="receive-unordered"),
    path("receiving/line/", receiving.line, name="receive-line"),
    path("receipts/", receipts.receipt_list, name="receipts"),
    path("receipts/by-key/<int:key>/", receipts.by_key, name="receipt-by-key"),
    path("receipts/<slug:code>/", receipts.receipt_page, name="receipt"),
    path("receipts/<slug:code>/cost/", costs.landed, name="receipt-landed"),
    path("receipts/<slug:code>/invoice/", costs.invoice, name="receipt-invoice"),
    path("receipts/<slug:code>/send-back/", receipts.send_back, name="receipt-send-back"),
    path("variances/", variances.variance_list, name="variances"),
]
