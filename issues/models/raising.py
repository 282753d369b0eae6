"""What stands around an innmelding: the draft before it, the anonymised text beside it, and who stands behind it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from issues.models.cases import Issue
from network.models import Event, Organisation, Person, Seat


class Draft(models.Model):
    """What someone has begun to write. Seen by nobody else, and erased when it is sent."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="issue_drafts")
    key = models.CharField(max_length=40)
    text = models.TextField(max_length=8200, blank=True)
    kind = models.CharField(max_length=10, choices=Issue.Kind, blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("utkast")
        verbose_name_plural = _("utkast")
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="draft_once")]

    def __str__(self):
        return self.text[:80]


class AnonymisedQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """What is shown, for all inside the network; what is not shown yet, for the parties to the innmelding."""
        parties = Q(issue__in=Issue.objects.visible_to(viewer))
        return self.filter(Q(shown_at__isnull=False) | parties) if viewer.is_inside else self.filter(parties)


class Anonymised(models.Model):
    """The text of a restricted innmelding, written again so that nobody can tell whose it is.

    A row of its own with a page of its own: each list, panel, notice and agenda that prints an innmelding
    prints only what may be seen of the innmelding itself, and cannot show the real text by mistake.
    """

    issue = models.OneToOneField(Issue, models.PROTECT, related_name="anonymised")
    kind = models.CharField(max_length=10, choices=Issue.Kind)
    title = models.CharField(_("Tittel uten navn og steder"), max_length=200)
    text = models.TextField(_("Tekst uten navn og steder"), max_length=8000, blank=True)
    version = models.PositiveIntegerField(default=1)
    shown_at = models.DateTimeField(_("vist for nettverket"), null=True, blank=True)

    objects = AnonymisedQuerySet.as_manager()

    class Meta:
        verbose_name = _("anonymisert innmelding")
        verbose_name_plural = _("anonymiserte innmeldinger")

    def __str__(self):
        return self.title


class Backing(models.Model):
    """A virksomhet stands behind an innmelding: said by someone who may speak for it, never required."""

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="backings")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    event = models.OneToOneField(Event, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("støtte fra virksomhet")
        verbose_name_plural = _("støtte fra virksomheter")
        constraints = [models.UniqueConstraint(fields=["issue", "organisation"], name="backed_once")]

    def __str__(self):
        return gettext("{organisation} om {issue_id}").format(
            organisation=self.organisation, issue_id=self.issue_id
        )


class Spared(models.Model):
    """Someone found what they needed among the suggestions, and did not raise the same again (S7)."""

    class How(models.TextChoices):
        READ = "read", _("leste et svar")
        JOINED = "joined", _("sluttet seg til")

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    how = models.CharField(max_length=10, choices=How)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("spart dublett")
        verbose_name_plural = _("sparte dubletter")
        constraints = [models.UniqueConstraint(fields=["issue", "person"], name="spared_once")]

    def __str__(self):
        return gettext("{person} om {issue_id}").format(person=self.person, issue_id=self.issue_id)
