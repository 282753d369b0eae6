"""People and how they sign in."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from network import second_factor
from network.admin.desk import Desk, SeatsOf
from network.forms import SafeTextMixin
from network.models import AccountTurn, Person


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
