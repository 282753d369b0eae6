from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from network.models import Organisation, Person


class InsideQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """Between those who share: members and agencies, not companies or visitors."""
        return self if viewer.is_inside else self.none()


class Tool(models.Model):
    """A tool, template or checklist that someone uses and others may take (S71)."""

    class Kind(models.TextChoices):
        TEMPLATE = "template", _("mal")
        CHECKLIST = "checklist", _("sjekkliste")
        METHOD = "method", _("metode eller veileder")
        SOFTWARE = "software", _("programvare")
        COURSE = "course", _("opplæring")

    name = models.CharField(_("Navn"), max_length=160, unique=True)
    kind = models.CharField(_("Hva er det?"), max_length=20, choices=Kind)
    purpose = models.CharField(_("Hva hjelper det med?"), max_length=400)
    url = models.URLField(_("Hvor ligger det?"), max_length=300)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="tools", verbose_name=_("delt av")
    )
    shared_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    shared_at = models.DateTimeField(_("delt"))

    objects = InsideQuerySet.as_manager()

    class Meta:
        verbose_name = _("verktøy eller mal")
        verbose_name_plural = _("verktøy og maler")

    def __str__(self):
        return self.name


class ToolVersion(models.Model):
    """One edition of a tool, as it was from a day on: what is measured by two of them is not measured alike (S83)."""

    tool = models.ForeignKey(Tool, models.PROTECT, related_name="versions")
    label = models.CharField(_("Versjon"), max_length=40)
    dated_on = models.DateField(_("Fra når?"))
    changed = models.CharField(_("Hva er nytt?"), max_length=400, blank=True)
    told_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    told_at = models.DateTimeField()

    class Meta:
        verbose_name = _("versjon av verktøy")
        verbose_name_plural = _("versjoner av verktøy")
        constraints = [models.UniqueConstraint(fields=["tool", "label"], name="each_version_of_a_tool_once")]

    def __str__(self):
        return gettext("{tool}, versjon {label}").format(tool=self.tool, label=self.label)


class Adoption(models.Model):
    """That an organisation uses a tool that another shared, and which version where that is told; each once."""

    tool = models.ForeignKey(Tool, models.PROTECT, related_name="adoptions")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    version = models.ForeignKey(ToolVersion, models.PROTECT, null=True, blank=True, related_name="adoptions")
    told_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    told_at = models.DateTimeField()

    class Meta:
        verbose_name = _("bruk av verktøy")
        verbose_name_plural = _("bruk av verktøy")
        constraints = [
            models.UniqueConstraint(fields=["tool", "organisation"], name="each_adopts_a_tool_once")
        ]

    def __str__(self):
        return f"{self.organisation}: {self.tool}"


class Competence(models.Model):
    """What a group should learn about a topic: that it is needed somewhere, or that someone offers it (S80)."""

    class Group(models.TextChoices):
        CLINICIANS = "clinicians", _("klinikere")
        LEADERS = "leaders", _("ledere")
        IT = "it", _("IKT og medisinsk teknologi")
        DATA = "data", _("dataansvarlige og personvernombud")
        ETHICS = "ethics", _("medlemmer av REK")
        PROCUREMENT = "procurement", _("innkjøpere")
        DEVELOPERS = "developers", _("utviklere og forskere")
        PATIENTS = "patients", _("pasienter og pårørende")

    class Topic(models.TextChoices):
        BASICS = "basics", _("hva KI er og kan")
        LAW = "law", _("regelverk og etikk")
        USE = "use", _("trygg bruk i arbeidet")
        VALIDATION = "validation", _("validering og overvåking")
        PROCUREMENT = "procurement", _("anskaffelse")
        BENEFIT = "benefit", _("kostnad og gevinst")
        DATA = "data", _("data og kodeverk")

    group = models.CharField(_("Hvem gjelder det?"), max_length=20, choices=Group)
    topic = models.CharField(_("Hva?"), max_length=20, choices=Topic)
    is_offer = models.BooleanField(_("tilbud"), default=False)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("virksomhet")
    )
    title = models.CharField(_("Hva heter tilbudet?"), max_length=200, blank=True)
    url = models.URLField(_("Nettside"), max_length=300, blank=True)
    told_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    told_at = models.DateTimeField(_("meldt"))

    objects = InsideQuerySet.as_manager()

    class Meta:
        verbose_name = _("kompetanse")
        verbose_name_plural = _("kompetanse")
        constraints = [
            models.UniqueConstraint(
                fields=["group", "topic", "organisation"],
                condition=Q(is_offer=False),
                name="each_needs_it_once",
            ),
            models.UniqueConstraint(
                fields=["group", "topic", "organisation", "title"],
                condition=Q(is_offer=True),
                name="each_offer_once",
            ),
            models.CheckConstraint(condition=Q(is_offer=False) | ~Q(title=""), name="offer_has_a_title"),
        ]

    def __str__(self):
        return gettext("{topic} for {group}").format(
            topic=self.get_topic_display(), group=self.get_group_display()
        )
