"""What a timeline shows of an act."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Event:
    """An act: when, what in the reader's words, by whom, and what there is to say about it."""

    at: datetime
    title: str
    actor: str
    detail: str = ""
    tone: str = ""
