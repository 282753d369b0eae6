"""Registering and moving AI projects."""

from datetime import datetime, time

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from network import search
from network.audit import record
from network.deadlines import OSLO, date_text_lazy, local_day
from network.links import is_web_address
from network.once import twice_is_once
from network.reach import Reach
from network.workflow import Refused
from network.writing import writing
from register import areas, tallies, versions
from register.models import PhaseChange, Product, Project
from register.products import product_of
from register.vocabulary import method_of


@twice_is_once
def register(
    *, actor, now, organisation, title, phase, clinical_area, purpose, reach=Reach.NETWORK, seat=None, **more
):
    """Register an AI project (R1: at the latest when carrying it out is decided). Returns the project.

    `product`, `supplier` and `device_class` are given as text; `phase_on` is the day the phase began. A level of care
    that is not told is the organisation's usual one. Raises `Refused` for a day ahead, for a publication that is no
    link, and for an id that Nye metoder does not write.
    Source: Annex 4, question 1 of the 2021 recommendations.
    """
    token = more.pop("token", None)
    key = f"project.registered:{actor.pk}:{token}" if token else None
    if key and (first := Project.with_withdrawn.filter(registration_key=key).first()):
        return first
    _not_decided_ahead(more, now)
    _check_publications(more)
    more |= _method_in(more)
    more["care_level"] = more.get("care_level") or Project.CareLevel.usual_for(organisation)
    owner = more.pop("owner", actor)
    phase_on = more.pop("phase_on", None)
    project = Project.objects.create(
        organisation=organisation,
        title=title,
        phase=phase,
        clinical_area=clinical_area,
        purpose=purpose,
        reach=reach,
        owner=owner,
        registered_at=now,
        changed_at=now,
        confirmed_at=now,
        confirmed_by=None if actor.is_system else actor,  # a source confirms nothing
        registration_key=key,
        **_with_product(more, actor=actor, now=now),
    )
    if phase_on:  # the day it is told of is not the day it began
        PhaseChange.objects.create(project=project, phase=phase, at=_moment_of(phase_on, now))
    tallies.note([project])
    areas.note([project])
    record("project.registered", actor=actor, seat=seat, at=now, target=project, title=title, phase=phase)
    _decided(project, actor=actor, seat=seat, now=now)
    versions.begin(project, actor=actor, at=now)
    search.index(project)
    return project


@writing()
def edit(project, *, actor, now, seat=None, phase_on=None, **fields):
    """Change what is told of a project. A change of phase is dated and stays in its history, and every change
    makes a version. `phase_on` without another phase corrects when the one it is in began. Raises `Refused` for a
    phase that begins before the one it follows, for a decision that is not made yet, for a publication that is
    no link, and for an id that Nye metoder does not write."""
    _not_decided_ahead(fields, now)
    _check_publications(fields, project)
    fields |= _method_in(fields)
    with versions.changing(project, actor=actor, at=now) as locked:
        fields = _with_product(fields, locked, actor=actor, now=now)
        _change(locked, fields, actor=actor, now=now, seat=seat, phase_on=phase_on)
    return locked


def _change(project, fields, *, actor, now, seat, phase_on):
    counted = tallies.count_of([project])
    changed = [name for name, value in fields.items() if _is_news(getattr(project, name), value)]
    for name in changed:
        setattr(project, name, fields[name])
    if "phase" in changed:
        _came_to_phase(project, _moment_of(phase_on, now))
    elif phase_on and _began_on(project, phase_on, now):
        changed.append("phase_on")
    if not changed:
        return
    project.changed_at = now
    project.save()
    tallies.note([project], before=counted)
    areas.note([project])
    record(
        "project.edited", actor=actor, seat=seat, at=now, target=project, fields=changed, phase=project.phase
    )
    if "implementation_decided_on" in changed:
        _decided(project, actor=actor, seat=seat, now=now)
    search.index(project)


def _is_news(before, value):
    """Also of the same product, when its supplier or class was not known before."""
    if isinstance(value, Product) and before == value:
        return (before.supplier, before.device_class) != (value.supplier, value.device_class)
    return before != value


def _came_to_phase(project, at):
    _check_after(project.phase_changes.order_by("-at", "-pk").first(), at)
    PhaseChange.objects.create(project=project, phase=project.phase, at=at)


def _began_on(project, day, now):
    """Tell, or correct, when the phase it is in began. Whether that is news."""
    at, changes = _moment_of(day, now), list(project.phase_changes.order_by("-at", "-pk")[:2])
    if not changes:
        PhaseChange.objects.create(project=project, phase=project.phase, at=at)
        return True
    if local_day(changes[0].at) == day:
        return False
    _check_after(changes[1] if len(changes) > 1 else None, at)
    changes[0].at = at
    changes[0].save(update_fields=["at"])
    return True


def _check_after(last, at):
    if last and at < last.at:
        raise Refused(
            format_lazy(
                _("Fasen kan ikke begynne før {date}, da den forrige begynte."),
                date=date_text_lazy(local_day(last.at)),
            ),
            field="phase_on",
        )


def _moment_of(day, now):
    """The moment a phase began: now, unless a day before today was told."""
    if day is None or day == local_day(now):
        return now
    if day > local_day(now):
        raise Refused(_("Fasen kan ikke begynne frem i tid. Endre den når den har begynt."), field="phase_on")
    return noon_of(day)


def noon_of(day):
    """The moment that stands for a day."""
    return datetime.combine(day, time(12), OSLO)


def _not_decided_ahead(fields, now):
    day = fields.get("implementation_decided_on")
    if day and day > local_day(now):
        raise Refused(
            _("Datoen er frem i tid. Registrer beslutningen når den er tatt."),
            field="implementation_decided_on",
        )


def _check_publications(fields, project=None):
    """Each is a link. What stands already is let be: it may have been told before links were asked for."""
    stands = project.publications.splitlines() if project else []
    for line in (fields.get("publications") or "").splitlines():
        if line.strip() and line not in stands and not is_web_address(line):
            raise Refused(
                format_lazy(_("«{line}» er ikke en lenke. Skriv nettadressen."), line=line[:80]),
                field="publications",
            )


def _method_in(fields):
    """The id in Nye metoder, as it is written there, where one is told."""
    if not fields.get("method_id"):
        return {}
    if method := method_of(fields["method_id"]):
        return {"method_id": method}
    raise Refused(_("Skriv ID-en slik den står hos Nye metoder, for eksempel ID2024_012."), field="method_id")


def _decided(project, *, actor, seat, now):
    """«Gjennomføring besluttet» is an event with its own date."""
    if project.implementation_decided_on:
        record("project.decided", actor=actor, seat=seat, at=now, target=project, **decision_of(project))


def decision_of(project):
    """What the event says of a decision to carry out."""
    return {"on": project.implementation_decided_on, "title": project.title}


def _with_product(fields, project=None, *, actor, now):
    """The product's own columns as the product they name: what was not told is as it stands."""
    named = {name: fields.pop(name) for name in ("product", "supplier", "device_class") if name in fields}
    if named:
        named.setdefault("product", project.product_name if project else "")
        named.setdefault("supplier", "")
        fields["product"] = product_of(
            named["product"] or "",
            named["supplier"] or "",
            named.get("device_class") or "",
            actor=actor,
            now=now,
            telling=[project] if project else [],
        )
    return fields
