"""Ways into the network: one's own address at a known organisation, an invitation, or an application.

Nobody learns from outside who has a user here: whatever is asked for, the page says the same, and the mail says
the rest to whoever owns the address.
"""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.db import IntegrityError
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.text import format_lazy, slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from network import membership
from network.audit import record
from network.deadlines import date_text, local_day
from network.letters import owe_note
from network.models import Admission, Letter, Mail, Organisation, Person, Seat
from network.workflow import Refused
from network.writing import writing

SALT = "network.admission"
ASKED_LASTS, INVITED_LASTS = timedelta(days=3), timedelta(days=14)
# What a network may let in that nobody has told of. The trusts and agencies are known, and fora have no members.
NEW_KINDS = (
    Organisation.Kind.MUNICIPAL,
    Organisation.Kind.PRIVATE_HOSPITAL,
    Organisation.Kind.IT,
    Organisation.Kind.UNIVERSITY,
    Organisation.Kind.RESEARCH,
    Organisation.Kind.PATIENTS,
    Organisation.Kind.INDUSTRY,
    Organisation.Kind.OTHER,
)
# More than this to one address in a day, and nothing more is sent: nobody fills another's inbox from here.
MOST_A_DAY = 3
FORGOTTEN_AFTER = timedelta(days=30)
# Companies are observers, and let in by somebody.
NOT_BY_DOMAIN = (Organisation.Kind.INDUSTRY, Organisation.Kind.FORUM, Organisation.Kind.OTHER)
# Those who lead, are secretary or deputise are replaced by whoever owns the network.
TAKEN_BACK = (Seat.Role.MEMBER, Seat.Role.OBSERVER)
NOT_NOW = _("Lenken er brukt eller for gammel. Be om en ny.")


def organisations_at(email):
    """The organisations whose own domain an address is at: `@ous.no`, and `@post.ous.no` too."""
    domain = email.rpartition("@")[2].lower()
    parts = domain.split(".")
    domains = [".".join(parts[start:]) for start in range(len(parts) - 1)]
    known = Organisation.objects.filter(web_domain__in=domains, ended_on__isnull=True)
    return known.exclude(kind__in=NOT_BY_DOMAIN)


def _called(workplace):
    """The organisation whose own name somebody has written, so that its region's network answers; None of others."""
    named = Q(name__iexact=workplace.strip()) | Q(short_name__iexact=workplace.strip())
    return Organisation.objects.filter(named, ended_on__isnull=True).first() if workplace.strip() else None


def organisations_for(made, now):
    """Those it makes someone a member for at once: what the invitation says, while its sender still runs the
    network; else those at the address. One is given, of several one is chosen, and without any one applies."""
    if made.invited_by_id is None:
        return list(organisations_at(made.email))
    return [made.organisation] if membership.runs(made.invited_by, made.body, now) else []


@writing()
def ask(*, email, name, now, language=settings.LANGUAGE_CODE):
    """Ask to come in. A mail with a link goes to the address, in `language`; the one who asked learns nothing
    else."""
    email = email.strip().lower()
    recent = Admission.objects.filter(
        email__iexact=email, invited_by=None, made_at__gt=now - timedelta(days=1)
    )
    if recent.count() >= MOST_A_DAY:
        return
    made = Admission.objects.create(email=email, name=name.strip(), made_at=now, expires_at=now + ASKED_LASTS)
    event = record("admission.asked", actor=Person.objects.system(), at=now, target=made)
    is_known = Person.objects.filter(email__iexact=email, is_active=True).exists()
    with translation.override(language):
        known, new = gettext("Løft: du har alt en bruker"), gettext("Løft: bli medlem av nettverket")
        _send(made, event, subject=known if is_known else new, is_known=is_known)


@writing()
def invite(body, *, email, name, organisation, actor, now, seat=None):
    """Invite someone to be a member of a network. Who has a user already, is a member at once.

    Returns the admission, or the seat.
    """
    if not membership.runs(actor, body, now):
        raise Refused(_("Bare de som leder nettverket, kan invitere."))
    email = email.strip().lower()
    known = Person.objects.filter(email__iexact=email).first()
    if known and not known.is_active:
        raise Refused(
            _("Adressen hører til en bruker som er stengt. Den som drifter Løft, kan åpne den."),
            field="email",
        )
    if known:
        if Seat.objects.at(now).filter(person=known, body=body).exists():
            raise Refused(
                format_lazy(_("{person} har alt en rolle i {body}."), person=known.name, body=body.name),
                field="email",
            )
        held = _seat(known, body, organisation, actor=actor, now=now)
        told = {"person_id": known.pk, "body": body.name}
        record("membership.given", actor=actor, seat=seat, at=now, target=body, **told)
        return held
    if Admission.objects.unused(now).filter(email__iexact=email, body=body).exists():
        raise Refused(_("Adressen har alt en invitasjon som gjelder."), field="email")
    made = Admission.objects.create(
        email=email,
        name=name.strip(),
        invited_by=actor,
        body=body,
        organisation=organisation,
        made_at=now,
        expires_at=now + INVITED_LASTS,
    )
    event = record("admission.invited", actor=actor, seat=seat, at=now, target=made, about=[body])
    _send(made, event, subject=gettext("Løft: invitasjon til {body}").format(body=body.name), is_known=False)
    return made


def _send(made, event, *, subject, is_known):
    about = {
        "admission": made,
        "is_known": is_known,
        "link": settings.SITE_URL + reverse("join-with", args=[code_for(made)]),
        "sign_in": settings.SITE_URL + reverse("account_login"),
    }
    text = render_to_string("mail/admission.txt", about).strip()
    owe_note(event, made.email, number=made.pk, subject=subject, text=text)


def code_for(made):
    return signing.dumps(made.pk, salt=SALT)


def opened(code, now):
    """The admission a link opens, or None: not signed here, used, too old, or its address has a user now."""
    try:
        pk = signing.loads(code, salt=SALT)
    except signing.BadSignature:
        return None
    made = Admission.objects.unused(now).filter(pk=pk).select_related("body", "organisation").first()
    if made and Person.objects.filter(email__iexact=made.email).exists():
        return None
    return made


@writing()
def use(made, *, password, now, organisation=None, workplace="", why=""):
    """Make the user that an admission is for. Returns the person, who is a member, or has applied.

    The link came by mail, so the address is confirmed.
    """
    made = Admission.objects.select_for_update(of=("self",)).get(pk=made.pk)
    if made.used_at or made.expires_at <= now:
        raise Refused(NOT_NOW)
    own = organisations_for(made, now)
    if len(own) == 1:
        (organisation,) = own
    elif organisation not in own and not workplace.strip():
        raise Refused(_("Skriv hvor du jobber."), field="workplace")
    # One that nobody knows is in no region: the national network answers.
    made.body = made.body or membership.network_for(organisation or _called(workplace), now)
    if made.body is None:
        raise Refused(_("Det finnes ikke noe nettverk som kan ta imot deg ennå."))
    person = _new_person(made, password)
    made.used_at, made.person = now, person
    if organisation in own:
        made.organisation = organisation
        _seat(person, made.body, organisation, actor=made.invited_by or Person.objects.system(), now=now)
    else:
        made.applied_at, made.workplace, made.why = now, workplace.strip(), why.strip()
    made.save()
    verb = "admission.applied" if made.applied_at else "admission.joined"
    told = {"name": made.name, "body": made.body.name, "organisation": made.works_at}
    record(verb, actor=person, at=now, target=made, about=[made.body], **told)
    return person


@writing()
def apply(person, *, now, workplace, why=""):
    """Ask to be a member when one has a user and no role: one who left, was let out, or signed in from elsewhere.

    Whoever runs the network of the region decides. Returns the application, the first when it is sent twice.
    """
    Person.objects.select_for_update().get(pk=person.pk)  # the lock: two clicks are one application
    if waiting := Admission.objects.waiting().filter(person=person).first():
        return waiting
    if Seat.objects.at(now).filter(person=person).exists():
        raise Refused(_("Du har alt en rolle."))
    known = organisations_at(person.email).first() or _called(workplace)
    body = membership.network_for(known, now)
    if body is None:
        raise Refused(_("Det finnes ikke noe nettverk som kan ta imot deg ennå."))
    at_once = dict.fromkeys(("made_at", "expires_at", "used_at", "applied_at"), now)
    made = Admission.objects.create(
        email=person.email,
        name=person.name,
        person=person,
        body=body,
        workplace=workplace.strip(),
        why=why.strip(),
        **at_once,
    )
    told = {"name": made.name, "body": body.name, "organisation": made.works_at}
    record("admission.applied", actor=person, at=now, target=made, about=[body], **told)
    return made


def _new_person(made, password):
    try:
        with writing():
            return Person.objects.create_user(made.email, password, name=made.name)
    except IntegrityError:  # the address has a user already, perhaps by another link just now
        raise Refused(NOT_NOW) from None


def _seat(person, body, organisation, *, actor, now):
    """A member's seat, or the one they have there already."""
    held = Seat.objects.at(now).filter(person=person, body=body, organisation=organisation).first()
    if held:
        return held
    role = Seat.Role.OBSERVER if organisation.kind == Organisation.Kind.INDUSTRY else Seat.Role.MEMBER
    return membership.seat(person, body, organisation=organisation, role=role, actor=actor, now=now)


@writing()
def decide(made, *, granted, actor, now, organisation=None, new=None, reason="", seat=None):
    """Say yes or no to an application, once. A yes needs the organisation the member speaks for, or, where nobody
    has told of it before, its `new` name, kind and region; a no needs a reason.

    Returns the application.
    """
    made = Admission.objects.select_for_update(of=("self",)).get(pk=made.pk)
    if not membership.runs(actor, made.body, now):
        raise Refused(_("Bare de som leder nettverket, kan avgjøre søknaden."))
    if made.decided_at:
        raise Refused(_("Søknaden er alt avgjort."))
    organisation = organisation or made.organisation
    if granted and organisation is None and new:
        organisation = _made_known(new, made, actor=actor, now=now)
    if granted and organisation is None:
        raise Refused(_("Velg virksomheten medlemmet skal snakke for."), field="organisation")
    if not granted and not reason.strip():
        raise Refused(_("Skriv hvorfor. Den som søkte, får lese det."), field="reason")
    made.decided_at, made.decided_by, made.granted, made.reason = now, actor, granted, reason.strip()
    if granted:
        made.organisation = organisation
        _seat(made.person, made.body, organisation, actor=actor, now=now)
    made.save()
    told = {"body": made.body.name, "reason": made.reason, "organisation": made.works_at}
    verb = "admission.granted" if granted else "admission.declined"
    record(verb, actor=actor, seat=seat, at=now, target=made, about=[made.body], **told)
    return made


def _made_known(new, made, *, actor, now):
    """An organisation that an applicant works at. Nobody becomes a member by its address: that is set by whoever
    runs Løft."""
    if Organisation.objects.filter(name__iexact=new["name"], ended_on=None).exists():
        raise Refused(_("Virksomheten står i listen. Velg den der."), field="organisation")
    if new["kind"] not in NEW_KINDS:
        raise Refused(_("Velg hva slags virksomhet det er."), field="new_kind")
    return Organisation.objects.create(
        slug=f"{slugify(new['name'])[:60]}-{made.pk}",
        **new,
        source=f"{actor.name}, {date_text(local_day(now))}",
    )


@writing()
def take_back(held, *, actor, now, reason, seat=None):
    """End someone's membership of a network one leads, with a reason that they get to read. Returns the seat."""
    if not membership.runs(actor, held.body, now) or held.role not in TAKEN_BACK:
        raise Refused(_("Du kan bare avslutte medlemskap i nettverk du leder."))
    membership.end_seat(held, actor=actor, now=now)
    told = {"person_id": held.person_id, "body": held.body.name, "reason": reason.strip()}
    record("membership.taken_back", actor=actor, seat=seat, at=now, target=held.body, **told)
    return held


@writing()
def revoke(made, *, actor, now, seat=None):
    """Take an invitation back before it is used: its link opens nothing more."""
    if not membership.runs(actor, made.body, now):
        raise Refused(_("Bare de som leder nettverket, kan trekke invitasjonen."))
    if not Admission.objects.unused(now).filter(pk=made.pk).update(expires_at=now):
        raise Refused(_("Invitasjonen er alt brukt, eller for gammel."))
    record("admission.revoked", actor=actor, seat=seat, at=now, target=made, about=[made.body])


@writing()
def forget_unused(now):
    """Delete what nobody used within a month, with the mail about it. Returns how many."""
    old = Admission.objects.filter(used_at__isnull=True, made_at__lt=now - FORGOTTEN_AFTER)
    ids = list(old.values_list("pk", flat=True))
    forget_letters(ids)
    old.delete()
    return len(ids)


def forget_letters(admission_ids):
    """Delete the mail that carried a link: it holds a name and an address."""
    letters = Letter.objects.filter(
        event__target_label="network.admission", event__target_id__in=admission_ids
    )
    mails = list(letters.values_list("mail", flat=True))
    letters.delete()
    Mail.objects.filter(pk__in=mails).delete()
