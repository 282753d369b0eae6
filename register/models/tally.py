"""How many projects there are of each sort, kept so that figures need not read all of them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from network.models import Organisation, Phase
from network.reach import Reach
from register.models.projects import Project, seen_as_it_stands


class TallyQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """What a viewer sees by reach. Their own projects that reach does not show them are counted apart."""
        return self.filter(seen_as_it_stands(viewer))

    def norwegian(self):
        return self.filter(country="Norge")


class Tally(models.Model):
    """That so many more (or fewer) projects of a sort came to be: all rows of a sort together are its number.

    Without a year they are the projects as they stand; with one, those that `came` to a phase that year. Rows are
    only added, so that nobody who writes waits for another; each night those of a sort become one.
    """

    SORT = ("organisation", "country", "phase", "reach", "care_level", "municipal_use")

    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    country = models.CharField(max_length=40)
    phase = models.CharField(max_length=20, choices=Phase, blank=True)
    reach = models.CharField(max_length=20, choices=Reach)
    care_level = models.CharField(max_length=20, choices=Project.CareLevel)
    municipal_use = models.CharField(max_length=20, choices=Project.MunicipalUse, blank=True)
    year = models.PositiveSmallIntegerField(null=True)
    came = models.CharField(max_length=20, choices=Phase, blank=True)
    number = models.IntegerField()

    objects = TallyQuerySet.as_manager()

    class Meta:
        verbose_name = _("telling av prosjekter")
        verbose_name_plural = _("tellinger av prosjekter")

    def __str__(self):
        return f"{self.number}"
