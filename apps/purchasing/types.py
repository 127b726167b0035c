"""What is said to and by purchasing. Prices are in the supplier's currency, costs in the company's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .terms import Break, Terms


@dataclass(frozen=True, slots=True)
class SupplierFacts:
    """All that is known of a supplier."""

    code: str
    name: str
    currency: str
    language: str
    email: str = ""
    phone: str = ""
    address: str = ""
    vat_number: str = ""
    lead_days: int = 7
    minimum_order: Decimal = Decimal(0)
    payment_terms: str = ""
    tolerance_percent: Decimal = Decimal(0)
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class NewAgreement:
    """Terms for a product from a day on, until another day if one is named."""

    product_id: int
    breaks: Sequence[Break]
    valid_from: date
    valid_to: date | None = None
    supplier_sku: str = ""
    pack_size: int = 1
    minimum_quantity: int = 1
    lead_days: int | None = None
    is_preferred: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """A supplier that sells a product now, and on what terms."""

    agreement_id: int
    supplier_id: int
    product_id: int
    terms: Terms
    currency: str
    lead_days: int
    supplier_sku: str
    is_preferred: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """Units of a product that a location needs; from a certain supplier, or from whom it is best bought."""

    product_id: int
    location_id: int
    quantity: int
    supplier_id: int | None = None


@dataclass(frozen=True, slots=True)
class Arrived:
    """Units of a product that a delivery brought; the price only where it isn't the agreed one."""

    product_id: int
    quantity: int
    damaged: int = 0
    reason: str = ""
    unit_price: Decimal | None = None


@dataclass(frozen=True, slots=True)
class SentBack:
    """Units of a product that go back to whom they came from."""

    product_id: int
    quantity: int
    from_quarantine: bool = False


@dataclass(frozen=True, slots=True)
class CostShare:
    """What one line of a receipt carries of a cost, and what a unit of it costs then."""

    line_id: int
    product_id: int
    units: int
    amount: Decimal

    @property
    def per_unit(self) -> Decimal:
        """Return the amount for one unit, to four decimals."""
        return (self.amount / self.units).quantize(Decimal("0.0001"))
