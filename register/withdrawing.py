"""Taking back a registration that was made by mistake or twice, and putting it back.

What is told of the project is kept. It is ruled out everywhere by the manager of projects; here it leaves the counts
and the words it is found by.
"""

from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from network import search
from network.audit import record
from network.workflow import Refused
from network.writing import writing
from register import tallies
from register.models import (
    Approval,
    BoundaryCheck,
    CallYes,
    DataAccess,
    ErrorReport,
    Party,
    PhaseChange,
    Project,
    ProjectVersion,
    ResourcePerson,
    Withdrawal,
)
from register.similar import similar_projects
from register.upkeep import close_error

# What is told of a project itself: it goes with it, and comes back with it. All else is of others, who rely on it.
ITS_OWN = {
    Approval, BoundaryCheck, CallYes, DataAccess, ErrorReport, Party, PhaseChange, ProjectVersion, ResourcePerson,
    Withdrawal,
}  # fmt: skip
RELIED_ON = _(
    "Registreringen kan ikke trekkes, for andre bygger på den: Det er meldt erfaringer fra prosjektet, en innmelding "
    "viser til det, eller det har brukt en erfaring fra andre. Er det registrert to ganger, kan dere trekke den andre "
    "registreringen. Ellers kan dere rette det som er feil, eller sette fasen til «avsluttet»."
)


def is_relied_on(project):
    """Whether something of others hangs on a project: experiences, innmeldinger, uses, and whatever comes to refer to
    it. What is ended is no longer relied on."""
    for relation in Project._meta.get_fields(include_hidden=True):
        model = relation.related_model
        is_from_elsewhere = relation.auto_created and not relation.concrete and not model._meta.auto_created
        if is_from_elsewhere and model not in ITS_OWN:
            rows = model._default_manager
            rows = rows.standing() if hasattr(rows, "standing") else rows
            if rows.filter(**{relation.field.name: project}).exists():
                return True
    return False


@writing()
def withdraw(project, *, actor, seat, now, because, same_as=None):
    """Take the registration of a project back, `because` (a `Withdrawal.Because`) of what; `same_as` is the project it
    was registered twice of. Errors told of it are answered by it. Twice is once. Returns the withdrawal.

    Raises `Refused` when others rely on it, and when it is not said which project it is the same as.
    """
    project = Project.with_withdrawn.select_for_update().get(pk=project.pk)
    if found := Withdrawal.objects.standing().filter(project=project).first():
        return found
    if is_relied_on(project):
        raise Refused(RELIED_ON)
    if because != Withdrawal.Because.TWICE:
        same_as = None
    elif same_as is None or same_as == project:
        raise Refused(_("Velg hvilket prosjekt det er det samme som."), field="same_as")
    withdrawal = Withdrawal.objects.create(
        project=project, because=because, same_as=same_as, by=actor, at=now
    )
    _move(project, is_withdrawn=True)
    record(
        "project.withdrawn", actor=actor, seat=seat, at=now, target=withdrawal, about=[project],
        title=project.title, because_text=withdrawal.get_because_display(), people=_with_it(project),
    )  # fmt: skip
    answer = gettext("Registreringen av prosjektet er trukket.")
    for report in project.error_reports.open().order_by("pk"):
        outcome = ErrorReport.Outcome.CORRECTED
        close_error(
            report, actor=actor, seat=seat, now=now, outcome=outcome, answer=answer, told_of=withdrawal
        )
    return withdrawal


@writing()
def put_back(project, *, actor, seat, now):
    """Let the registration of a project stand again, as it was. Standing already, nothing happens."""
    project = Project.with_withdrawn.select_for_update().get(pk=project.pk)
    withdrawal = Withdrawal.objects.standing().filter(project=project).first()
    if withdrawal is None:
        return
    withdrawal.put_back_by, withdrawal.put_back_at = actor, now
    withdrawal.save(update_fields=["put_back_by", "put_back_at"])
    _move(project, is_withdrawn=False)
    record(
        "project.put_back", actor=actor, seat=seat, at=now, target=project, title=project.title,
        people=_with_it(project),
    )  # fmt: skip


def _move(project, *, is_withdrawn):
    """Out of what is counted and found, or in again."""
    counted = tallies.count_of([project])
    project.is_withdrawn = is_withdrawn
    project.save(update_fields=["is_withdrawn"])
    tallies.note([project], before=counted)
    search.index(project)


def _with_it(project):
    """Ids of those it concerns: whoever is contact, and those who have joined."""
    joined = project.parties.filter(ended_at__isnull=True, person__isnull=False)
    return sorted({*joined.values_list("person", flat=True), project.owner_id} - {None})


def could_be(project, viewer):
    """The projects that a project may be registered twice of, as far as a viewer sees: the organisation's own, those
    with the same product, and those that are like it in words."""
    alike = [one.project.pk for one in similar_projects(f"{project.title} {project.purpose}", viewer)]
    near = Q(organisation=project.organisation_id) | Q(pk__in=alike)
    if project.product_id:
        near |= Q(product=project.product_id)
    return Project.objects.visible_to(viewer).filter(near).exclude(pk=project.pk)


def breaches():
    """What says that it is withdrawn has been, and nothing of others hangs on it."""
    standing = Withdrawal.objects.standing().values("project")
    wrong = Project.with_withdrawn.filter(
        Q(is_withdrawn=True) & ~Q(pk__in=standing) | Q(is_withdrawn=False, pk__in=standing)
    )
    yield from (f"project {project.pk} does not say whether it is withdrawn" for project in wrong)
    gone = Project.with_withdrawn.withdrawn()
    yield from (
        f"project {project.pk} is withdrawn and relied on" for project in gone if is_relied_on(project)
    )
