"""The bank's identifiers: a kind and a random part, such as ch_9f0c…"""

from secrets import token_hex


def new_id(prefix: str) -> str:
    return f"{prefix}_{token_hex(12)}"
