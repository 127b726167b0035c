"""Who and what the sales of a batch name, found with a fixed number of queries."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Trim

from apps.accounts.models import User, clean_email
from apps.catalog.barcodes import InvalidGtin, normalize_gtin
from apps.catalog.models import Barcode, Product
from apps.channels.models import Location
from apps.core.ids import normalize_code

from ..models import SaleEnvelope
from ..types import Envelope, EnvelopeLine, PersonReference

_NOT_IN_PHONES = re.compile(r"[^0-9+]")


@dataclass(frozen=True, slots=True)
class KnownProduct:
    """A product that can be sold: stand-alone or a variant."""

    id: int
    sku: str
    tax_category: str


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person by all that a till may know of them."""

    id: int
    is_staff: bool


@dataclass(frozen=True, slots=True)
class References:
    """What a batch names, by every name it may have used."""

    products: dict[tuple[str, object], KnownProduct]
    people: dict[tuple[str, object], KnownPerson]
    locations: dict[str, Location]
    sequences: dict[tuple[int, int], set[UUID]]

    def product(self, line: EnvelopeLine) -> KnownProduct | None:
        """Return what a line sold: by its key, else its SKU, else its barcode."""
        names = (("id", line.product_id), ("sku", line.sku), ("gtin", gtin_of(line)))
        return next((self.products[name] for name in names if name in self.products), None)

    def customer(self, reference: PersonReference) -> KnownPerson | None:
        """Return who bought: by key, else customer code, e-mail, phone."""
        return next((self.people[n] for n in _names(reference) if n in self.people and n[0] != "name"), None)

    def cashier(self, reference: PersonReference) -> KnownPerson | None:
        """Return the member of staff who sold: by the same, else by a name that only one of them has."""
        people = (self.people[name] for name in _names(reference) if name in self.people)
        return next((person for person in people if person.is_staff), None)

    def is_reused(self, *, device_id: int, sale: Envelope) -> bool:
        """Tell whether the till gave this sale's number to another one too."""
        return bool(self.sequences.get((device_id, sale.sequence), set()) - {sale.sale_id})


def find_references(
    *, sales: Sequence[tuple[int, Envelope]], extra_products: Iterable[int] = ()
) -> References:
    """Return what the sales, each with the key of its till, name."""
    envelopes = [sale for _device, sale in sales]
    people = [person for sale in envelopes for person in (sale.customer, sale.cashier) if person]
    return References(
        products=_products([line for sale in envelopes for line in sale.lines], set(extra_products)),
        people=_people(people),
        locations=_locations({sale.location_code for sale in envelopes} - {""}),
        sequences=_sequences(sales),
    )


def gtin_of(line: EnvelopeLine) -> str:
    """Return the line's barcode in the one form that barcodes are stored in, "" for none."""
    try:
        return normalize_gtin(line.gtin) if line.gtin else ""
    except InvalidGtin:
        return ""


def _products(lines: Sequence[EnvelopeLine], extra: set[int]) -> dict[tuple[str, object], KnownProduct]:
    keys = {line.product_id for line in lines if line.product_id} | extra
    skus = {line.sku for line in lines if line.sku}
    sellable = Product.objects.exclude(structure=Product.PARENT)
    rows = sellable.filter(Q(pk__in=keys) | Q(sku__in=skus)).values_list("pk", "sku", "tax_category")
    found: dict[tuple[str, object], KnownProduct] = {}
    for pk, sku, category in rows:
        found["id", pk] = found["sku", sku] = KnownProduct(pk, sku or "", category)
    gtins = {gtin_of(line) for line in lines} - {""}
    barcodes = Barcode.objects.filter(gtin__in=gtins).exclude(product__structure=Product.PARENT)
    for gtin, pk, sku, category in barcodes.values_list(
        "gtin", "product_id", "product__sku", "product__tax_category"
    ):
        found["gtin", gtin] = KnownProduct(pk, sku or "", category)
    return found


def _people(references: Sequence[PersonReference]) -> dict[tuple[str, object], KnownPerson]:
    wanted: dict[str, set[object]] = defaultdict(set)
    for reference in references:
        for kind, value in _names(reference):
            wanted[kind].add(value)
    named = _staff_by_name(wanted.pop("name", set()))
    if not wanted:
        return named
    matching = (
        Q(pk__in=wanted["id"])
        | Q(email__in=wanted["email"])
        | Q(phone__in=wanted["phone"])
        | Q(customer__code__in=wanted["code"])
    )
    rows = User.objects.filter(matching).annotate(customer_code=F("customer__code"))
    found = dict(named)
    for pk, email, phone, code, is_staff in rows.values_list(
        "pk", "email", "phone", "customer_code", "is_staff"
    ):
        person = KnownPerson(pk, is_staff)
        for name in (("id", pk), ("email", email), ("phone", phone), ("code", code)):
            if name[1]:
                found[name] = person
    return found


def _staff_by_name(names: set[object]) -> dict[tuple[str, object], KnownPerson]:
    """Return the members of staff of these full names; a name that two share names nobody."""
    if not names:
        return {}
    staff = User.objects.filter(is_staff=True).annotate(
        full_name=Trim(Concat("first_name", Value(" "), "last_name"))
    )
    found: dict[tuple[str, object], list[int]] = defaultdict(list)
    for pk, name in staff.filter(full_name__in=names).values_list("pk", "full_name"):
        found["name", name].append(pk)
    return {name: KnownPerson(keys[0], True) for name, keys in found.items() if len(keys) == 1}


def _names(reference: PersonReference) -> Iterator[tuple[str, object]]:
    if reference.id:
        yield "id", reference.id
    if reference.code:
        yield "code", normalize_code(reference.code)
    if email := clean_email(reference.email):
        yield "email", email
    if phone := _NOT_IN_PHONES.sub("", reference.phone):
        yield "phone", "+" + phone[2:] if phone.startswith("00") else phone
    if reference.name:
        yield "name", reference.name


def _locations(codes: set[str]) -> dict[str, Location]:
    return {location.code: location for location in Location.objects.filter(code__in=codes)} if codes else {}


def _sequences(sales: Sequence[tuple[int, Envelope]]) -> dict[tuple[int, int], set[UUID]]:
    used: dict[tuple[int, int], set[UUID]] = defaultdict(set)
    rows = SaleEnvelope.objects.filter(
        device__in={device for device, _sale in sales},
        sequence__in={sale.sequence for _device, sale in sales},
    )
    for device_id, sequence, sale_id in rows.values_list("device_id", "sequence", "sale_id"):
        used[device_id, sequence or 0].add(sale_id)
    return used
