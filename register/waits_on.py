from django.db.models import Case, Exists, OuterRef, Q, Subquery, When
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from network import deadlines
from network.deadlines import date_text, local_day
from network.registries import Stops, Waiting, seldom_waits_on, waits_on
from register.asking import last_day
from register.models import ErrorReport, Experience, ExportRun, ImportRun, Phase, Project, Question
from register.models.projects import seen_to_by, told_nothing, told_too_little
from register.reporting import duties_by_region, duty_for
from register.rules import reporting_to
from register.upkeep import ASK_AFTER

ERROR = _("En leser sier at noe er feil: svar")


@waits_on
def own_projects(viewer):
    """What an owner owes, in one question: an answer to an error, a new owner to name, a report of the use, what
    an ended project taught, and a word that what stands there still holds. With it what those who run a network
    see to: what nobody is contact for, and errors there or that no answer came to in time."""
    if viewer.person_id is None:
        return
    day, old = local_day(viewer.at), viewer.at - ASK_AFTER
    errors = ErrorReport.objects.open().filter(project=OuterRef("pk"))
    errors = _with_due(errors).order_by("reported_at")
    rows = Project.objects.select_related("organisation", "kept_for").annotate(
        error=Subquery(errors.values("pk")[:1]),
        error_due=Subquery(errors.values("due")[:1]),
        unreported=told_nothing(day) | told_too_little(day),
        is_own=Case(When(owner=viewer.person_id, then=True), default=False),
        is_seen=Exists(Project.objects.visible_to(viewer).filter(pk=OuterRef("pk"))),
    )
    untaught = Q(phase=Phase.ENDED, told_lesson=False)
    is_old = Q(country="Norge", confirmed_at__lte=old) & ~Q(phase=Phase.ENDED)
    owes = Q(error__isnull=False) | Q(kept_for__isnull=False) | Q(unreported=True) | untaught
    wanted = Q(owner=viewer.person_id) & (owes | is_old)
    if viewer.run_network_ids:
        seen_to, errors_there = seen_to_by(viewer), ErrorReport.objects.open()
        wanted |= seen_to & _has_no_contact()
        wanted |= seen_to & Q(owner__isnull=True, pk__in=errors_there.values("project"))
        wanted |= seen_to & Q(pk__in=_with_due(errors_there).filter(due__lt=day).values("project"))
        # One of those that told too little comes along, so that nothing more is asked where there are none. Each
        # condition is a search of its own: together they would have all projects looked through.
        reporting = Project.objects.visible_to(viewer).filter(reporting_to(viewer))
        for too_little in (told_nothing(day), told_too_little(day)):
            wanted |= Q(pk__in=reporting.filter(too_little).values("pk")[:1])
    # An error in what nobody is contact for, whoever sees it: `may_answer_unseen`.
    shown = Q(is_seen=True) | Q(owner__isnull=True, error__isnull=False)
    owing = list(rows.filter(wanted, shown).order_by("-is_own", "pk")[:20])
    duties = duties_by_region(day) if any(project.is_own and project.unreported for project in owing) else {}
    for project in owing:
        yield from _of(project, old, duties) if project.is_own else _for_the_lead(project, day)
    if (
        viewer.run_network_ids
        and any(project.unreported for project in owing)
        and (count := reporting.missing_report(day).count())
    ):
        yield _silent(count)


def _with_due(errors):
    return errors.annotate(due=deadlines.running_of("register.errorreport"))


def _has_no_contact():
    """What an import brought in of an organisation we know, and nobody has taken since; what has ended may rest."""
    return Q(owner__isnull=True, organisation__isnull=False) & ~Q(phase=Phase.ENDED)


def _for_the_lead(project, day):
    """What waits on those who run the network of its region."""
    if project.error and (project.owner_id is None or project.error_due < day):
        late = gettext("Fristen for å svare på en meldt feil er ute: svar, eller velg en ny kontakt")
        yield _error(project, late if project.owner_id else ERROR)
    if (
        project.is_seen
        and project.owner_id is None
        and project.organisation_id
        and project.phase != Phase.ENDED
    ):
        yield Waiting(
            title=project.title,
            what=gettext("Prosjektet har ingen kontakt: velg en"),
            url=reverse("project-hand-over", args=[project.pk]),
        )


def _silent(count):
    return Waiting(
        title=gettext("Besluttet, men ikke meldt"),
        is_said=True,
        what=ngettext(
            "{count} prosjekt har ikke meldt bruken: se hvem, og spør gjerne om de trenger hjelp",
            "{count} prosjekter har ikke meldt bruken: se hvem, og spør gjerne om de trenger hjelp",
            count,
        ).format(count=count),
        url=reverse("report-missing"),
    )


def _left(project):
    left = project.kept_for
    return (
        gettext("{left} er ikke lenger kontakt").format(left=left.name)
        if left.pk != project.owner_id
        else gettext("Ingen fast kontakt")
    )


def _error(project, what):
    return Waiting(
        title=project.title,
        what=str(what),
        url=reverse("errorreport-detail", args=[project.error]),
        due=project.error_due,
        stops=Stops.DEADLINE,
    )


def _decided(project):
    if project.implementation_decided_on:
        day = date_text(project.implementation_decided_on)
        return gettext("Gjennomføring ble besluttet {day}").format(day=day)
    return gettext("Fasen er «{phase}»").format(phase=project.get_phase_display())


def _of(project, old, duties):
    if project.error:
        yield _error(project, ERROR)
    if project.kept_for:
        yield Waiting(
            title=project.title,
            what=gettext("{left}: velg en ny").format(left=_left(project)),
            url=reverse("project-hand-over", args=[project.pk]),
        )
    if project.unreported:
        duty = duty_for(project, duties)
        asked = (
            gettext("bruken skal meldes etter «{decision}»").format(decision=duty.decision)
            if duty
            else gettext("meld gjerne bruken")
        )
        yield Waiting(
            title=project.title,
            what=f"{_decided(project)}: {asked} ({', '.join(project.untold)})",
            url=f"{reverse('project-detail', args=[project.pk])}#erfaringer",
            since=project.implementation_decided_on or local_day(project.registered_at),
        )
    if project.phase == Phase.ENDED and not project.told_lesson:
        yield Waiting(
            title=project.title,
            what=gettext("Prosjektet er avsluttet. Skriv kort hva andre bør vite, også om det som ikke gikk"),
            url=reverse("experience-new", args=[project.pk, Experience.Kind.LESSON]),
            since=local_day(project.changed_at),
        )
    if not project.is_foreign and project.confirmed_at <= old and project.phase != Phase.ENDED:
        yield Waiting(
            title=project.title,
            what=gettext("Stemmer det som står, fortsatt? Bekreft med ett klikk"),
            url=f"{reverse('project-detail', args=[project.pk])}#stemmer",
            since=local_day(project.confirmed_at),
        )


@seldom_waits_on(
    lambda viewer: ImportRun.objects.visible_to(viewer).filter(
        by=viewer.person_id, stage=ImportRun.Stage.CHECKED
    )
)
def imports_to_confirm(rows):
    """A file that has been checked waits on whoever sent it, to look over it and bring it in."""
    for run in rows.order_by("pk")[:20]:
        yield Waiting(
            title=run.file_name,
            is_said=True,
            what=gettext("Filen er kontrollert: se over og hent den inn"),
            url=reverse("import-detail", args=[run.pk]),
            since=local_day(run.started_at),
        )


@seldom_waits_on(
    lambda viewer: ExportRun.objects.visible_to(viewer).filter(stage=ExportRun.Stage.DONE, fetched_at=None)
)
def files_to_fetch(rows):
    """A file that has been made waits on whoever ordered it, until it is fetched or erased."""
    for run in rows.order_by("pk")[:20]:
        yield Waiting(
            title=run.file_name,
            is_said=True,
            what=gettext("Filen du bestilte, er klar: last den ned"),
            url=reverse("export-detail", args=[run.pk]),
            since=local_day(run.started_at),
        )


@seldom_waits_on(lambda viewer: Question.objects.open().filter(asked=viewer.person_id))
def questions_to_answer(rows):
    """What someone has asked waits on the one they asked, and on nobody who stands in: it is between the two."""
    for question in rows.select_related("asker").order_by("asked_at", "pk")[:20]:
        yield Waiting(
            title=gettext("{name} spør deg").format(name=question.asker.name),
            is_said=True,
            what=gettext("Svar, eller si «Ikke nå»"),
            url=reverse("question-detail", args=[question.pk]),
            due=last_day(question),
        )
