"""How far each part of a project is seen: never further than the project, and by default less for what is
between those who buy and for people's names."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from network.reach import Reach, narrowest
from register.models.facts import Approval

PROCUREMENT, DATA, APPROVALS, PEOPLE = "procurement", "data", "approvals", "people"

GROUPS = {
    PROCUREMENT: _("Leverandør, pris og finansiering"),
    DATA: _("Data og tilgang til data"),
    APPROVALS: _("Godkjenninger og vurderinger"),
    PEOPLE: _("Kontakt og parter"),
}
# Companies and visitors see these only where the owner has opened them.
BY_DEFAULT = {PROCUREMENT: Reach.NETWORK, PEOPLE: Reach.NETWORK}
# What versions tell of that is no column: how far each group is seen, and each row of the checklist.
REACH_OF = {group: f"reach_{group}" for group in GROUPS}
STATE_OF = {kind: f"state_{kind}" for kind in Approval.Kind.values}
RESPONSIBLE_OF = {kind: f"responsible_{kind}" for kind in Approval.Kind.values}
FIELDS_OF = {
    PROCUREMENT: {"supplier", "cost_band", "funding"},
    DATA: {"data_sources", "data_accesses"},
    APPROVALS: {"device_status", "ai_role", "method_id", *STATE_OF.values(), *RESPONSIBLE_OF.values()},
    PEOPLE: {"owner", "partners", "parties", *RESPONSIBLE_OF.values()},
}


def shows(groups, name):
    """Whether whoever sees these groups of a project sees a field of it: all those the field is in."""
    inside = {group for group, names in FIELDS_OF.items() if name in names or name == REACH_OF[group]}
    return inside <= groups


def reach_of(project, group):
    """How far a group of a project's fields is seen; the whole project's for what is in no group."""
    chosen = project.group_reach.get(group) or BY_DEFAULT.get(group)
    return narrowest([Reach(project.reach), *([Reach(chosen)] if chosen else [])])


def may_see(viewer, project, group):
    """Whether a viewer who sees the project also sees this group of its fields."""
    if viewer.person_id and project.owner_id == viewer.person_id:
        return True
    if project.organisation_id and project.organisation_id in viewer.organisation_ids:
        return True
    reach = reach_of(project, group)
    if reach == Reach.REGION:
        region = project.organisation and project.organisation.region_id
        return viewer.is_inside and region in viewer.region_ids
    return reach == Reach.PUBLIC or (reach == Reach.NETWORK and viewer.is_inside)


def reaching(group, *reaches):
    """The same as a question about projects: that a group was let as far as one of these."""
    chosen = f"group_reach__{group}"
    let = Q(**{f"{chosen}__in": reaches})
    return let | ~Q(group_reach__has_key=group) if BY_DEFAULT.get(group, Reach.PUBLIC) in reaches else let


def seen_by(viewer, group):
    """`may_see` as a question about projects that the viewer sees."""
    seen = reaching(group, Reach.PUBLIC)
    if viewer.is_inside:
        seen |= reaching(group, Reach.NETWORK)
        seen |= reaching(group, Reach.REGION) & Q(organisation__region__in=viewer.region_ids)
    return seen | Q(organisation__in=viewer.organisation_ids) | Q(owner=viewer.person_id or 0)


def groups_seen(viewer, project):
    """The names of the groups of a project that a viewer may see."""
    return {group for group in GROUPS if may_see(viewer, project, group)}
