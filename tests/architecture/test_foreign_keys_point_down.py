"""Foreign keys, like imports, point to lower layers: import-linter can't see those named by a string."""

from collections.abc import Iterator

from django.apps import apps
from django.db.models import Field, Model

from tests.architecture.layers import apps_by_height


def owner(model: type[Model]) -> str | None:
    """Return which of our apps a model belongs to, None if it isn't ours."""
    package, _, rest = model.__module__.partition(".")
    return rest.split(".")[0] if package == "apps" else None


def own_relations(model: type[Model]) -> Iterator["Field[object, object]"]:
    """Yield the model's own foreign keys, not those it has from a library's abstract model."""
    inherited = {
        field.name
        for parent in model.__mro__[1:]
        if hasattr(parent, "_meta") and not parent.__module__.startswith("apps.")
        for field in parent._meta.local_fields
    }
    for field in model._meta.local_fields + model._meta.local_many_to_many:
        if field.is_relation and field.name not in inherited:
            yield field


def test_every_foreign_key_points_down_or_stays_in_its_app():
    height = apps_by_height()
    upwards = [
        f"{model.__name__}.{field.name} -> {field.related_model.__name__}"
        for model in apps.get_models(include_auto_created=True)
        if (here := owner(model))
        for field in own_relations(model)
        if (there := owner(field.related_model)) and there != here and height[there] >= height[here]
    ]

    assert upwards == []


def test_every_app_has_its_layer():
    ours = {owner(model) for model in apps.get_models()} - {None}

    assert ours <= apps_by_height().keys()
