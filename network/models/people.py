from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.utils import timezone


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

    email = models.EmailField("e-post", unique=True)
    name = models.CharField("navn", max_length=120)
    is_active = models.BooleanField("kan logge inn", default=True)
    is_staff = models.BooleanField("driver systemet", default=False)
    is_system = models.BooleanField(default=False, editable=False)
    is_invented = models.BooleanField("oppdiktet", default=False)
    joined_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = PersonManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = "person"
        verbose_name_plural = "personer"
        constraints = [
            models.UniqueConstraint(
                fields=["is_system"], condition=models.Q(is_system=True), name="one_system_person"
            )
        ]

    def __str__(self):
        return self.name
