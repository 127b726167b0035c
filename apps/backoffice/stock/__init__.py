"""Stock levels: what lies where and why, and corrections by hand."""
