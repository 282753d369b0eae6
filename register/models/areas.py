from django.db import models
from django.utils.translation import gettext_lazy as _


class ClinicalArea(models.Model):
    """A clinical area, as projects have told it: a list that grows as members tell, to choose from and to seek in."""

    name = models.CharField(_("fagområde"), max_length=80, unique=True)

    class Meta:
        verbose_name = _("fagområde")
        verbose_name_plural = _("fagområder")

    def __str__(self):
        return self.name
