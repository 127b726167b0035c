"""Stock: what lies where, what is promised, and the ledger that explains it.

available = on hand - allocated - held - safety stock. On hand changes only with a movement; allocated and
held never touch it.
"""

from .costs import CostEntry, ProductCost
from .counts import CountEntry, CountLine, CountTag, StockCount
from .incoming import ScheduledReceipt
from .levels import StockLevel, StockMonth
from .limits import ChannelBuffer, ChannelReserve, LowStockAlert, LowStockRule
from .movements import StockMovement
from .promises import Allocation, Hold
from .transfers import Transfer, TransferLine, TransferReceipt

__all__ = [
    "Allocation",
    "ChannelBuffer",
    "ChannelReserve",
    "CostEntry",
    "CountEntry",
    "CountLine",
    "CountTag",
    "Hold",
    "LowStockAlert",
    "LowStockRule",
    "ProductCost",
    "ScheduledReceipt",
    "StockCount",
    "StockLevel",
    "StockMonth",
    "StockMovement",
    "Transfer",
    "TransferLine",
    "TransferReceipt",
]
