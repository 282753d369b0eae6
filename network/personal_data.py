"""What is kept about a person: all of it, for that person to read, and what is erased when they ask for it.

The Personal Data Act and the General Data Protection Regulation, articles 15, 17 and 20. What was decided, who
took part in it and the log of what happened are archives of public bodies (article 17, number 3 b), and stay.
"""

import json

from django.db.models import CASCADE
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from network.admission import forget_letters
from network.audit import record
from network.models import AccountTurn, Admission, Event, Mail, Person, Seat
from network.own_data import Names, called, columns_of, told
from network.workflow import Refused
from network.writing import writing

# Secrets, and the stamps of machines, are nobody's to read.
NEVER = {
    "password", "token", "token_key", "salt", "digest", "data_digest", "key", "source_key", "registration_key",
    "claim", "claimed_until", "lease_until",
}  # fmt: skip
# What one did with another's application tells of the other.
ABOUT_OTHERS = {("admission", "invited_by"), ("admission", "decided_by")}
# Of the ways to sign in only which they are and when they were used: the rest opens the door.
SIGNING_IN = "allauth."
SAFE = {"type", "created_at", "last_used_at", "ip", "user_agent", "last_seen_at"}


# Where on the site it is, by the room that keeps it; the rest is about signing in.
PLACES = {
    "network": _("Deg og nettverket"),
    "register": _("Prosjekter og erfaringer"),
    "issues": _("Innmeldinger"),
    "escalation": _("Løftede saker"),
    "meetings": _("Møter"),
    "guidance": _("Veiledning"),
}
SIGNING_IN_PLACE = _("Innlogging")


def kept_about(viewer):
    """All rows that name a person, as JSON text for that person: by place and by what they are, in the words of the
    site and the language of the moment."""
    found = {str(place): {} for place in (*PLACES.values(), SIGNING_IN_PLACE)}
    kept = [(Person, None, Person.objects.filter(pk=viewer.person_id)), *_naming(viewer.person)]
    names = Names(viewer, [row for model, _name, rows in kept if not _signs_in(model) for row in rows])
    for model, name, rows in kept:
        columns = [field for field in columns_of(model) if _is_told(model, field.name)]
        place = str(PLACES.get(model._meta.app_label, SIGNING_IN_PLACE))
        told_before = found[place].setdefault(_heading(model, name), [])
        told_before += [told(row, columns, names) for row in rows]
    return json.dumps({place: rows for place, rows in found.items() if rows}, ensure_ascii=False, indent=2)


def _naming(person):
    """(model, name of the column, rows) for each column that names a person, where any does."""
    for model, name in _naming_people():
        rows = list(model._base_manager.filter(**{name: person}).order_by("pk"))
        if rows and (model._meta.model_name, name) not in ABOUT_OTHERS:
            yield model, name, rows


def _naming_people():
    """(model, field) for each column that points at a person, those without a way back included; Django's own
    log of what administrators changed is not here."""
    for relation in Person._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and not relation.many_to_many:
            model = relation.related_model
            if not model.__module__.startswith("django.") and not model._meta.auto_created:
                yield model, relation.field.name


def _signs_in(model):
    return model.__module__.startswith(SIGNING_IN)


def _is_told(model, name):
    return name not in NEVER and (not _signs_in(model) or name in SAFE)


def _heading(model, name):
    """«KI-prosjekter (bekreftet av)»: what it is, and in which way it names the person."""
    heading = capfirst(str(model._meta.verbose_name_plural))
    if name in (None, "person", "user"):
        return heading
    return f"{heading} ({called(model._meta.get_field(name))})"


@writing()
def erase(person, *, now):
    """Erase someone who has left: address, name, password, ways to sign in, and what was theirs alone.

    What they decided, wrote and asked stays, signed «Tidligere bruker». Refused while they have a role. Returns the row that is left.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    if Seat.objects.at(now).filter(person=person).exists():
        raise Refused(_("Gå ut av nettverket først. Da blir det du har ansvaret for, gitt videre."))
    AccountTurn.objects.create(person=person, was_active=person.is_active, until=now)
    person.email, person.name = f"slettet-{person.pk}@loft.invalid", "Tidligere bruker"
    person.is_active = False
    person.set_unusable_password()
    person.save()
    for model, name in _naming_people():
        if model._meta.get_field(name).remote_field.on_delete is CASCADE:
            model._base_manager.filter(**{name: person}).delete()
    Mail.objects.filter(person=person).update(address=person.email)
    own = Admission.objects.filter(person=person)
    events = Event.objects.filter(target_label="network.admission", target_id__in=own.values("pk"))
    away = Event.objects.filter(target_label="network.absence", target_id__in=person.absences.values("pk"))
    (events | away).update(data=None)  # the chain holds: it is of digests
    forget_letters(list(own.values_list("pk", flat=True)))
    own.update(email=person.email, name=person.name, workplace="", why="")
    record("person.erased", actor=Person.objects.system(), at=now, target=person)
    return person
