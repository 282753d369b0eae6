from django.db import models
from django.utils.translation import gettext_lazy as _


class OwnerElsewhere(models.Model):
    """Who answers for a matter outside the network: «Hvem eier hva». Kept in the admin as a vocabulary."""

    name = models.CharField(_("navn"), max_length=160, unique=True)
    owns = models.CharField(_("eier"), max_length=300, help_text=_("Hva de har ansvaret for, i én setning."))
    contact = models.CharField(_("slik når du dem"), max_length=200, blank=True)
    url = models.URLField(_("adresse"), max_length=300)

    class Meta:
        verbose_name = _("eier utenfor nettverket")
        verbose_name_plural = _("eiere utenfor nettverket")

    def __str__(self):
        return self.name
