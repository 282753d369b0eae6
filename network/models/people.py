from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class PersonManager(BaseUserManager):
    def create_user(self, email, password=None, **fields):
        person = self.model(email=self.normalize_email(email).lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def system(self):
        """The person jobs act as. It holds no seat, so it may do only what a table gives the system."""
        return self.get(is_system=True)


class Person(AbstractBaseUser, PermissionsMixin):
    """Someone who signs in. What they may do follows from their seats, never from a flag here."""

    email = models.EmailField(_("e-post"), unique=True)
    name = models.CharField(_("navn"), max_length=120)
    # Empty: not chosen, and so whatever the browser asks for. Mail is then in bokmål.
    language = models.CharField(_("språk"), max_length=5, blank=True, choices=settings.LANGUAGES)
    is_active = models.BooleanField(_("kan logge inn"), default=True)
    is_staff = models.BooleanField(_("driver systemet"), default=False)
    is_system = models.BooleanField(default=False, editable=False)
    is_invented = models.BooleanField(_("oppdiktet"), default=False)
    joined_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = PersonManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("personer")
        constraints = [
            models.UniqueConstraint(
                fields=["is_system"], condition=models.Q(is_system=True), name="one_system_person"
            )
        ]

    def __str__(self):
        return self.name
