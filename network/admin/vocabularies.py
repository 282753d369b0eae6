"""What is chosen from: organisations, regions, regulations, and who owns what."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from network import search
from network.admin.desk import Desk, SafeModelForm
from network.models import Organisation, OwnerElsewhere, Phase, Region, Regulation, Remit


class OrganisationForm(SafeModelForm):
    def clean(self):
        cleaned = super().clean()
        if cleaned.get("successor") and not cleaned.get("ended_on"):
            self.add_error(
                "ended_on", gettext("Når en etterfølger er valgt, må du også si når denne ble avsluttet.")
            )
        return cleaned


@admin.register(Organisation)
class OrganisationAdmin(Desk):
    form = OrganisationForm
    list_display = ("name", "short_name", "kind", "region", "ended_on", "successor")
    list_filter = ("kind", "region")
    list_select_related = ("region", "successor")
    search_fields = ("name", "short_name", "org_number")
    ordering = ("name",)
    prepopulated_fields = {"slug": ("name",)}


@admin.register(Region)
class RegionAdmin(Desk):
    list_display = ("name",)
    ordering = ("name",)
    prepopulated_fields = {"slug": ("name",)}


class WordsField(forms.CharField):
    """A list of words, written with commas between."""

    def prepare_value(self, value):
        return ", ".join(value) if isinstance(value, list) else value

    def to_python(self, value):
        if isinstance(value, list):
            return value
        return [word.strip() for word in (value or "").split(",") if word.strip()]


class RegulationForm(SafeModelForm):
    phases = forms.MultipleChoiceField(
        label=_("Faser"),
        required=False,
        choices=[(phase.value, phase.label) for phase in Phase if phase != Phase.ENDED],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("La stå tomt når det gjelder på tvers av fasene."),
    )
    topics = WordsField(label=_("Tema"), required=False, help_text=_("Skill med komma."))


@admin.register(Regulation)
class RegulationAdmin(Desk):
    form = RegulationForm
    list_display = ("title", "kind", "owner_name", "status")
    list_filter = ("kind",)
    search_fields = ("title", "short_name", "owner_name")
    ordering = ("title",)
    prepopulated_fields = {"slug": ("title",)}

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        search.index(obj)


@admin.register(OwnerElsewhere)
class OwnerElsewhereAdmin(Desk):
    list_display = ("name", "owns", "contact")
    search_fields = ("name", "owns")
    ordering = ("name",)


@admin.register(Remit)
class RemitAdmin(Desk):
    list_display = ("organisation", "area", "starts_on", "ends_on")
    list_select_related = ("organisation",)
    search_fields = ("organisation__name", "area")
    ordering = ("organisation__name", "pk")
