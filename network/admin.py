"""The administrator's desk: people, bodies, seats and vocabularies, never cases.

A seat is given and ended by the job functions, as everywhere else. Nothing here is deleted: what has
ended gets an end, so that what was done stays true.
"""

import allauth.account.admin
import allauth.mfa.admin
import allauth.socialaccount.admin
import allauth.usersessions.admin  # noqa: F401
from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from network import membership, outbox, second_factor
from network.collation import by_name
from network.composition import expect
from network.deadlines import local_day
from network.fora import overlapping
from network.forms import SafeTextMixin
from network.models import (
    AccountTurn,
    Body,
    Forum,
    Mail,
    Organisation,
    OwnerElsewhere,
    Person,
    Phase,
    Place,
    Region,
    Regulation,
    Remit,
    Seat,
    SecretariatTurn,
)
from network.workflow import Refused
from network.writing import writing

# One door: the admin's own would let a password alone in.
admin.site.login = secure_admin_login(admin.site.login)
admin.site.site_header = _("Løft: drift")
admin.site.site_title = _("Løft: drift")
admin.site.index_title = _("Personer, roller og grunndata")
admin.site.unregister(Group)
admin.site.unregister(EmailAddress)
admin.site.unregister(Authenticator)
admin.site.unregister(SocialAccount)
admin.site.unregister(SocialApp)
admin.site.unregister(SocialToken)
admin.site.unregister(UserSession)


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


class EmailInLowerCase(SafeTextMixin):
    def clean_email(self):
        return self.cleaned_data["email"].lower()


class NewPersonForm(EmailInLowerCase, AdminUserCreationForm):
    class Meta:
        model = Person
        fields = ("email", "name")


class PersonForm(EmailInLowerCase, UserChangeForm):
    pass


@admin.register(Person)
class PersonAdmin(Desk, UserAdmin):
    form = PersonForm
    add_form = NewPersonForm
    list_display = ("name", "email", "is_active", "is_staff")
    list_filter = ("is_active", "is_staff", "is_invented")
    search_fields = ("name", "email")
    ordering = ("name", "pk")
    filter_horizontal = ()
    fieldsets = ((None, {"fields": ("name", "email", "password", "is_active", "is_staff", "is_invented")}),)
    add_fieldsets = ((None, {"fields": ("name", "email", "usable_password", "password1", "password2")}),)
    inlines = (SeatsOf,)
    actions = ("reset_second_factor",)

    def get_queryset(self, request):
        return super().get_queryset(request).filter(is_system=False)

    @admin.action(description=_("Nullstill totrinnsinnlogging"))
    def reset_second_factor(self, request, queryset):
        for person in queryset:
            second_factor.reset(person, actor=request.user, now=timezone.now())
        self.message_user(request, gettext("Totrinnsinnlogging er nullstilt."))

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if change and "is_active" in form.changed_data:
            AccountTurn.objects.create(person=obj, was_active=not obj.is_active, until=timezone.now())


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


@admin.register(Mail)
class MailAdmin(Desk):
    """Mail that a crash left uncertain. A person says what became of it; what it says is not shown here."""

    list_display = ("to", "due", "times_tried")
    fields = readonly_fields = ("to", "due", "times_tried", "fate")
    actions = ("send_again", "count_as_sent")

    def get_queryset(self, request):
        return super().get_queryset(request).filter(state=Mail.State.UNCERTAIN)

    def has_add_permission(self, request):
        return False

    @admin.display(description=_("Til"), ordering="address")
    def to(self, mail):
        return mail.address

    @admin.display(description=_("Skulle sendes"), ordering="due_at")
    def due(self, mail):
        return mail.due_at

    @admin.display(description=_("Antall forsøk"))
    def times_tried(self, mail):
        return mail.attempts

    @admin.display(description=_("Status"))
    def fate(self, mail):
        return mail.get_state_display()

    @admin.action(description=_("Send på nytt"))
    def send_again(self, request, mails):
        self._resolve(request, mails, send_again=True)

    @admin.action(description=_("Regn som sendt"))
    def count_as_sent(self, request, mails):
        self._resolve(request, mails, send_again=False)

    def _resolve(self, request, mails, *, send_again):
        now = timezone.now()
        done = sum(outbox.resolve_uncertain(mail, send_again=send_again, now=now) for mail in mails)
        self.message_user(request, gettext("{done} e-poster er avklart.").format(done=done))
