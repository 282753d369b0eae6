"""What hangs on a project: parties, access to data, approvals, the boundary to «Nye metoder», who can be rung."""

from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from network.audit import record
from network.once import twice_is_once
from network.own_data import Key, keeps
from network.workflow import Refused
from network.writing import writing
from register import versions
from register.groups import APPROVALS, seen_by
from register.models import Approval, BoundaryCheck, CallYes, DataAccess, Party, Phase, Project

# Five questions, in order; the first three must all be «ja» for a method to belong there.
QUESTIONS = {
    "specialist": _("Skal det brukes i spesialisthelsetjenesten?"),
    "care": _("Påvirker det hvordan pasienter utredes, behandles eller følges opp?"),
    "new": _("Er det nytt, eller tas det i bruk for en ny pasientgruppe?"),
    "weight": _("Kan det få stor betydning for nytte, risiko eller kostnader?"),
    "national": _("Bør hele landet ta stilling til det samlet, og ikke hvert sykehus for seg?"),
}
ANSWERS = {"yes": _("Ja"), "no": _("Nei"), "unsure": _("Usikker")}
MUST = ("specialist", "care", "new")
Result = BoundaryCheck.Result
keeps(BoundaryCheck, {name: Key(question, ANSWERS) for name, question in QUESTIONS.items()})
keeps(
    Project,
    {
        "kind": Key(_("slag"), dict(Approval.Kind.choices)),
        "state": Key(_("status"), dict(Approval.State.choices)),
        "role": Key(_("rolle"), dict(Party.Role.choices)),
        "result": Key(_("resultat"), dict(Result.choices)),
    },
)


def boundary_of(answers):
    """What five answers («yes», «no», «unsure») say. Pure. One clear «nei» to what a method must be settles it;
    all «ja» settles it too; «nei» to both of the last leaves it to the hospital; all else is unclear."""
    if any(answers[name] == "no" for name in MUST):
        return Result.OUTSIDE
    if all(answer == "yes" for answer in answers.values()):
        return Result.INSIDE
    rest = {answer for name, answer in answers.items() if name not in MUST}
    sure = all(answers[name] == "yes" for name in MUST)
    return Result.OUTSIDE if sure and rest == {"no"} else Result.UNCLEAR


def answers_of(check):
    """What was answered, as people read it: [(question, answer)]."""
    return [(question, ANSWERS[check.answers[name]]) for name, question in QUESTIONS.items()]


def boundary_cases(viewer):
    """Projects at the boundary to «Nye metoder», where the viewer may know of it: the newest answers leave it unclear
    or say that it belongs there, or it has an id there. Each with its `boundary` and since when (`checked_at`)."""
    near = BoundaryCheck.objects.newest().filter(result__in=[Result.UNCLEAR, Result.INSIDE])
    newest = BoundaryCheck.objects.filter(project=OuterRef("pk")).order_by("-pk")
    rows = Project.objects.visible_to(viewer).norwegian().filter(seen_by(viewer, APPROVALS))
    return rows.filter(Q(pk__in=near.values("project")) | ~Q(method_id="")).annotate(
        boundary=Subquery(newest.values("result")[:1]), checked_at=Subquery(newest.values("checked_at")[:1])
    )


@twice_is_once
def check_boundary(project, *, actor, now, answers, seat=None, token=None):
    """Keep five answers and what follows from them. Returns the check; an earlier one stays."""
    key = f"{actor.pk}:{token}" if token else None
    if key and (first := BoundaryCheck.objects.filter(token_key=key).first()):
        return first
    check = BoundaryCheck.objects.create(
        project=project,
        answers=answers,
        result=boundary_of(answers),
        checked_by=actor,
        checked_at=now,
        token_key=key,
    )
    record("project.boundary_checked", actor=actor, seat=seat, at=now, target=project, result=check.result)
    return check


@writing()
def add_party(project, *, actor, now, organisation, role, seat=None):
    """Name an organisation as party. Named already, nothing is added."""
    with versions.changing(project, actor=actor, at=now):
        party, is_new = Party.objects.get_or_create(
            project=project, organisation=organisation, role=role, person=None, ended_at=None,
            defaults={"since": now},
        )  # fmt: skip
    if is_new:
        told = {"organisation": organisation.called, "role": role}
        record("project.party_added", actor=actor, seat=seat, at=now, target=project, **told)
    return party


@writing()
def end_party(party, *, actor, now, seat=None):
    """That an organisation no longer takes part, from now on; where someone of it leaves, the owner is told. Ended
    already, nothing happens."""
    project = party.project
    with versions.changing(project, actor=actor, at=now):
        is_ended = Party.objects.filter(pk=party.pk, ended_at__isnull=True).update(ended_at=now)
    if is_ended:
        has_left = party.person_id == actor.pk
        record(
            "project.left" if has_left else "project.party_ended", actor=actor, seat=seat, at=now,
            target=project, title=project.title, organisation=party.organisation.called, owner_id=project.owner_id,
        )  # fmt: skip


@writing()
def join(project, *, actor, now, seat):
    """Join a project that someone else registered, on behalf of the seat's organisation. Its owner is told.

    Joined already, nothing happens. Raises `Refused` for the owner.
    """
    if project.owner_id == actor.pk:
        raise Refused(_("Du er kontakt for prosjektet, og er alt med."))
    with versions.changing(project, actor=actor, at=now):
        party, is_new = Party.objects.get_or_create(
            project=project, organisation=seat.organisation, role=Party.Role.PARTNER, person=actor, ended_at=None,
            defaults={"since": now},
        )  # fmt: skip
    if is_new:
        record(
            "project.joined", actor=actor, seat=seat, at=now, target=project, title=project.title,
            organisation=seat.organisation.called, owner_id=project.owner_id,
        )  # fmt: skip
    return party


@twice_is_once
def tell_access(project, *, actor, now, seat=None, token=None, **fields):
    """Tell what access to one source of data took: dates, from whom, and what took time (S87)."""
    key = f"{actor.pk}:{token}" if token else None
    if key and (first := DataAccess.objects.filter(token_key=key).first()):
        return first
    with versions.changing(project, actor=actor, at=now):
        access = DataAccess.objects.create(project=project, told_at=now, token_key=key, **fields)
    record(
        "project.access_told", actor=actor, seat=seat, at=now, target=project, source=access.source,
        days=access.days,
    )  # fmt: skip
    return access


@writing()
def change_access(access, *, actor, now, seat=None, **fields):
    """Complete what was told of access to a source, as when it has come, or put it right."""
    with versions.changing(access.project, actor=actor, at=now):
        access = DataAccess.objects.select_for_update().get(pk=access.pk)
        changed = [name for name, value in fields.items() if getattr(access, name) != value]
        if not changed:
            return access
        for name in changed:
            setattr(access, name, fields[name])
        access.save(update_fields=changed)
    record(
        "project.access_changed", actor=actor, seat=seat, at=now, target=access.project, source=access.source,
        days=access.days, fields=changed,
    )  # fmt: skip
    return access


@writing()
def set_approval(project, *, actor, now, kind, state, responsible="", evidence="", seat=None):
    """Where the project stands with an approval. `Refused` when it is said to be done by nobody."""
    if state == Approval.State.DONE and not responsible.strip():
        raise Refused(_("Skriv hvem som er ansvarlig for det som er ferdig."), field="responsible")
    told = {"state": state, "responsible": responsible.strip(), "evidence": evidence.strip()}
    with versions.changing(project, actor=actor, at=now):
        before = Approval.objects.filter(project=project, kind=kind).values(*told).first()
        if before == told:
            return
        Approval.objects.update_or_create(project=project, kind=kind, defaults=told | {"changed_at": now})
    record("project.approval_set", actor=actor, seat=seat, at=now, target=project, kind=kind, state=state)


def checklist_of(project):
    """The approvals in the order they come up: [{approval, label, phase, is_due}], with rows not yet told."""
    told = {row.kind: row for row in project.approvals.all()}
    reached = Phase.values[: Phase.values.index(project.phase) + 1] if project.phase in Phase.values else []
    return [
        {
            "kind": kind.value,
            "label": kind.label,
            "meaning": Approval.MEANING[kind],
            "phase": phase,
            "is_due": phase in reached,
            "approval": told.get(kind) or Approval(project=project, kind=kind),
        }
        for kind, phase in Approval.FROM_PHASE.items()
    ]


@writing()
def say_yes_to_calls(project, *, actor, now, phone, seat=None):
    """Say yes, for oneself, to being rung about a project. A new number replaces the old. An empty one is a no."""
    CallYes.objects.filter(project=project, person=actor, ended_at__isnull=True).update(
        ended_at=now,
        phone="",  # kept no longer than it is used
    )
    if phone:
        CallYes.objects.create(project=project, person=actor, phone=phone, said_at=now)
    record("project.calls", actor=actor, seat=seat, at=now, target=project, said_yes=bool(phone))
