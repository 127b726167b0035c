"""The addresses of replenishment and low stock."""

from django.urls import path

from . import deciding, low_stock, proposals, rules

urlpatterns = [
    path("proposals/", proposals.proposal_list, name="proposals"),
    path("proposals/decide/", deciding.decide, name="proposals-decide"),
    path("proposals/look/", deciding.look_again, name="proposals-look"),
    path("proposals/<int:key>/", proposals.why, name="proposal"),
    path("low-stock/", low_stock.alert_list, name="low-stock"),
    path("low-stock/act/", low_stock.act, name="low-stock-act"),
    path("low-stock/rules/", rules.rule_list, name="low-stock-rules"),
    path("low-stock/rules/set/", rules.put, name="low-stock-rule"),
    path("low-stock/rules/<int:key>/end/", rules.end, name="low-stock-rule-end"),
]
