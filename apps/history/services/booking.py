"""Books a batch of documents through the doors that every sale goes through."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from apps.catalog.models import Product, TaxCategory
from apps.catalog.services.products import save_products
from apps.catalog.types import ProductDraft, SellableDraft
from apps.channels.business_day import business_date
from apps.core.bulk import copy_rows
from apps.core.transactions import transaction_required
from apps.customers.services import find_or_make_by_references
from apps.orders.models import Order, Return
from apps.orders.services.recorded_returns import record_returns
from apps.orders.services.sales import record_sales
from apps.orders.types import SaleFact, SaleLine, Tender
from apps.stock.choices import MovementKind
from apps.stock.services.movements import record_movements
from apps.stock.types import NewMovement

from ..classification import is_service
from ..models import SalesDocument, SalesRow
from ..tally import month_of
from ..types import SOURCE, Outcome, Row
from .batch import Batch, document_id
from .planning import PlannedDocument
from .returning import return_facts
from .titles import title_of

_SOLD = (Outcome.SALE, Outcome.SERVICE)


@transaction_required
def book_batch(batch: Batch, plans: Sequence[PlannedDocument]) -> None:
    """Book the documents: sales first, so that returns find them. Each plan is told what stands for it."""
    _find_products(batch, plans)
    _find_customers(batch, plans)
    orders = _book_sales(batch, plans)
    returns = _book_returns(batch, plans)
    _book_corrections(batch, plans)
    _account(batch, plans, orders, returns)


def _find_products(batch: Batch, plans: Sequence[PlannedDocument]) -> None:
    titles: dict[str, str] = {}
    for plan in plans:
        for _place, row in plan.rows(Outcome.SALE, Outcome.RETURN, Outcome.CORRECTION):
            if not is_service(row.code) and not titles.get(row.code):
                titles[row.code] = row.description if row.price else ""
    batch.products = dict(Product.objects.filter(sku__in=titles).values_list("sku", "pk"))
    new = [
        ProductDraft(
            references=(code,),
            sellables=(SellableDraft(references=(code,), sku=code),),
            titles={"en": title or code},
            is_public=False,
        )
        for code, title in titles.items()
        if code not in batch.products
    ]
    for saved in save_products(drafts=new, source=SOURCE) if new else ():
        batch.products[saved.sellables[0].draft.sku] = saved.sellables[0].product_id


def _find_customers(batch: Batch, plans: Sequence[PlannedDocument]) -> None:
    names = {each.row.customer for plan in plans for each in plan.verdicts} - {""}
    batch.customers = find_or_make_by_references(source=SOURCE, references=names)


def _book_sales(batch: Batch, plans: Sequence[PlannedDocument]) -> dict[str, Order]:
    sold = [plan for plan in plans if any(True for _row in plan.rows(*_SOLD))]
    orders = record_sales(sales=[_sale(batch, plan) for plan in sold])
    return {plan.key: order for plan, order in zip(sold, orders, strict=True)}


def _sale(batch: Batch, plan: PlannedDocument) -> SaleFact:
    run, first = batch.run, plan.first_row(*_SOLD)
    lines = tuple(_sale_line(batch, row) for _place, row in plan.rows(*_SOLD))
    at = batch.moment(first)
    return SaleFact(
        id=document_id(run, plan, "sale"),
        number=plan.name,
        channel=run.channel,
        location=run.location,
        at=at,
        business_date=business_date(run.location, at),
        currency=run.channel.currency,
        prices_include_tax=run.channel.prices_include_tax,
        customer_id=batch.customers.get(first.customer),
        actor_id=None,
        source_kind=SOURCE,
        source_id=str(document_id(run, plan, "sale")),
        lines=lines,
        tenders=(Tender("external", sum((line.gross for line in lines), Decimal(0)), SOURCE),),
    )


def _sale_line(batch: Batch, row: Row) -> SaleLine:
    """Return the row as sold. The file knows no tax, so none is split off."""
    return SaleLine(
        product_id=None if is_service(row.code) else batch.products[row.code],
        sku=row.code,
        title=title_of(row),
        quantity=row.quantity,
        unit_price=row.price,
        discount=Decimal(0),
        gross=row.value,
        net=row.value,
        tax_rate=Decimal(0),
        tax_category=TaxCategory.ZERO.value,
        kind="service" if is_service(row.code) else "goods",
    )


def _book_returns(batch: Batch, plans: Sequence[PlannedDocument]) -> dict[str, Return]:
    back = [plan for plan in plans if any(True for _row in plan.rows(Outcome.RETURN))]
    returns = record_returns(returns=return_facts(batch, back))
    return {plan.key: handed_in for plan, handed_in in zip(back, returns, strict=True)}


def _book_corrections(batch: Batch, plans: Sequence[PlannedDocument]) -> None:
    record_movements(
        movements=[
            NewMovement(
                product_id=batch.products[row.code],
                location_id=batch.run.location_id,
                kind=MovementKind.adjusted(row.quantity),
                quantity=row.quantity,
                at=batch.moment(row),
                source_kind=SOURCE,
                source_id=str(document_id(batch.run, plan, "correction")),
                source_line=str(place),
                reason=row.description[:200] or "correction without a description",
            )
            for plan in plans
            for place, row in plan.rows(Outcome.CORRECTION)
        ]
    )


def _account(
    batch: Batch, plans: Sequence[PlannedDocument], orders: dict[str, Order], returns: dict[str, Return]
) -> None:
    """Write down what every row became."""
    documents = SalesDocument.objects.bulk_create(
        SalesDocument(
            run=batch.run,
            source=SOURCE,
            channel=batch.run.channel,
            name=plan.name,
            digest=plan.digest,
            is_credit=plan.is_credit,
            order=orders.get(plan.key),
            handed_in=returns.get(plan.key),
        )
        for plan in plans
    )
    for document, plan in zip(documents, plans, strict=True):
        plan.booked = [document.pk]
    rows = (row for document, plan in zip(documents, plans, strict=True) for row in _rows(document, plan))
    copy_rows(model=SalesRow, fields=_ROW_FIELDS, rows=rows)


_ROW_FIELDS = (
    *("document", "number", "position", "month", "code", "has_customer"),
    *("quantity", "unit_price", "outcome", "reason"),
)


def _rows(document: SalesDocument, plan: PlannedDocument) -> Iterator[tuple[Any, ...]]:
    for place, verdict in enumerate(plan.verdicts):
        row = verdict.row
        yield (
            *(document.pk, row.number, place, month_of(verdict), row.code, bool(row.customer)),
            *(row.quantity, row.price, verdict.outcome.value, verdict.reason.value if verdict.reason else ""),
        )
