"""Every address of the back office."""

from django.urls import path

from .audit import views as audit
from .counts.urls import urlpatterns as counts
from .dashboard import views as dashboard
from .exceptions import acts as exception_acts
from .exceptions import views as exceptions
from .fulfilment import leaving, picking, together
from .fulfilment import views as fulfilment
from .imports import views as imports
from .labels import views as labels
from .orders import cancelling, letters, taking_back
from .orders import views as orders
from .palette import views as palette
from .purchasing.urls import urlpatterns as purchasing
from .replenishment.urls import urlpatterns as replenishment
from .shell import saving, sign_in
from .shell.live.views import stream
from .stock import acts as stock_acts
from .stock import explain as stock_explain
from .stock import states as stock_states
from .stock import together as stock_together
from .stock import views as stock
from .tills import contradictions, devices, resolving
from .tills import views as tills
from .transfers import views as transfers

app_name = "backoffice"

shell = [
    path("", sign_in.home, name="home"),
    path("sign-in/", sign_in.SignIn.as_view(), name="sign-in"),
    path("sign-out/", sign_in.SignOut.as_view(), name="logout"),
    path("location/", sign_in.choose_location, name="choose-location"),
    path("live/", stream, name="live"),
    path("find/", palette.palette, name="palette"),
]

urlpatterns = [
    *shell,
    path("today/", dashboard.today, name="today"),
    path("orders/", orders.order_list, name="orders"),
    path("orders/by-key/<int:key>/", orders.by_key, name="order-by-key"),
    path("orders/by-key/<int:key>/cancel/", cancelling.cancel, name="cancel"),
    path("orders/by-key/<int:key>/take-back/", taking_back.take_back_goods, name="take-back"),
    path("orders/by-key/<int:key>/letters/<int:letter>/again/", letters.resend, name="letter-again"),
    path("orders/<path:number>/", orders.order_page, name="order"),
    path("work/", fulfilment.work_list, name="fulfilment"),
    path("work/by-key/<int:key>/", fulfilment.by_key, name="fulfilment-by-key"),
    path("work/pick-lists/", together.pick_lists, name="pick-lists"),
    path("work/together/", together.together, name="work-together"),
    path("work/<str:code>/", fulfilment.work_page, name="fulfilment-page"),
    path("work/<str:code>/start/", picking.start, name="pick-start"),
    path("work/<str:code>/scan/", picking.scan, name="pick-scan"),
    path("work/<str:code>/ready/", picking.ready, name="pick-ready"),
    path("work/<str:code>/lines/<int:line>/undo/", picking.undo, name="pick-undo"),
    path("work/<str:code>/lines/<int:line>/missing/", picking.missing, name="pick-missing"),
    path("work/<str:code>/hand-over/", leaving.hand_over_form, name="hand-over"),
    path("work/<str:code>/ship/", leaving.ship_form, name="ship"),
    path("stock/", stock.level_list, name="stock"),
    path("stock/together/", stock_together.together, name="stock-together"),
    path("stock/<int:key>/", stock.item, name="stock-item"),
    path("stock/<int:key>/at/<int:location>/state/", stock_states.state, name="stock-state"),
    path("stock/<int:key>/at/<int:location>/shelf/", stock_states.shelf, name="stock-shelf"),
    path("stock/<int:key>/at/<int:location>/", stock_explain.explain, name="explain"),
    path("stock/<int:key>/at/<int:location>/limits/", stock_explain.limits, name="limits"),
    path("stock/<int:key>/at/<int:location>/adjust/", stock_acts.adjust, name="adjust"),
    path("exceptions/", exceptions.incident_list, name="exceptions"),
    path("exceptions/<int:key>/resolve/", exceptions.resolve, name="resolve"),
    path("exceptions/<int:key>/retry/", exception_acts.retry, name="retry"),
    path("exceptions/together/", exception_acts.settle_together, name="resolve-together"),
    path("labels/", labels.labels, name="labels"),
    path("views/<slug:section>/save/", saving.save, name="view-save"),
    path("views/<int:key>/delete/", saving.delete, name="view-delete"),
    path("audit/", audit.audit_page, name="audit"),
    path("audit/run/", audit.run_now, name="audit-run"),
    path("audit/levels/<int:key>/at/<int:location>/", audit.repair, name="audit-repair"),
    path("transfers/", transfers.transfer_list, name="transfers"),
    path("transfers/new/", transfers.new, name="transfer-new"),
    path("transfers/<str:code>/", transfers.transfer_page, name="transfer"),
    path("transfers/<str:code>/dispatch/", transfers.dispatch, name="transfer-dispatch"),
    path("transfers/<str:code>/receive/", transfers.receive, name="transfer-receive"),
    path("transfers/<str:code>/cancel/", transfers.cancel, name="transfer-cancel"),
    *counts,
    *purchasing,
    *replenishment,
    path("imports/", imports.import_list, name="imports"),
    path("imports/<int:key>/", imports.import_page, name="import"),
    path("imports/<int:key>/apply/", imports.apply, name="import-apply"),
    path("imports/<int:key>/retry/", imports.retry, name="import-retry"),
    path("tills/", tills.till_list, name="tills"),
    path("tills/new/", devices.new, name="till-new"),
    path("tills/sales/<uuid:sale_id>/", resolving.sale_page, name="till-sale"),
    path("tills/sales/<uuid:sale_id>/settle/", resolving.settle, name="till-sale-settle"),
    path(
        "tills/sales/<uuid:sale_id>/copies/<int:copy>/settle/",
        contradictions.settle_copy,
        name="till-copy-settle",
    ),
    path("tills/<slug:code>/", devices.till_page, name="till"),
    path("tills/<slug:code>/change/", devices.change, name="till-change"),
    path("tills/<slug:code>/code/", devices.new_code, name="till-code"),
    path("tills/<slug:code>/revoke/", devices.revoke, name="till-revoke"),
]
