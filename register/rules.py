from copy import copy

from django.db.models import Exists, Q

from network.collation import by_name
from network.deadlines import local_day
from network.membership import network_for, runs
from network.models import Body, Organisation, Seat
from network.rules import may_register, runs_networks
from register.models import Party, Project


def seat_for(viewer, organisation_id):
    """The seat in a network that speaks for this organisation, or None."""
    return next(
        (
            seat
            for seat in viewer.seats_by_preference
            if seat.body.is_network
            and seat.role != Seat.Role.OBSERVER
            and seat.organisation_id == organisation_id
        ),
        None,
    )


def may_report_on(viewer, project):
    """The owner, or someone who sits on behalf of the organisation whose project it is. Where nobody is contact,
    also those who run the network of its region."""
    seat = may_register(viewer)
    own = project.owner_id == viewer.person_id or project.organisation_id in viewer.organisation_ids
    if seat and own:
        return seat_for(viewer, project.organisation_id) or seat
    return may_see_to(viewer, project) if project.owner_id is None else None


def may_see_to(viewer, project):
    """Those who run the network of a project's region, the national one where there is none: no project is
    without someone who answers for it. What is told abroad is for others."""
    if project.is_foreign or not viewer.run_network_ids:
        return None
    body = network_for(project.organisation, viewer.at)
    return runs(viewer.person, body, viewer.at) if body else None


def may_import(viewer):
    """The seat with which this person brings many projects in at once."""
    return runs_networks(viewer)


def may_change_by_import(viewer, project):
    """What nobody stands as contact for, whoever imports may change; the rest only who may report on it."""
    return may_import(viewer) if project.owner_id is None else may_report_on(viewer, project)


def reporting_to(viewer):
    """A condition on projects: those whose reports of use come to a network that a viewer runs. The national one
    asks for all."""
    run = Body.objects.on(local_day(viewer.at)).filter(pk__in=viewer.run_network_ids)
    everywhere = Q(Exists(run.filter(kind=Body.Kind.NATIONAL_NETWORK)))
    return Q(organisation__isnull=False) & (Q(organisation__region__in=run.values("region")) | everywhere)


def may_join(viewer, project):
    """A member may join a project of others that they see, on behalf of the project's organisation if they can."""
    seat = may_register(viewer)
    is_own = project.owner_id == viewer.person_id
    if seat is None or viewer.is_industry or is_own or project.is_foreign:
        return None
    return seat_for(viewer, project.organisation_id) or seat


def may_end_party(viewer, project, party):
    """Who may tell of the project; and whoever joined may leave."""
    if seat := may_report_on(viewer, project):
        return seat
    is_own = viewer.person_id is not None and party.person_id == viewer.person_id
    return (seat_for(viewer, party.organisation_id) or may_register(viewer)) if is_own else None


def may_report_error(viewer, project):
    """Anyone who is signed in and sees it; the owner corrects it instead. True or False: it takes no seat."""
    return viewer.person_id is not None and project.owner_id != viewer.person_id and not project.is_foreign


def may_record_duty(viewer, body):
    """Whoever runs the network, for the organisation that owns it, records what the owner has decided."""
    seat = runs(viewer.person, body, viewer.at) if body.is_network else None
    return seat if seat and seat.organisation_id == body.owner_id else None


def may_correct_product(viewer):
    """Whoever runs the national network: a product stands once, for everyone."""
    national = (body for body in networks_run(viewer) if body.kind == Body.Kind.NATIONAL_NETWORK)
    return next((runs(viewer.person, body, viewer.at) for body in national), None)


def may_hand_over(viewer, project):
    """Those who may tell of it, and those who run the network of its region: it is never left without an owner."""
    return may_report_on(viewer, project) or may_see_to(viewer, project)


def may_withdraw(viewer, project):
    """Its contact, and those who run the network of its region: also to put it back."""
    if project.owner_id is not None and project.owner_id == viewer.person_id:
        return may_report_on(viewer, project)
    return may_see_to(viewer, project)


def may_tell_version(viewer, tool):
    """Whoever sits on behalf of the organisation that shares a tool tells of its versions."""
    seat = may_register(viewer)
    return seat_for(viewer, tool.organisation_id) if seat else None


def may_be_contact(viewer, project):
    """Whoever may tell of a project of ours can be its contact."""
    return None if project.is_foreign else may_report_on(viewer, project)


def may_take(viewer, project):
    """The same, of a project that nobody is contact for."""
    return may_be_contact(viewer, project) if project.owner_id is None else None


def may_reuse_in(viewer, project):
    """Who may say that one of their own projects used what others have told: also those who have joined it."""
    return may_report_on(viewer, project) or may_register(viewer)


def may_answer_error(viewer, project):
    """The same: an error has someone who answers when the owner does not."""
    return may_hand_over(viewer, project)


def may_answer_unseen(viewer, project):
    """What nobody is contact for, those who run its region's network answer for also where only its own
    organisation sees it: they read the error and what the project is called, and nothing more."""
    return may_see_to(viewer, project) if project.owner_id is None else None


def may_share(viewer):
    """Members share what others can take, and can be asked."""
    return None if viewer.is_industry else may_register(viewer)


def may_adopt(viewer, versions, adoptions):
    """Members tell that they use a tool; those who use the newest of its versions (newest first) have done so."""
    seat, newest = may_share(viewer), versions[0] if versions else None
    return seat is not None and (seat.organisation, newest) not in [
        (one.organisation, one.version) for one in adoptions
    ]


def may_ask(viewer):
    """All who see whom there is to ask. They ask and answer from a seat that is not a company's."""
    if not viewer.is_inside:
        return None
    seats = (
        seat for seat in viewer.seats_by_preference if seat.organisation.kind != Organisation.Kind.INDUSTRY
    )
    seat = copy(next(seats))
    seat.runs_for = None  # for themselves, also while they stand in for someone
    return seat


def networks_run(viewer):
    """The networks a viewer runs, their secretariat's included: regional ones first."""
    if not viewer.run_body_ids:
        return []
    rows = Body.objects.filter(pk__in=viewer.run_body_ids, kind__in=Body.NETWORKS)
    return list(rows.on(local_day(viewer.at)).order_by("-kind", by_name()))


def own_projects(viewer):
    """A person's own projects, their organisations', and those they have joined."""
    return Project.objects.visible_to(viewer).filter(pk__in=own_ids(viewer))


def own_ids(viewer):
    """Their ids, for rows that are already those the viewer sees: with those taken back, so that an index has them."""
    if may_register(viewer) is None:
        return Project.objects.none().values("pk")
    own = Q(organisation__in=viewer.organisation_ids) | _takes_part(viewer)
    return Project.with_withdrawn.filter(own).order_by().values("pk")


def projects_known_from(viewer):
    """Those a person's own experience can be from: they are the contact, or have joined."""
    return Project.objects.visible_to(viewer).filter(_takes_part(viewer))


def _takes_part(viewer):
    joined = Party.objects.filter(person=viewer.person_id, ended_at__isnull=True).values("project")
    return Q(owner=viewer.person_id) | Q(pk__in=joined)


def shows_outside(viewer, cells):
    """Whether a column of costs or suppliers is drawn: for a company's seat, and for who has none, only where it has
    something to read."""
    return viewer.is_inside or any(cells)
