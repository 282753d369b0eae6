"""Bodies, and who should sit in them."""

from django import forms
from django.contrib import admin
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from network.admin.desk import Desk, SafeModelForm, SeatsOf, refusal_of
from network.composition import expect
from network.deadlines import local_day
from network.fora import overlapping
from network.models import Body, Forum, Person, Place, SecretariatTurn


class BodyForm(SafeModelForm):
    """Says in words what the constraints of the table demand, and shows what exists before another is made."""

    anyway = forms.BooleanField(
        label=_("Jeg har sett på dem som ligner, og det trengs en ny likevel"), required=False
    )

    def clean(self):
        cleaned = super().clean()
        if self.instance.pk is None and not cleaned.get("anyway"):
            listed = Forum.objects.filter(status=Forum.Status.LISTED)
            if there := overlapping(cleaned.get("name", ""), cleaned.get("mandate", ""), listed):
                self.add_error("anyway", _exists_already(there))
        if cleaned.get("successor") and not cleaned.get("ends_on"):
            self.add_error(
                "ends_on", gettext("Når en etterfølger er valgt, må du også si når dette ble avsluttet.")
            )
        if cleaned.get("successor") == self.instance:
            self.add_error("successor", gettext("Velg en annen enn denne selv."))
        if self._ends_looking_back(cleaned.get("ends_on")):
            self.add_error(
                "ends_on", gettext("Et sekretariat avsluttes frem i tid: det som er gjort til nå, står.")
            )
        if cleaned.get("kind") == Body.Kind.REGIONAL_NETWORK and not cleaned.get("region"):
            self.add_error("region", gettext("Et regionalt nettverk hører til en helseregion."))
        return cleaned

    def _ends_looking_back(self, ends_on):
        """Who was told of what until today is reckoned from whom it served."""
        is_new = "ends_on" in self.changed_data and ends_on and ends_on <= local_day(timezone.now())
        return is_new and self.instance.pk and self.instance.serves.exists()


def _exists_already(fora):
    """What exists, as the refusal to make another unseen."""
    told = [
        gettext("{name} ({level}, eies av {owner}): {purpose}").format(
            name=forum.name, level=forum.get_level_display(), owner=forum.owner, purpose=forum.purpose
        )
        for forum in fora
    ]
    return [gettext("Finnes det allerede? Se på disse, og kryss av hvis det trengs en ny likevel."), *told]


# What exists is shown before another is made (the letters on the hearing: do not duplicate networks).
LOOK_FIRST = _(
    'Finnes det alt et forum for dette? Se <a href="{address}">Fora og miljøer</a> før du lager et nytt.'
)
KEEPS_ITS_NAME = _(
    "Navn og type kan ikke endres, fordi gamle beslutninger leses med dem. "
    "Skal den ha et nytt navn, lager du en ny og velger den som etterfølger her."
)


@admin.register(Body)
class BodyAdmin(Desk):
    form = BodyForm
    list_display = ("name", "kind", "owner", "region", "starts_on", "ends_on", "successor")
    list_filter = ("kind", "region")
    list_select_related = ("owner", "region", "successor")
    search_fields = ("name",)
    ordering = ("name",)
    prepopulated_fields = {"slug": ("name",)}
    inlines = (SeatsOf,)

    def get_readonly_fields(self, request, obj=None):
        """Once someone has sat in it, it keeps its name and kind: old decisions are read with them."""
        return ("name", "kind") if obj and obj.seats.exists() else ()

    def get_fieldsets(self, request, obj=None):
        [(title, shown)] = super().get_fieldsets(request, obj)
        if obj is not None:
            shown["fields"] = [name for name in shown["fields"] if name != "anyway"]
        else:
            shown |= {"description": format_html(LOOK_FIRST, address=reverse("forum-list"))}
        if self.get_readonly_fields(request, obj):
            shown |= {"description": KEEPS_ITS_NAME}
        return [(title, shown)]

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else self.prepopulated_fields

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if change and "secretariat" in form.changed_data:
            was = form.initial["secretariat"]
            SecretariatTurn.objects.create(body=obj, was_id=was, until=timezone.now())


class PlaceForm(SafeModelForm):
    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        if refusal := refusal_of(lambda: self.expect(actor=None)):
            self.add_error(refusal.field, refusal.sentence)
        return cleaned

    def expect(self, *, actor):
        given = {name: self.cleaned_data[name] for name in PLACE_FIELDS}
        actor = actor or Person.objects.system()
        return expect(given.pop("body"), actor=actor, seat=None, now=timezone.now(), **given)


PLACE_FIELDS = ("body", "field", "region", "organisation", "count")


@admin.register(Place)
class PlaceAdmin(Desk):
    """Who should sit where. What no longer counts is taken away on the body's own page, with its date."""

    form = PlaceForm
    list_display = ("body", "field", "region", "organisation", "count", "ended_at")
    list_filter = ("body__kind", "field", "region")
    list_select_related = ("body", "region", "organisation")
    search_fields = ("body__name", "organisation__name")
    ordering = ("body__name", "pk")

    def has_change_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        obj.pk = form.expect(actor=request.user).pk
