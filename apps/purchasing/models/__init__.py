"""Suppliers and their terms, purchase orders, receipts, and what goods turned out to cost."""

from .costs import InvoicedPrice, LandedCost, LandedShare
from .orders import PurchaseOrder, PurchaseOrderLine
from .proposals import ReplenishmentProposal
from .receipts import GoodsReceipt, GoodsReceiptLine, SupplierReturn, SupplierReturnLine
from .suppliers import ExchangeRate, PriceBreak, Supplier, SupplierAgreement

__all__ = [
    "ExchangeRate",
    "GoodsReceipt",
    "GoodsReceiptLine",
    "InvoicedPrice",
    "LandedCost",
    "LandedShare",
    "PriceBreak",
    "PurchaseOrder",
    "PurchaseOrderLine",
    "ReplenishmentProposal",
    "Supplier",
    "SupplierAgreement",
    "SupplierReturn",
    "SupplierReturnLine",
]
