"""Ledgers: rows that are written once. The model refuses to change them, and so does the database."""

from typing import Any, NoReturn, TypeVar

from django.db import migrations, models

M = TypeVar("M", bound=models.Model)


class LedgerRewrite(TypeError):
    """Somebody tried to change or delete a ledger row: a programming error."""


class AppendOnlyQuerySet(models.QuerySet[M]):
    def update(self, **kwargs: Any) -> NoReturn:
        raise LedgerRewrite(f"{self.model.__name__} rows are never changed")

    def delete(self) -> NoReturn:
        raise LedgerRewrite(f"{self.model.__name__} rows are never deleted")


class AppendOnlyModel(models.Model):
    """A row that is inserted once and never changed again."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise LedgerRewrite(f"{type(self).__name__} rows are never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise LedgerRewrite(f"{type(self).__name__} rows are never deleted")


def forbid_changes(table: str) -> migrations.RunSQL:
    """Return the migration operation that makes the database refuse UPDATE and DELETE on the table."""
    return migrations.RunSQL(
        sql=f"""
        CREATE OR REPLACE FUNCTION core_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '% is a ledger: rows are never changed or deleted', TG_TABLE_NAME; END $$;
        CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION core_refuse_change();
        """,
        reverse_sql=f"DROP TRIGGER {table}_append_only ON {table};",
    )
