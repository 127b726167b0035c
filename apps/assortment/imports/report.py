"""What an import did or would do, in numbers and in the lines that a person should look at."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from apps.catalog.services.planning import Plan
from apps.catalog.types import Change, Problem
from apps.catalog.words import describe

MOST_LISTED = 500
"""Problems and changes that are kept; the rest is counted, so that memory and the stored result stay small."""


@dataclass(slots=True)
class Tally:
    """How many are new, changed, the same, refused."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0

    @property
    def total(self) -> int:
        return self.new + self.changed + self.unchanged + self.refused


@dataclass(slots=True)
class ImportReport:
    """Products, what is sold of them, prices and stock; errors and warnings; what would change."""

    file: str
    format: str
    is_preview: bool
    is_applied: bool = False
    rows: int = 0
    products: Tally = field(default_factory=Tally)
    sellables: Tally = field(default_factory=Tally)
    prices: int = 0
    reductions: int = 0
    stock_units: int = 0
    pictures: int = 0
    error_count: int = 0
    warning_count: int = 0
    errors: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    changes: list[dict[str, Any]] = field(default_factory=list)

    def note(self, problems: Iterable[Problem]) -> None:
        """Count the problems and keep the first of them."""
        for problem in problems:
            kept = self.errors if problem.is_error else self.warnings
            if problem.is_error:
                self.error_count += 1
            else:
                self.warning_count += 1
            if len(kept) < MOST_LISTED:
                kept.append(problem)

    def count(self, plan: Plan, *, price_changes: Sequence[Change]) -> None:
        """Count a product that can be saved, and keep what it would change."""
        if plan.is_new:
            self.products.new += 1
        elif plan.is_changed or price_changes:
            self.products.changed += 1
            self._keep_changes(plan, price_changes)
        else:
            self.products.unchanged += 1
        for row in plan.rows:
            if row.sellable is None:
                continue
            if row.is_new:
                self.sellables.new += 1
            elif row.changes:
                self.sellables.changed += 1
            else:
                self.sellables.unchanged += 1

    def as_json(self) -> dict[str, Any]:
        """Return the report for scripts and for keeping: codes with their parameters, and words as well."""
        answer = asdict(self)
        answer["preview"], answer["applied"] = answer.pop("is_preview"), answer.pop("is_applied")
        for name in ("errors", "warnings"):
            found: list[Problem] = getattr(self, name)
            answer[name] = [{**asdict(problem), "message": describe(problem)} for problem in found]
        return answer

    def _keep_changes(self, plan: Plan, price_changes: Sequence[Change]) -> None:
        if len(self.changes) >= MOST_LISTED:
            return
        own = [change for row in plan.rows for change in row.changes]
        changes = [asdict(change) for change in (*own, *price_changes)]
        title = next(iter(plan.draft.titles.values()), "") or next(iter(plan.draft.references), "")
        if changes:
            self.changes.append({"line": plan.draft.line, "title": title, "changes": changes})


def problems_of(stored: Iterable[dict[str, Any]]) -> list[Problem]:
    """Return problems as they were kept with a run, for words in the reader's language."""
    names = Problem.__dataclass_fields__
    return [Problem(**{name: value for name, value in each.items() if name in names}) for each in stored]
