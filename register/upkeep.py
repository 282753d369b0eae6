"""What keeps a project true: it is confirmed, it is never without an owner, and errors get an answer."""

from datetime import timedelta

from django.db.models import Q
from django.template.loader import render_to_string
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from network import deadlines
from network.audit import record
from network.deadlines import date_text_lazy, local_day
from network.language import said_in
from network.letters import owe_note
from network.membership import leaders_of, network_for
from network.models import Deadline, Letter, Mail, Person
from network.once import twice_is_once
from network.workflow import Refused
from network.writing import writing
from register import versions
from register.models import ErrorReport, Phase, Project

ASK_AFTER = timedelta(days=182)  # twice a year
ANSWER_WITHIN = 10  # working days
FORGOTTEN_AFTER = timedelta(days=30)
UNANSWERED_FOR = timedelta(days=90)  # then no answer is sent: `templates/help/privacy.html` says so


@writing()
def confirm(project, *, actor, now, seat=None):
    """Say that what stands about a project still holds. Twice on the same day is once."""
    project = Project.objects.select_for_update().get(pk=project.pk)
    Project.objects.filter(pk=project.pk).update(confirmed_at=now, confirmed_by=actor)
    key = f"project.confirmed:{project.pk}:{actor.pk}:{local_day(now)}"
    record("project.confirmed", actor=actor, seat=seat, at=now, target=project, key=key, title=project.title)


def ask_due(now):
    """Ask each owner whether their project still holds, half a year after they last said so, and then each
    half year. Returns how many were asked."""
    old = Project.objects.norwegian().filter(
        confirmed_at__lte=now - ASK_AFTER, owner__is_active=True, owner__is_system=False
    )
    old = old.exclude(phase=Phase.ENDED).exclude(asked_at__gt=now - ASK_AFTER)
    system, asked = Person.objects.system(), 0
    for project in old.select_related("owner").order_by("pk"):
        with writing():
            # Whoever moves the date is the one who asks.
            if Project.objects.filter(pk=project.pk, asked_at=project.asked_at).update(asked_at=now):
                told = {"owner_id": project.owner_id, "title": project.title}
                record("project.confirm_asked", actor=system, at=now, target=project, **told)
                asked += 1
    return asked


@writing()
def hand_over(project, *, actor, now, owner, reason="", seat=None, kept_for=None):
    """Give a project another owner, who is told. `kept_for`: the one who left, while nobody is chosen."""
    with versions.changing(project, actor=actor, at=now) as locked:
        before = locked.owner
        if before == owner and locked.kept_for_id is None:
            raise Refused(_("Personen er alt kontakt for prosjektet."), field="owner")
        locked.owner, locked.kept_for = owner, kept_for
        locked.save(update_fields=["owner", "kept_for"])
        record(
            "project.handed_over", actor=actor, seat=seat, at=now, target=locked, title=locked.title,
            owner_id=owner.pk, owner_name=owner.name, before_name=before.name if before else "", reason=reason,
            is_kept=kept_for is not None,
        )  # fmt: skip


@writing()
def take(project, *, actor, now, seat=None):
    """Become the contact of a project that has none. Of two who do, the first has it."""
    if Project.objects.select_for_update().get(pk=project.pk).owner_id is not None:
        raise Refused(_("Prosjektet har alt en kontakt."))
    hand_over(project, actor=actor, now=now, owner=actor, seat=seat)


def keep_for_those_who_left(now):
    """Give what someone left to the lead of the network, who names a new owner. Returns how many."""
    system, moved = Person.objects.system(), 0
    left = Project.objects.left_by_owner(now).select_related("organisation", "owner")
    for project in left.order_by("pk"):
        body = network_for(project.organisation, now)
        lead = leaders_of([body.pk], now).get(body.pk) if body else None
        if lead is None or lead == project.owner:
            continue
        reason = "Den som var kontakt, har ikke lenger en rolle for virksomheten."
        hand_over(project, actor=system, now=now, owner=lead, reason=reason, kept_for=project.owner or lead)
        moved += 1
    return moved


@twice_is_once
def report_error(project, *, actor, now, text, seat=None, token=None, email="", language=""):
    """Tell that something about a project is wrong. The owner has ten working days to answer; where there is
    none, those who run the network of the project's region. Of a visitor the actor is the system, `email` is
    where the answer goes, and `language` the code of what it is said in. Raises `Refused` for what the same
    person has told already and waits for an answer to."""
    key = f"{actor.pk}:{token}" if token else None
    if key and (first := ErrorReport.objects.filter(token_key=key).first()):
        return first
    _check_new(project, actor, email, text)
    report = ErrorReport.objects.create(
        project=project,
        text=text,
        reported_by=None if actor.is_system else actor,
        email=email,
        language=language,
        reported_at=now,
        token_key=key,
    )
    body = network_for(project.organisation, now) if project.owner_id is None else None
    clock = deadlines.start(report, Deadline.Kind.ANSWER, on=local_day(now), working_days=ANSWER_WITHIN)
    record(
        "project.error_reported", actor=actor, seat=seat, at=now, target=report, about=[project], text=text,
        title=project.title, owner_id=project.owner_id, body_id=body.pk if body else None, due_text=clock.due_on,
        is_visitor=report.reported_by is None,
    )  # fmt: skip
    return report


def _check_new(project, actor, email, text):
    by = {"reported_by": None if actor.is_system else actor, "email": email}
    for report in project.error_reports.open().filter(**by).order_by("pk"):
        if _plain(report.text) == _plain(text):
            sentence = format_lazy(
                _(
                    "Du har alt meldt dette, {day}. Den som skal svare, har fått beskjed, og svarfristen er {due}."
                ),
                day=date_text_lazy(local_day(report.reported_at)),
                due=date_text_lazy(deadlines.running(report, Deadline.Kind.ANSWER).due_on),
            )
            raise Refused(sentence, field="text")


def _plain(text):
    return " ".join(text.split()).casefold()


@writing()
def answer_error(report, *, actor, now, outcome, answer, seat=None):
    """Answer whoever reported an error: corrected, or it stands, and why. Once. A visitor's address is erased as
    the answer to it is owed. Raises `Refused` when it is said to be corrected and nothing has changed."""
    if outcome == ErrorReport.Outcome.CORRECTED and not _has_changed_since(report):
        raise Refused(
            _(
                "Ingenting er endret på prosjektet siden feilen ble meldt. Rett det først, og svar «rettet» etterpå. "
                "Er det riktig, velger du «det står riktig»."
            ),
            field="outcome",
        )
    close_error(
        report, actor=actor, now=now, outcome=outcome, answer=answer, seat=seat, told_of=report.project
    )


def _has_changed_since(report):
    """Whether what is told of the project has a newer version, or what it cost, gave and taught newer rows."""
    project, then = report.project, report.reported_at
    return (
        project.versions.filter(at__gt=then).exists()
        or project.experiences.filter(reported_at__gt=then).exists()
    )


def close_error(report, *, actor, now, outcome, answer, seat, told_of):
    """The same whatever has become of the project; `told_of` is what whoever reported it is led to."""
    done = ErrorReport.objects.open().filter(pk=report.pk)
    email = done.values_list("email", flat=True).first()
    said = {"outcome": outcome, "answer": answer, "answered_by": actor}
    if not done.update(answered_at=now, email="", **said):
        if ErrorReport.objects.filter(pk=report.pk, **said).exists():
            return  # a double click
        raise Refused(_("Noen har alt svart på denne."))
    deadlines.end(report, Deadline.Kind.ANSWER, at=now)
    event = record(
        "project.error_answered", actor=actor, seat=seat, at=now, target=told_of, about=[report, report.project],
        title=report.project.title, reporter_id=report.reported_by_id, answer=answer,
        outcome_text=ErrorReport.Outcome(outcome).label,
    )  # fmt: skip
    if email:
        with said_in(report.language):
            told = {"project": report.project, "report": report, "answer": answer, "outcome": outcome}
            subject = gettext("Løft: svar på feilen du meldte i «{title}»").format(title=report.project.title)
            text = render_to_string("mail/error_answer.txt", told).strip()
        owe_note(event, email, number=report.pk, subject=subject, text=text)


@writing()
def forget_visitors(now):
    """Delete the letters with answers to visitors, once they are sent or too old to be: they hold an address. So
    does a report that nobody has answered in three months: it is erased there. Returns how many letters."""
    too_late = ErrorReport.objects.open().filter(reported_at__lt=now - UNANSWERED_FOR)
    too_late.exclude(email="").update(email="")
    letters = Letter.objects.filter(event__verb="project.error_answered", body__isnull=True)
    done = letters.filter(Q(mail__state=Mail.State.SENT) | Q(mail__due_at__lt=now - FORGOTTEN_AFTER))
    mails = list(done.values_list("mail", flat=True))
    done.delete()
    Mail.objects.filter(pk__in=mails).delete()
    return len(mails)
