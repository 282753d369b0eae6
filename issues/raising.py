"""Raising an innmelding, saying «Gjelder oss også», and taking that back."""

from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from issues.first_reply import await_reply
from issues.models import ANSWERED, OVER, Backing, Issue, State, Voice
from network import search
from network.attachments import attach
from network.audit import record
from network.membership import network_for
from network.once import twice_is_once
from network.reach import Reach
from network.workflow import Refused
from network.writing import writing


@twice_is_once
def raise_issue(
    *,
    actor,
    now,
    title,
    kind,
    organisation,
    text="",
    project=None,
    reach=Reach.NETWORK,
    restricted=False,
    seat=None,
    token=None,
    file=None,
    **more,
):
    """Raise an innmelding on behalf of an organisation. Its region's network takes the first look (R5).

    The same form sent twice gives the first innmelding back.
    """
    key = f"{actor.pk}:{token}" if token else None
    if key and (first := Issue.objects.filter(token=key).first()):
        return first
    home = network_for(organisation, now)
    if home is None:
        raise Refused(_("Det finnes ikke noe nettverk som kan ta imot innmeldingen ennå."))
    issue = Issue.objects.create(
        title=title.strip(),
        text=text.strip(),
        kind=kind,
        project=project,
        organisation=organisation,
        raised_by=actor,
        home_body=home,
        reach=reach,
        restricted=restricted,
        raised_at=now,
        token=key,
        **more,
    )
    if file:
        attach(issue, file, body=home, actor=actor, seat=seat, now=now)
    event = record(
        "issue.raised",
        actor=actor,
        seat=seat,
        at=now,
        target=issue,
        about=[project] if project else [],
        states=("", State.NEW),
        title=issue.title,
        kind=kind,
        home=home.pk,
    )
    Voice.objects.create(
        issue=issue, person=actor, organisation=organisation, is_raiser=True, at=now, event=event
    )
    await_reply(issue, now)
    search.index(issue)
    return issue


def endorse(issue, *, actor, now, organisation, text="", seat=None):
    """«Gjelder oss også»: one voice each. Saying it twice changes nothing and is no error (R6)."""
    try:
        with writing():
            # The issue is locked, so that an answer on its way out reaches this voice or comes after it.
            issue = Issue.objects.select_for_update().get(pk=issue.pk)
            if issue.state == State.MERGED:
                raise Refused(
                    _("Saken er slått sammen med en annen. Åpne den, og si «Gjelder oss også» der.")
                )
            if issue.state == State.WITHDRAWN:
                raise Refused(_("Saken er trukket. Meld inn på nytt om det gjelder dere."))
            if issue.state in ANSWERED:
                raise Refused(
                    _("Saken er besvart. Les svaret, eller meld inn på nytt om det ikke dekker deres.")
                )
            event = record(
                "issue.endorsed",
                actor=actor,
                seat=seat,
                at=now,
                target=issue,
                title=issue.title,
                organisation=organisation.name,
                is_first=not issue.voices.standing().filter(organisation=organisation).exists(),
            )
            voice = Voice.objects.create(
                issue=issue, person=actor, organisation=organisation, text=text.strip(), at=now, event=event
            )
    except IntegrityError:
        return Voice.objects.standing().get(issue=issue, person=actor)
    return voice


@writing()
def take_back(issue, *, actor, now, seat=None):
    """«Gjelder ikke oss likevel»: end one's own voice, and get no answer. Twice is once, and it can be said again.
    Raises `Refused` for whoever raised it, and when it is over.

    Where it is lifted, what was frozen stays as it was, and the case tells what has changed since. A voice that came
    by a merging ends here only: parted again, each innmelding has those that stood behind it then.
    """
    issue = Issue.objects.select_for_update().get(pk=issue.pk)
    voice = issue.voices.standing().select_related("organisation").filter(person=actor).first()
    if voice is None:
        return
    if voice.is_raiser:
        raise Refused(_("Du har selv meldt inn saken. Gjelder den ikke lenger, kan du trekke innmeldingen."))
    if issue.state in OVER:
        raise Refused(_("Saken er avsluttet. Det du har sagt, blir stående."))
    others = issue.voices.standing().filter(organisation=voice.organisation).exclude(pk=voice.pk)
    is_last = not others.exists()
    voice.ended_event = record(
        "issue.unendorsed",
        actor=actor,
        seat=seat,
        at=now,
        target=issue,
        title=issue.title,
        organisation=voice.organisation.name,
        is_last=is_last,
    )
    voice.save(update_fields=["ended_event"])
    if is_last:
        # That it stood behind is in the log. If it is joined again, it has not said so again.
        Backing.objects.filter(issue=issue, organisation=voice.organisation).delete()


def pass_on(voice, *, to, actor, now):
    """Let another ask in the place of someone who leaves: they get the answer. The first voice stays.

    Who has a voice of their own already, keeps that one.
    """
    issue = Issue.objects.select_for_update().get(pk=voice.issue_id)
    if issue.voices.standing().filter(person=to).exists():
        return
    told = {"title": issue.title, "to": to.pk, "to_name": to.name, "before_name": voice.person.name}
    event = record("issue.passed_on", actor=actor, at=now, target=issue, **told)
    Voice.objects.create(
        issue=issue,
        person=to,
        organisation=voice.organisation,
        text=f"Overtatt etter {voice.person.name}.",
        at=now,
        event=event,
    )
