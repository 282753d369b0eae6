from django.db import models


class OwnerElsewhere(models.Model):
    """Who answers for a matter outside the network: «Hvem eier hva». Kept in the admin as a vocabulary."""

    name = models.CharField("navn", max_length=160, unique=True)
    owns = models.CharField("eier", max_length=300, help_text="Hva de har ansvaret for, i én setning.")
    contact = models.CharField("slik når du dem", max_length=200, blank=True)
    url = models.URLField("adresse", max_length=300)

    class Meta:
        verbose_name = "eier utenfor nettverket"
        verbose_name_plural = "eiere utenfor nettverket"

    def __str__(self):
        return self.name
