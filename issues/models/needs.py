"""The learning loop: needs from the clinic, the projects that answer them, and what companies say to them."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from issues.models.cases import Issue
from network.models import Organisation, Person
from register.models import Phase, Project

# What is decided or in use answers no need any more: it may only give rise to new ones.
ANSWERING_PHASES = [Phase.RESEARCH, Phase.DEVELOPMENT, Phase.PROCUREMENT]


class NeedProjectQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(ended_at__isnull=True)

    def visible_to(self, viewer):
        """Whoever sees both the need and the project."""
        return self.filter(
            Exists(Issue.objects.visible_to(viewer).filter(pk=OuterRef("issue"))),
            Exists(Project.objects.visible_to(viewer).filter(pk=OuterRef("project"))),
        )


class NeedProject(models.Model):
    """That a project works on a need, from a date and until another. Ended, never deleted."""

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="need_projects")
    project = models.ForeignKey(Project, models.PROTECT, related_name="needs")
    linked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = NeedProjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("behov i prosjekt")
        verbose_name_plural = _("behov i prosjekter")
        constraints = [
            models.UniqueConstraint(
                fields=["issue", "project"], condition=Q(ended_at__isnull=True), name="need_linked_once"
            )
        ]

    def __str__(self):
        return f"{self.issue_id} i {self.project_id}"


class NeedResponseQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """Those who wrote it, those who run the network, and the raiser and their organisation: never another
        company. And nobody who may not see the need."""
        if viewer.person_id is None:
            return self.none()
        theirs = Q(person=viewer.person_id) | Q(organisation__in=viewer.organisation_ids)
        asked = Q(issue__raised_by=viewer.person_id) | Q(issue__home_body__in=viewer.run_body_ids)
        if not viewer.is_industry:
            asked |= Q(issue__organisation__in=viewer.organisation_ids)
        seen = Exists(Issue.objects.visible_to(viewer).filter(pk=OuterRef("issue")))
        return self.filter(theirs | asked).filter(seen)


class NeedResponse(models.Model):
    """What a company says to a published need, in its own words, and whom to ring."""

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="responses")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    text = models.TextField(_("Hva kan dere bidra med?"), max_length=2000)
    contact = models.CharField(_("Hvem kan de kontakte hos dere?"), max_length=200)
    at = models.DateTimeField()
    token = models.CharField(max_length=60, unique=True, null=True, editable=False)  # noqa: DJ001 - unique

    objects = NeedResponseQuerySet.as_manager()

    class Meta:
        verbose_name = _("svar fra næringslivet")
        verbose_name_plural = _("svar fra næringslivet")

    def __str__(self):
        return gettext("{organisation} om {issue_id}").format(
            organisation=self.organisation, issue_id=self.issue_id
        )
