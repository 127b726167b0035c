"""Our one step to Oscar's tables ends where Oscar's own history ends, and stands for all of it.

Where one of these fails after an upgrade of Oscar: docs/decisions/storefront-oscars-past-in-one-step.md.
"""

import pkgutil
from importlib import import_module

import pytest
from django.db import connection
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.graph import MigrationGraph
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState
from django.db.models.options import normalize_together

OSCAR = {
    "reviews": "oscar.apps.catalogue.reviews.migrations",
    **{
        label: f"oscar.apps.{label}.migrations"
        for label in (
            "address",
            "analytics",
            "basket",
            "catalogue",
            "communication",
            "customer",
            "offer",
            "order",
            "partner",
            "payment",
            "shipping",
            "voucher",
            "wishlists",
        )
    },
}
STANDS_ON = {"accounts", "auth", "channels", "contenttypes", "flatpages", "sites"}


@pytest.fixture(scope="module")
def ours():
    """Return our migrations that stand for Oscar's."""
    migrations = MigrationLoader(None, replace_migrations=False).disk_migrations
    return {key: one for key, one in migrations.items() if key[0] in OSCAR and one.replaces}


def state_after(wanted: set[tuple[str, str]]) -> ProjectState:
    """Return the models as these migrations leave them, and those of the apps that they stand on."""
    loader = MigrationLoader(None, load=False)
    loader.load_disk()
    loader.disk_migrations = {
        key: one for key, one in loader.disk_migrations.items() if key[0] in STANDS_ON or key in wanted
    }
    loader.graph = MigrationGraph()
    for key, migration in loader.disk_migrations.items():
        loader.graph.add_node(key, migration)
    for add_dependencies in (loader.add_internal_dependencies, loader.add_external_dependencies):
        for key, migration in loader.disk_migrations.items():
            add_dependencies(key, migration)
    loader.graph.validate_consistency()
    state = loader.graph.make_state()
    for model in state.models.values():  # Oscar writes lists of lists, which can't be compared
        model.options["unique_together"] = set(normalize_together(model.options.get("unique_together", ())))
    return state


@pytest.mark.parametrize("label", OSCAR)
def test_every_migration_of_the_installed_oscar_is_stood_for(label, ours):
    package = import_module(OSCAR[label])

    installed = {(label, name) for _, name, _ in pkgutil.iter_modules(package.__path__)}

    stood_for = [key for migration in ours.values() for key in migration.replaces if key[0] == label]
    assert sorted(stood_for) == sorted(installed)


def test_the_models_are_those_that_oscars_own_migrations_end_with(ours, settings):
    in_one_step = {key: one for key, one in ours.items() if "_oscar" in key[1]}
    step_by_step = {key for one in in_one_step.values() for key in one.replaces}
    reached = state_after(set(in_one_step))
    settings.MIGRATION_MODULES = OSCAR
    expected = state_after(step_by_step)

    assert set(reached.models) == set(expected.models)
    assert MigrationAutodetector(reached, expected)._detect_changes() == {}


@pytest.mark.django_db
def test_a_database_with_oscars_own_history_needs_nothing(ours):
    recorder = MigrationRecorder(connection)
    for label, name in ours:
        recorder.record_unapplied(label, name)
    executor = MigrationExecutor(connection)

    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []
    executor.loader.check_consistent_history(connection)
