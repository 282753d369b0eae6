from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from network.models.audit import Event
from network.models.bodies import Body
from network.models.people import Person


class MailChoice(models.Model):
    """How a person wants mail, from a moment on. Dated and kept, so that owed mail can be recomputed."""

    class Choice(models.TextChoices):
        EACH = "each", _("en e-post for hver hendelse")
        DAILY = "daily", _("én oppsummering om dagen")
        WEEKLY = "weekly", _("én oppsummering i uken, mandag morgen")
        NEEDED = "needed", _("bare når noe trenger meg, og svar")

    person = models.ForeignKey(Person, models.CASCADE, related_name="mail_choices")
    choice = models.CharField(_("hvor ofte"), max_length=10, choices=Choice)
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("valg for e-post")
        verbose_name_plural = _("valg for e-post")
        indexes = [models.Index(fields=["person", "since"])]

    def __str__(self):
        return f"{self.person}: {self.get_choice_display()}"


class Mail(models.Model):
    """One message owed to one person, or (a letter) to a body's post address. The database owes it; a job claims it with a lease and sends it.

    When a crash makes it unknowable whether it went out, it becomes uncertain and waits for a person.
    """

    class State(models.TextChoices):
        DUE = "due", _("skal sendes")
        CLAIMED = "claimed", _("sendes nå")
        SENT = "sent", _("sendt")
        UNCERTAIN = "uncertain", _("usikkert om den ble sendt")
        DROPPED = "dropped", _("ikke sendt: alt var lest, eller mottakeren skal ikke lenger se det")

    key = models.CharField(max_length=120, unique=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="mails")
    address = models.EmailField()
    state = models.CharField(max_length=10, choices=State, default=State.DUE)
    due_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("e-post")
        verbose_name_plural = _("e-poster")
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state__in=["due", "claimed"]), name="mail_owed"),
        ]

    def __str__(self):
        return f"{self.key}: {self.state}"


class Letter(models.Model):
    """What a mail to a post address says, with its file: made when it was owed, and kept as it was sent."""

    mail = models.OneToOneField(Mail, models.PROTECT, related_name="letter")
    event = models.ForeignKey(Event, models.PROTECT, related_name="letters")
    # None when it goes to an address that belongs to no body here: a first line outside the network.
    body = models.ForeignKey(Body, models.PROTECT, null=True, related_name="letters")
    subject = models.CharField(_("emne"), max_length=250)
    text = models.TextField(_("tekst"))
    file_name = models.CharField(_("filnavn"), max_length=120, blank=True)
    content = models.BinaryField("PDF", blank=True)

    class Meta:
        verbose_name = _("brev")
        verbose_name_plural = _("brev")

    def __str__(self):
        return self.subject


class Notice(models.Model):
    """That one person is told of one event. What the site shows, and what a mail is made from."""

    event = models.ForeignKey(Event, models.PROTECT, related_name="notices")
    person = models.ForeignKey(Person, models.PROTECT, related_name="notices")
    needs_you = models.BooleanField(default=False)
    mail = models.ForeignKey(Mail, models.PROTECT, null=True, related_name="notices")
    read_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("varsel")
        verbose_name_plural = _("varsler")
        constraints = [models.UniqueConstraint(fields=["event", "person"], name="one_notice_each")]
        indexes = [
            models.Index(fields=["person", "-id"]),
            models.Index(fields=["person"], condition=Q(read_at__isnull=True), name="notice_unread"),
        ]

    def __str__(self):
        return gettext("{event_id} til {person_id}").format(event_id=self.event_id, person_id=self.person_id)
