"""People and their roles, for owners."""

from django.contrib import admin

from .models import LocationAccess, StaffRole, User


class LocationAccessInline(admin.TabularInline[LocationAccess, StaffRole]):
    model = LocationAccess
    extra = 0


@admin.register(User)
class UserAdmin(admin.ModelAdmin[User]):
    list_display = ("email", "first_name", "last_name", "phone", "is_staff", "is_active")
    list_filter = ("is_staff", "is_active")
    search_fields = ("email", "phone", "first_name", "last_name")
    fields = (
        "email",
        "phone",
        "first_name",
        "last_name",
        "language",
        "is_staff",
        "is_active",
        "is_superuser",
    )


@admin.register(StaffRole)
class StaffRoleAdmin(admin.ModelAdmin[StaffRole]):
    list_display = ("user", "role", "all_locations")
    list_filter = ("role",)
    autocomplete_fields = ("user",)
    inlines = (LocationAccessInline,)
