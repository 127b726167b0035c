"""Many pieces of work at once: their pick lists on paper, all of them ready, all of them given to the carrier."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet
from django.http import HttpResponse, QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.core import clock
from apps.core.errors import DomainError
from apps.fulfilment.models import Fulfilment
from apps.fulfilment.services.picking import pack_from_list
from apps.fulfilment.services.shipping import ship

from ..shell.access import ANSWER, DO, StaffRequest, staff_only
from ..shell.pages import show, way_back
from .goods import name_goods
from .selectors import ACT, fulfilments_in_reach, with_goods

MOST = 100
State = Fulfilment.State
TO_PICK = (State.TO_PICK, State.PICKING)


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one piece of work."""

    fulfilment: Fulfilment
    done: bool
    words: str


@dataclass(frozen=True, slots=True)
class Act:
    """An act on many, and the states in which an order's work is meant by it."""

    title: str | Promise
    states: tuple[str, ...]
    perform: Callable[[Fulfilment, StaffRequest], object]


def _ready(fulfilment: Fulfilment, request: StaffRequest) -> object:
    return pack_from_list(fulfilment_id=fulfilment.pk, actor=request.staff.user, at=clock.now())


def _ship(fulfilment: Fulfilment, request: StaffRequest) -> object:
    carrier = request.POST.get("carrier", "").replace("\0", "")
    return ship(fulfilment_id=fulfilment.pk, carrier=carrier, actor=request.staff.user, at=clock.now())


ACTS = {
    "ready": Act(gettext_lazy("All picked, ready"), TO_PICK, _ready),
    "ship": Act(gettext_lazy("Shipped"), (State.READY,), _ship),
}


@staff_only(ACT, methods=ANSWER)
def pick_lists(request: StaffRequest) -> HttpResponse:
    """Print what is to be picked for the chosen work or orders, one list each."""
    asked = request.POST if request.method == "POST" else request.GET
    chosen = list(with_goods(_chosen(request, asked, TO_PICK).filter(state__in=TO_PICK))[:MOST])
    name_goods(line for fulfilment in chosen for line in fulfilment.lines.all())
    return show(request, "backoffice/fulfilment/pick_lists.html", {"chosen": chosen, "now": clock.now()})


@staff_only(ACT, methods=DO)
def together(request: StaffRequest) -> HttpResponse:
    """Do the act with each of the chosen; what is refused is said in its row and stops no other."""
    act = ACTS.get(request.POST.get("act", ""))
    chosen = list(with_goods(_chosen(request, request.POST, act.states))[:MOST]) if act else []
    results = _perform(act, chosen, request) if act else []
    met = {result.fulfilment.order.number for result in results}
    missed = [number for number in _named(request.POST, "order") if number not in met] if act else []
    context = {
        "title": act.title if act else "",
        "results": results,
        "missed": missed,
        "done": sum(result.done for result in results),
        "back": way_back(request, "/backoffice/work/"),
    }
    status = 200 if results or missed else 422
    return show(request, "backoffice/fulfilment/together.html", context, status=status)


def _perform(act: Act, chosen: Iterable[Fulfilment], request: StaffRequest) -> list[Result]:
    results = []
    for fulfilment in chosen:
        try:
            act.perform(fulfilment, request)
        except DomainError as refusal:
            results.append(Result(fulfilment, False, str(refusal)))
        else:
            results.append(Result(fulfilment, True, _("Done")))
    return results


def _chosen(request: StaffRequest, asked: QueryDict, states: tuple[str, ...]) -> QuerySet[Fulfilment]:
    """Return the work that is named, and that of the orders that are named as far as it is in these states."""
    meant = Q(code__in=_named(asked, "code")) | Q(order__number__in=_named(asked, "order"), state__in=states)
    return (
        fulfilments_in_reach(request.staff.rights)
        .filter(meant)
        .order_by(F("due_at").asc(nulls_last=True), "pk")
    )


def _named(asked: QueryDict, name: str) -> list[str]:
    return [value[:128] for value in asked.getlist(name)[:MOST] if "\0" not in value]
