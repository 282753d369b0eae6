"""Seats: given and ended, never changed."""

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext

from network import membership
from network.admin.desk import Desk, SafeModelForm, refusal_of
from network.collation import by_name
from network.models import Body, Organisation, Person, Seat


class GiveSeatForm(SafeModelForm):
    class Meta:
        model = Seat
        fields = ("person", "body", "organisation", "role", "deputises_for", "field", "starts_at")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.now = timezone.now()
        self.fields["person"].queryset = Person.objects.filter(is_system=False).order_by(by_name(), "pk")
        self.fields["body"].queryset = Body.objects.order_by(by_name())
        self.fields["organisation"].queryset = Organisation.objects.order_by(by_name())
        self.fields["deputises_for"].queryset = (
            Seat.objects.at(self.now).with_names().order_by(by_name("person__name"))
        )
        self.fields["starts_at"].required = False
        self.fields["starts_at"].help_text = gettext("La feltet stå tomt når rollen begynner nå.")

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        same = {name: cleaned[name] for name in ("person", "body", "organisation", "role")}
        if Seat.objects.filter(**same, ends_at=None).exists():
            self.add_error("role", gettext("Personen har allerede denne rollen her."))
        elif refusal := refusal_of(lambda: self.give(actor=cleaned["person"])):
            self.add_error(refusal.field if refusal.field in self.fields else None, refusal.sentence)
        return cleaned

    def give(self, *, actor):
        given = dict(self.cleaned_data)
        person, body = given.pop("person"), given.pop("body")
        return membership.seat(person, body, actor=actor, now=self.now, **given)


class EndSeatForm(SafeModelForm):
    """A seat that is held is ended, never changed: to move someone, end one and give another."""

    class Meta:
        model = Seat
        fields = ("ends_at",)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.now = timezone.now()
        if "ends_at" in self.fields:
            self.fields["ends_at"].required = True

    def clean(self):
        cleaned = super().clean()
        ends_at = cleaned.get("ends_at")
        if ends_at is None or "ends_at" not in self.changed_data:
            return cleaned
        if ends_at <= self.instance.starts_at:
            self.add_error("ends_at", gettext("Rollen må slutte etter at den begynner."))
        elif refusal := refusal_of(lambda: self.end(actor=self.instance.person)):
            self.add_error(refusal.field, refusal.sentence)
        return cleaned

    def end(self, *, actor):
        held, ends_at = self.instance, self.cleaned_data["ends_at"]
        membership.end_seat(held, actor=actor, now=self.now, ends_at=ends_at)


@admin.register(Seat)
class SeatAdmin(Desk):
    list_display = ("person", "role", "body", "organisation", "starts_at", "ends_at")
    list_filter = ("role", "body__kind")
    list_select_related = ("person", "body", "organisation")
    search_fields = ("person__name", "person__email", "body__name", "organisation__name")
    ordering = ("-starts_at", "pk")

    def get_form(self, request, obj=None, **kwargs):
        return super().get_form(request, obj, **kwargs | {"form": EndSeatForm if obj else GiveSeatForm})

    def get_fields(self, request, obj=None):
        return (*GiveSeatForm.Meta.fields, "ends_at") if obj else GiveSeatForm.Meta.fields

    def get_readonly_fields(self, request, obj=None):
        if obj is None:
            return ()
        is_over = obj.ends_at is not None and obj.ends_at <= timezone.now()
        return (*GiveSeatForm.Meta.fields, "ends_at") if is_over else GiveSeatForm.Meta.fields

    def save_model(self, request, obj, form, change):
        if not change:
            obj.pk = form.give(actor=request.user).pk
        elif "ends_at" in form.changed_data:
            form.end(actor=request.user)
