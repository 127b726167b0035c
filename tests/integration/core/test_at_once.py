"""Operations carried out at once leave what they leave one by one, and can be taken back."""

import pytest
from django.db import connection, models
from django.db.migrations import AddConstraint, AddField, AddIndex, AlterField, CreateModel, Migration
from django.db.migrations.state import ProjectState

from apps.core.at_once import AtOnce

pytestmark = pytest.mark.django_db

VASE = CreateModel("Vase", [("id", models.BigAutoField(primary_key=True)), ("height", models.IntegerField())])
SHELVES = [
    CreateModel("Shelf", [("id", models.BigAutoField(primary_key=True))]),
    AddField("shelf", "name", models.CharField(max_length=20, default="")),
    AddField("shelf", "vases", models.ManyToManyField("core.Vase")),
    AddConstraint("shelf", models.UniqueConstraint(fields=["name"], name="core_shelf_once")),
    AddField("vase", "shelf", models.ForeignKey("core.Shelf", models.CASCADE, null=True)),
    AlterField("vase", "height", models.BigIntegerField()),
    AddIndex("vase", models.Index(fields=["height"], name="core_vase_height")),
]


@pytest.fixture
def vases():
    return apply(VASE, state=ProjectState())


def migration(*operations):
    unsaved = Migration("0001_vases", "core")
    unsaved.operations = operations
    return unsaved


def apply(*operations, state):
    with connection.schema_editor() as editor:
        return migration(*operations).apply(state.clone(), editor)


def unapply(*operations, state):
    with connection.schema_editor() as editor:
        migration(*operations).unapply(state.clone(), editor)


def schema():
    """Return every column, constraint and index of the tables made here."""
    ours = "~ '^core_(vase|shelf)'"
    questions = (
        f"SELECT table_name, column_name, udt_name FROM information_schema.columns WHERE table_name {ours}",
        f"SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid::regclass::text {ours}",
        f"SELECT indexdef FROM pg_indexes WHERE tablename {ours}",
    )
    with connection.cursor() as cursor:
        return [sorted(cursor.execute(question).fetchall()) for question in questions]


def test_the_tables_are_those_of_the_same_operations_one_by_one(vases):
    models_one_by_one = apply(*SHELVES, state=vases).models
    one_by_one = schema()
    unapply(*SHELVES, state=vases)

    models_at_once = apply(AtOnce(SHELVES), state=vases).models

    assert schema() == one_by_one
    assert models_at_once == models_one_by_one


def test_it_can_be_taken_back(vases):
    before = schema()
    apply(AtOnce(SHELVES), state=vases)
    assert schema() != before

    unapply(AtOnce(SHELVES), state=vases)

    assert schema() == before
