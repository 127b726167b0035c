"""From when on stock is low: the rules, most precise last, set and ended."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.catalog.models import Category, Product
from apps.catalog.names import names_of
from apps.catalog.selectors import by_code
from apps.channels.models import Location
from apps.core.errors import DomainError
from apps.stock.services.low_stock import ACT, set_low_stock_rule
from apps.stock.thresholds import LowStockRule, rules_for

from ..shell.access import ANSWER, DO, StaffRequest, staff_only
from ..shell.forms import StaffForm
from ..shell.pages import done, refused, show

SEE = "stock.view"


class RuleForm(StaffForm):
    """A rule: for a product, a category or everything; at a location or at all."""

    code = forms.CharField(
        label=gettext_lazy("Product"),
        max_length=64,
        required=False,
        help_text=gettext_lazy("SKU or barcode. Empty: of the category, or of everything."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    category = forms.ModelChoiceField(
        queryset=Category.objects.order_by("path"),
        label=gettext_lazy("Category"),
        required=False,
        empty_label=gettext_lazy("Any"),
    )
    location = forms.ModelChoiceField(
        queryset=Location.objects.none(), label=gettext_lazy("Location"), required=False
    )
    threshold = forms.IntegerField(
        label=gettext_lazy("Low from"),
        min_value=0,
        max_value=1_000_000,
        error_messages={
            "required": gettext_lazy("Say from how many on it is low."),
            "invalid": gettext_lazy("Type a whole number."),
        },
    )

    def __init__(self, *args: Any, request: StaffRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places: Any = self.fields["location"]
        mine = [place.pk for place in request.staff.places if request.staff.can(ACT, place.pk)]
        places.queryset = Location.objects.filter(pk__in=mine).order_by("name")
        if request.staff.can_everywhere(ACT):
            places.empty_label = _("All locations")
        else:
            places.required, places.empty_label = True, None

    def clean_code(self) -> Product | None:
        """Return the product that is meant, None for none."""
        code = self.cleaned_data["code"].replace("\0", "").strip()
        product = by_code(code=code) if code else None
        if code and product is None:
            raise forms.ValidationError(_("Nothing is known under “%(code)s”.") % {"code": code})
        return product


@staff_only(SEE)
def rule_list(request: StaffRequest) -> HttpResponse:
    """Show the rules, and a form for another if the person may set one."""
    return _page(request, RuleForm(request=request) if request.staff.can(ACT) else None)


@staff_only(ACT, methods=ANSWER)
def put(request: StaffRequest) -> HttpResponse:
    """Set a rule, or change the one that there is for the same."""
    if request.method != "POST":
        return _page(request, RuleForm(request=request))
    form = RuleForm(request.POST, request=request)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            set_low_stock_rule(
                threshold=typed["threshold"],
                actor=request.staff.user,
                product_id=typed["code"].pk if typed["code"] else None,
                category_id=typed["category"].pk if typed["category"] else None,
                location_id=typed["location"].pk if typed["location"] else None,
            )
        except DomainError as reason:
            form.refuse(reason)
        else:
            return done(request, reverse("backoffice:low-stock-rules"), _("The rule counts from now on"))
    return _page(request, form, status=422)


@staff_only(ACT, methods=DO)
def end(request: StaffRequest, key: int) -> HttpResponse:
    """End a rule; the less precise ones count again."""
    rule = get_object_or_404(rules_for(rights=request.staff.rights), pk=key)
    if not _may_end(request, rule):
        raise PermissionDenied
    back = reverse("backoffice:low-stock-rules")
    try:
        set_low_stock_rule(
            threshold=None,
            actor=request.staff.user,
            product_id=rule.product_id,
            category_id=rule.category_id,
            location_id=rule.location_id,
        )
    except DomainError as reason:
        return refused(request, back, reason)
    return done(request, back, _("The rule is gone"))


def _may_end(request: StaffRequest, rule: LowStockRule) -> bool:
    if rule.location_id is None:
        return request.staff.can_everywhere(ACT)
    return request.staff.can(ACT, rule.location_id)


def _page(request: StaffRequest, form: RuleForm | None, *, status: int = 200) -> HttpResponse:
    rules = list(
        rules_for(rights=request.staff.rights).order_by(
            "product__sku", "category__path", "location__name", "pk"
        )
    )
    names = names_of([rule.product for rule in rules if rule.product])
    rows = [
        {
            "rule": rule,
            "of": names[rule.product_id] if rule.product_id else str(rule.category or _("Everything")),
            "sku": rule.product.sku if rule.product else "",
            "may_end": request.staff.can(ACT) and _may_end(request, rule),
        }
        for rule in rules
    ]
    context = {"rows": rows, "form": form}
    return show(request, "backoffice/replenishment/rules.html", context, status=status)
