"""The design system in templates: everything of apps/core/tags under one {% load bottega %}."""

from django import template

from apps.core.tags import facts, figures, identity, parts

register = template.Library()

for part in (identity, figures, facts, parts):
    register.tags.update(part.register.tags)
    register.filters.update(part.register.filters)
