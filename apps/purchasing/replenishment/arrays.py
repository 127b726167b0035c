"""Names for the arrays that the arithmetic works on: one number for each series."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]
Table = NDArray[Any]
