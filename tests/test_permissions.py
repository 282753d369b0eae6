"""Every URL × method × person has a written verdict; a URL without one fails with the row to paste.

A verdict is what comes back: `page` (200), `on` (sent on to a page of the site), `sign-in`, `hidden`
(404, as for what does not exist), `no` (403), `method` (405) or `refused` (422). The rows stand in
`permission_table.py`; each was read by a person before it was pasted there.
"""

import re
from datetime import date, time, timedelta
from itertools import groupby, product
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from escalation import plan as plan_ahead
from escalation.paper_links import code_for
from guidance.joint import start as start_joint
from issues import abroad, anonymising, measures, needs, talk
from issues.merging import propose_merge
from issues.models import SharedNeed, SharedNeedAsked
from meetings import actions, closing
from meetings.compiling import compile_meeting
from meetings.facilitating import facilitate
from meetings.feeds import start_feed
from meetings.frozen import newest_sent
from meetings.invitations import invite_to_item
from meetings.outside import list_event
from meetings.planning import plan
from meetings.proposing import propose
from meetings.publishing import publish
from meetings.reply_links import code_for as reply_code
from meetings.series import start_series
from meetings.standing import add_standing
from network import lessons
from network.absence import leave
from network.admission import code_for as admission_code
from network.attachments import attach
from network.deadlines import local_day
from network.models import Admission, Attachment, Evaluation, Event, Forum, Notice, Person, Regulation
from network.unsubscribing import code_for as unsubscribe_code
from network.uploads import Upload
from register import asking, exports, sharing
from register.facts import add_party, tell_access
from register.models import ResourcePerson, Tool
from register.runs import start
from register.upkeep import report_error
from register.upkeep_links import code_for as upkeep_code
from register.withdrawing import withdraw
from tests.permission_table import TABLE

OURS = ("network", "register", "issues", "guidance", "escalation", "meetings", "config")
VERDICTS = {200: "page", 403: "no", 404: "hidden", 405: "method", 422: "refused"}
BACKEND = "django.contrib.auth.backends.ModelBackend"
PEOPLE = (
    "anonymous",
    "outsider",
    "member",
    "member_west",
    "lead",
    "lead_west",
    "secretariat",
    "council_chair",
    "lifting_lead",
    "coord_lead",
    "steering_member",
    "owner_hdir",
    "industry",
    "admin",
)


def patterns(resolver=None):
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from patterns(entry)
        elif isinstance(entry, URLPattern) and entry.callback.__module__.split(".")[0] in OURS:
            yield entry


def our_urls():
    """The names of our URLs, from the URLconf itself: one that nobody thought of is found here."""
    return sorted({pattern.name for pattern in patterns()})


@pytest.fixture
def world(chain, cast, bodies, now):
    """One of each thing a URL can name. The case is lifted; the coordinating group has confirmed it."""
    before = now - timedelta(days=1)
    project = chain.registered(product="BoneView")
    issue = chain.raised(project=project)
    other = chain.raised(title="Hvordan måler vi nytten av KI i akuttmottaket?")
    escalation = chain.lifted(chain.proposed(chain.taken_up(issue)))
    referral = chain.acknowledged(chain.referral(escalation, bodies.coordinating))
    meeting = plan(bodies.south_east, actor=cast.lead, now=now, starts_at=now.replace(year=now.year + 1))
    waiting = chain.proposed(chain.taken_up(chain.raised(title="Hvem eier modellen når vi trener den selv?")))
    lifting = plan(
        bodies.network_steering, actor=cast.lifting_lead, now=before, starts_at=now - timedelta(hours=1)
    )
    compile_meeting(lifting, now=now)
    propose(bodies.south_east, actor=cast.member, now=now, title="Felles opplæring")
    compile_meeting(meeting, now=now)
    item = meeting.items.get(source="proposed")
    held = plan(bodies.south_east, actor=cast.lead, now=before, starts_at=now - timedelta(hours=1))
    closing.close(held, actor=cast.lead, now=now, rest_to_next=True)
    promised = {"what": "Spørre REK", "owner": cast.member, "due_on": local_day(now)}
    action = actions.add(held, actor=cast.lead, now=now, **promised)
    unclear = chain.handed_on(
        chain.referral(
            chain.lifted(chain.proposed(chain.taken_up(chain.raised(title="Hvem melder vi avvik til?")))),
            bodies.desk_hdir,
        ),
        actor=cast.owner_hdir,
        responsibility="several",
    )
    chain.clarified(unclear, to=bodies.desk_dmp)
    chain.laid_before(referral)
    referral.refresh_from_db()
    desk = chain.acknowledged(chain.referral(escalation, bodies.desk_hdir))
    chain.promised(desk)
    told = Event.objects.get(verb="referral.lay_before")
    sent = plan(bodies.south_east, actor=cast.lead, now=now, starts_at=meeting.starts_at - timedelta(days=1))
    propose(bodies.south_east, actor=cast.member, now=now, title="Felles anskaffelse")
    series = start_series(
        bodies.south_east, actor=cast.lead, now=now, time=time(9), weekday=0, nth=1, starts_on=now.date()
    )
    joint = start_joint(bodies.desk_dmp, [bodies.desk_hdir], now=now)
    invitation = invite_to_item(
        sent.items.get(title="Felles anskaffelse"), cast.owner_hdir.seats.get(), actor=cast.lead, now=now
    )
    publish(sent, actor=cast.lead, now=now)
    need = chain.raised(title="Vi trenger hjelp til å måle nytten", kind="need")
    answering = chain.registered(title="Måling av nytte", phase="research")
    linked = needs.link(need, answering, actor=cast.lead, seat=cast.lead.seats.get(), now=now)
    said = {"text": "Vi kan måle.", "contact": "Petter", "seat": cast.industry.seats.get()}
    hidden = chain.raised(title="Hvem svarer når vår leverandør er borte?", restricted=True)
    anonymised = anonymising.write(
        hidden, actor=cast.member, seat=None, now=now, title="Når en leverandør er borte", text="", version=0
    )
    milestone = plan_ahead.add(
        body=bodies.south_east,
        actor=cast.lead,
        now=now,
        title="Plan for nettverket",
        put_before=bodies.steering,
        due_on=now.date(),
    )
    return SimpleNamespace(
        milestone=milestone,
        need=need,
        linked=linked,
        needresponse=needs.respond(need, actor=cast.industry, now=now, **said),
        unsubscribe=unsubscribe_code(cast.member),
        hidden=hidden,
        anonymised=anonymised,
        joint=joint,
        **_admitted(bodies.south_east, now),
        series=facilitate(series, actor=cast.lead, now=now, facilitator=bodies.coordinating, wish="HSØ"),
        standing=add_standing(bodies.south_east, actor=cast.lead, now=now, title="Nytt fra virksomhetene"),
        event=list_event(
            actor=cast.lead,
            now=now,
            title="KI-stafett",
            organiser="KIN",
            url="https://kin.example/",
            starts_on=now.date(),
        ),
        held_meeting=held,
        action=action,
        code=code_for(told, cast.steering_member),
        change=escalation.changes.get(),
        clarification=unclear.clarifications.get(),
        project=project,
        product=project.product,
        public=chain.registered(reach="public", title="For alle"),
        withdrawal=_withdrawn(chain.registered(title="Registrert ved en feil"), cast.member, now),
        errorreport=report_error(project, actor=cast.member_west, now=now, text="Navnet er feil."),
        access=tell_access(project, actor=cast.member, now=now, source="NPR", granted_by="FHI"),
        party=add_party(
            project, actor=cast.member, now=now, organisation=bodies.steering.owner, role="partner"
        ),
        experience=(experience := chain.experience(project)),
        forum=Forum.objects.create(name="KIN", purpose="Dele", owner="Miljøene", level="national"),
        tool=Tool.objects.create(
            name="ROS-mal",
            kind="template",
            purpose="ROS",
            url="https://a.example",
            organisation=bodies.steering.owner,
            shared_by=cast.member,
            shared_at=now,
        ),
        sharedneed=_shared(experience, cast, now),
        issue=issue,
        other=other,
        doubled=_doubled(chain, cast, now),
        held=chain.taken_up(chain.raised(title="Hvem godkjenner modeller vi har trent selv?")),
        escalation=escalation,
        referral=referral,
        entry=chain.published(),
        body=bodies.south_east,
        meeting=meeting,
        item=item,
        sent=newest_sent(sent),
        invitation=invitation,
        secret=start_feed(cast.member, now=now),
        to_decide=lifting.items.get(target_label="escalation.escalation", target_id=waiting.pk),
        absence=leave(cast.lead, actor=cast.lead, now=now, first=local_day(now), last=local_day(now)),
        lesson=_learned(bodies.south_east, cast.lead, now),
        evaluation=Evaluation.objects.create(
            body=bodies.south_east, starts_on=date(2024, 1, 1), due_on=date(2025, 1, 1)
        ),
        status=bodies.south_east,
        **_talked(issue, cast, bodies, now),
        notice=Notice.objects.filter(person=cast.member).first(),
        **{"import": _uploaded(cast.lead, now)},
        export=_made(cast.member, now),
        question=_asked(cast, now),
        resourceperson=ResourcePerson.objects.get(),
        competence=_offered(cast.member, now),
        regulation=Regulation.objects.create(slug="psl", kind="lov", title="Journalloven", owner_name="HOD"),
    )


def _admitted(body, now):
    """One who has applied to be a member, and a link for another who has asked to."""
    person = Person.objects.create_user("ida@ukjent.no", name="Ida")
    applied = {"used_at": now, "applied_at": now, "person": person, "workplace": "Et sted"}
    given = {"name": "Ida", "body": body, "made_at": now, "expires_at": now + timedelta(days=3)}
    asked = Admission.objects.create(email="ane@ukjent.no", **given)
    return {
        "admission": Admission.objects.create(email="ida@ukjent.no", **given, **applied),
        "join": admission_code(asked),
    }


def _shared(experience, cast, now):
    """A need that several have; the member is asked to raise it with them."""
    shared = SharedNeed.objects.create(need="validation", found_at=now)
    asked = {"experience": experience, "organisation": experience.organisation, "person": cast.member}
    SharedNeedAsked.objects.create(shared=shared, asked_at=now, **asked)
    return shared


def _talked(issue, cast, bodies, now):
    """A comment with a file, what another country did, and a measure that is out for comment."""
    said = {"actor": cast.member, "seat": cast.member.seats.get(), "now": now}
    comment = talk.say(issue, text="Vi fikk svar fra REK.", **said)
    file = Upload("Svar.pdf", Attachment.Kind.PDF, b"%PDF-", "")
    told = {"country": "SE", "who": "Region Skåne", "what": "Delte bilder.", "url": "https://skane.example/"}
    proposed = {"title": "Mal for deling", "text": "Vi lager en mal.", "kind": "guidance"}
    return {
        "comment": comment,
        "attachment": attach(comment, file, body=bodies.south_east, **said),
        "abroad": abroad.tell(issue, **said, **told),
        "measure": measures.put_out(
            desk=bodies.desk_hdir,
            actor=cast.owner_hdir,
            now=now,
            closes_on=local_day(now) + timedelta(days=9),
            **proposed,
        ),
    }


def _doubled(chain, cast, now):
    doubled = chain.raised(title="Hvordan måler vi nytten i akuttmottaket?")
    kept = chain.raised(title="Nytten av KI i akuttmottaket?")
    propose_merge(doubled, into=kept, actor=cast.lead, now=now, reason="Samme sak.")
    return doubled


def _uploaded(lead, now):
    told = {"file_name": "liste.csv", "actor": lead, "seat": lead.seats.get()}
    return start(b"Navn;Fase\nBrudd;pilot\n", now=now, **told)


def _made(member, now):
    """A file that a member has ordered, and a worker has made."""
    run = exports.order("projects", "csv", "", actor=member, now=now)
    exports.work_due(now)
    return run


def _asked(cast, now):
    """A question to a member, who has said yes to being asked, from another region."""
    yes = {"knows": "Validering", "reach_me": "E-post", "phases": ["in_use"]}
    asking.become_resource(actor=cast.member, seat=cast.member.seats.get(), now=now, **yes)
    said = {"actor": cast.member_west, "seat": cast.member_west.seats.get(), "now": now}
    return asking.ask(cast.member, **said, text="Hvor lang tid tok det?", token="t")


def _withdrawn(project, member, now):
    """A registration that its owner has taken back."""
    return withdraw(project, actor=member, seat=member.seats.get(), now=now, because="error")


def _offered(member, now):
    """A course that a member tells of."""
    offer = {"group": "leaders", "topic": "law", "title": "Kurs om regelverk"}
    return sharing.tell_competence(actor=member, seat=member.seats.get(), now=now, **offer)


def _learned(body, lead, now):
    told = {"partner": "Digi-hjem", "what": "Maler deles.", "status": "considered", "why": "Vi prøver."}
    seat = lead.seats.get()
    return lessons.tell(body, actor=lead, seat=seat, now=now, on=local_day(now), **told)


def arguments(name, world):
    """What a URL is asked for, by its name: the thing it is named after, or what is written here."""
    written = {
        "openid_login": ("oidc",),
        "openid_callback": ("oidc",),
        "join-with": (world.join,),
        "help-role": ("leder",),
        "member-list": (world.body.pk,),
        "member-end": (world.body.pk, world.issue.raised_by.seats.get().pk),
        "issue-object": (world.doubled.pk,),
        "first-reply-target": (world.body.pk,),
        "issue-queue": (),
        "issue-figure": (),
        "issue-topics": (),
        "issue-tension": (),
        "need-loop": (),
        "need-unlink": (world.linked.pk,),
        "first-line": (world.other.pk,),
        "unsubscribe": (world.unsubscribe,),
        "issue-anonymise": (world.hidden.pk,),
        "issue-step": (world.other.pk, "take_up"),
        "escalation-step": (world.escalation.pk, "withdraw"),
        "escalation-propose": (world.held.pk,),
        "referral-step": (world.referral.pk, "lay_before"),
        "paper-link": (world.code,),
        "change-step": (world.change.pk, "hand_over"),
        "project-export": ("csv",),
        "sharing-export": ("csv",),
        "experience-new": (world.project.pk, "cost"),
        "competence-new": ("behov",),
        "resource-ask": (world.question.asked_id,),
        "project-approval": (world.project.pk, "rek"),
        "project-access-edit": (world.project.pk, world.access.pk),
        "project-party-end": (world.project.pk, world.party.pk),
        "project-still-true": (upkeep_code(world.project.pk, world.project.owner_id),),
        "report-duty": (world.body.pk,),
        "error-new": (world.project.pk,),
        "agenda-item": (world.meeting.pk, world.item.pk),
        "agenda-item-take-up": (world.meeting.pk, world.item.pk),
        "agenda-item-decide": (world.to_decide.meeting_id, world.to_decide.pk, "lift"),
        "agenda-item-invite": (world.meeting.pk, world.item.pk),
        "meeting-new": (world.body.pk,),
        "meeting-version": (world.sent.meeting_id, world.sent.number),
        "meeting-version-pdf": (world.sent.meeting_id, world.sent.number),
        "meeting-version-docx": (world.sent.meeting_id, world.sent.number),
        "invitation-reply": (reply_code(world.invitation),),
        "calendar-feed-file": (world.secret,),
        "series-new": (world.body.pk,),
        "standing-list": (world.body.pk,),
        "event-new": (),
        "meeting-aside": (world.meeting.pk, world.item.pk),
        "meeting-minutes": (world.held_meeting.pk,),
        "meeting-minutes-edit": (world.held_meeting.pk,),
        "meeting-minutes-pdf": (world.held_meeting.pk,),
        "meeting-minutes-docx": (world.held_meeting.pk,),
        "milestone-new": (world.body.pk,),
        "measure-step": (world.measure.pk, "close"),
        "moved": (f"innmeldinger/{world.other.pk}", "take_up"),
        "moved-account": ("sessions/",),
        "demo-mail-detail": ("finnes-ikke",),
        "demo-mail-file": ("finnes-ikke", 0),
    }
    if name in written:
        return written[name]
    converters = next(pattern.pattern.converters for pattern in patterns() if pattern.name == name)
    return (getattr(world, name.partition("-")[0]).pk,) if converters else ()


def verdict(response):
    if response.status_code in VERDICTS:
        return VERDICTS[response.status_code]
    if response.status_code in (302, 308):
        return "sign-in" if response.url.startswith(reverse(settings.LOGIN_URL)) else "on"
    return str(response.status_code)


def families():
    """Our URLs by what they are about: those of a family share one world, which takes longest to make."""
    return {about: list(names) for about, names in groupby(our_urls(), lambda name: name.partition("-")[0])}


@pytest.mark.parametrize("about", families())
def test_every_url_has_a_verdict_for_every_person(about, world, cast, client):
    unread = []
    for name, method in product(families()[about], ("get", "post")):
        with transaction.atomic():  # what one URL changes, the next does not meet
            row = verdicts(name, method, world, cast, client)
            transaction.set_rollback(True)
        if TABLE.get((name, method)) != row:
            unread.append(f"    ({name!r}, {method!r}): {row!r},")
    assert not unread, "Read them, and paste what is right:\n" + "\n".join(unread)


def verdicts(name, method, world, cast, client):
    """{what this URL answers: who gets that answer}."""
    address = reverse(name, args=arguments(name, world))
    found = {}
    for person in PEOPLE:
        client.logout()
        if person != "anonymous":
            client.force_login(getattr(cast, person), backend=BACKEND)
        found.setdefault(verdict(getattr(client, method)(address)), []).append(person)
    client.logout()
    return {what: " ".join(people) for what, people in found.items()}


def test_the_way_to_a_page_begins_where_the_menu_says_one_is(world, cast, client):
    astray = []
    for (name, method), row in TABLE.items():
        readers = [person for person in row.get("page", "").split() if person != "anonymous"]
        if method == "get" and readers:
            client.force_login(getattr(cast, readers[0]), backend=BACKEND)
            page = client.get(reverse(name, args=arguments(name, world))).getvalue().decode(errors="ignore")
            place = re.search(r'<a href="([^"]+)" aria-current="page"', page)
            crumbs = re.search(r'<nav class="ds-breadcrumbs".*?href="([^"]+)"', page, re.DOTALL)
            if place and crumbs and crumbs[1] != place[1]:
                astray.append((name, crumbs[1], place[1]))
    assert not astray


def test_no_verdict_is_written_for_a_url_that_is_gone():
    assert {name for name, _ in TABLE} <= set(our_urls())
