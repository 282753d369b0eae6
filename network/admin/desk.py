"""What every page of the administrator's desk shares: who may, and what is never deleted."""

from django import forms
from django.contrib import admin
from django.db import models, transaction
from django.utils.translation import gettext

from network.forms import SafeTextMixin
from network.models import Seat
from network.workflow import Refused
from network.writing import writing


def refusal_of(job):
    """What the job function would refuse, without doing it: the one place that knows the rule is asked."""
    try:
        with writing():
            job()
            transaction.set_rollback(True)
    except Refused as refusal:
        return refusal
    return None


class SafeModelForm(SafeTextMixin, forms.ModelForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].label = gettext("Kortnavn, med små bokstaver og bindestrek")


class Desk(admin.ModelAdmin):
    """Open to whoever runs the machine (`is_staff`, which the admin site itself asks for)."""

    form = SafeModelForm
    list_per_page = 50
    show_full_result_count = False
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def get_inlines(self, request, obj):
        return self.inlines if obj else ()

    def has_module_permission(self, request):
        return True

    def has_view_permission(self, request, obj=None):
        return request.user.is_staff

    has_change_permission = has_view_permission

    def has_add_permission(self, request):
        return request.user.is_staff

    def has_delete_permission(self, request, obj=None):
        return False


class SeatsOf(admin.TabularInline):
    """The seats, to read: they are given and ended on their own page."""

    model = Seat
    fk_name = None
    fields = readonly_fields = ("person", "body", "role", "organisation", "starts_at", "ends_at")
    extra = 0
    can_delete = False
    show_change_link = True

    def get_queryset(self, request):
        return super().get_queryset(request).with_names().order_by("-starts_at", "pk")

    def has_view_permission(self, request, obj=None):
        return request.user.is_staff

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False
