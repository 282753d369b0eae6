"""A database of any size, in bulk: past cases as they would have become, without taking each step.

The archive grows with the size; what is new, what is unread and the measured case are the same in
every size, so that a page shows the same rows at 1,000 issues and at 100,000. The audit chain is not
sealed, because no page reads it.
"""

from datetime import timedelta
from functools import cache
from itertools import islice
from random import Random

from django.db import connection, transaction

from bench import register
from config.seed import reference
from escalation.models import Closed, Escalation, EscalationIssue, Referral, ReferralState
from escalation.models import State as EscalationState
from issues.models import Assessment, Issue, Rank, State, Voice
from issues.prioritise import FORMULA, between, score, spread
from issues.ranking import keys_of
from meetings.models import Meeting
from network import search
from network.audit import digest_of_data, label_of
from network.models import Body, Event, EventAbout, Notice, Organisation, Person, SearchEntry, Seat
from network.norwegian import kept_of
from network.reach import Reach

BATCH = 2_000
MEMBERS = 400
NEW = 200  # the newest: a backlog does not grow with the archive
LEAST = 500  # issues, for the smallest size to have an archive at all
UNREAD = 15
REPORTED = timedelta(minutes=7)  # between two issues: 100,000 of them take a year and four months

ASK = (
    "Hvem kan godkjenne",
    "Kan vi ta i bruk",
    "Hvordan måler vi nytten av",
    "Hva koster det å drifte",
    "Vi får ulike svar om",
    "Hvem har ansvaret for",
    "Må vi søke REK for å prøve ut",
    "Hvordan anskaffer vi",
    "Trenger råd om",
    "Hvem har erfaring med",
)
WHAT = (
    "deling av pasientdata",
    "KI-støtte til bruddpåvisning",
    "språkmodeller i journalskriving",
    "opptak av konsultasjoner",
    "en algoritme for sepsisvarsling",
    "automatisk koding av diagnoser",
    "prioritering av henvisninger",
    "beslutningsstøtte ved hjerneslag",
    "trening på røntgenbilder",
    "overvåking av modeller i drift",
)
WHERE = (
    "i akuttmottaket",
    "på tvers av foretak",
    "i legevakten",
    "ved poliklinikken",
    "i skyen",
    "i psykisk helsevern",
    "på barneavdelingen",
    "i kommunen",
    "hos fastlegene",
    "i laboratoriet",
)
MORE = (
    "Personvernombudet og juristene er ikke enige.",
    "Leverandøren har CE-merket produktet, men vi vet ikke om det gjelder vår bruk.",
    "Vi har prøvd i et halvt år uten å komme videre.",
    "Flere foretak i regionen har spurt om det samme.",
    "Ventetiden er lang, og klinikerne mister tålmodigheten.",
    "Regelverket er skrevet for noe annet enn læring på data.",
    "Vi trenger et svar før anskaffelsen lyses ut.",
    "Gevinsten er godt beskrevet, men kostnaden er ukjent.",
    "Pasientene er spurt, og de fleste er positive.",
    "Arkitekturen i dag gir ikke tilgang til dataene.",
)
FIRST = "Anne Berit Cecilie Daniel Erik Fatima Geir Hilde Ivar Jorunn Kåre Liv Mohammed Nina Øystein".split()
LAST = "Aas Berg Dahl Eide Foss Haugen Iversen Jensen Lund Moen Nilsen Olsen Øye Ruud Sæther Vik".split()
TOPICS = "personvern anskaffelse gevinst kompetanse arkitektur ansvar".split()

COMMON, RARE = "pasientdata", "trombektomi"  # in every tenth issue, and in five
RARE_HITS = 5
OLD_STATES = {
    State.ANSWERED: 65,
    State.WITH_NETWORK: 16,
    State.REFERRED: 8,
    State.LIFTED: 6,
    State.ON_HOLD: 3,
    State.PROPOSED: 2,
}
REACHES = {Reach.NETWORK: 80, Reach.REGION: 10, Reach.ORGANISATION: 6, Reach.PUBLIC: 4}
KINDS = {Issue.Kind.QUESTION: 30, Issue.Kind.NEED: 20, Issue.Kind.BARRIER: 50}

VIEWER = "maales@loft.example"


@transaction.atomic
def load(size, now):
    """Fill an empty, migrated database. Returns the measured case."""
    reference.make_organisations()
    reference.make_bodies()
    reference.make_people()
    world = World(now)
    issues = (world.issue(number, size) for number in range(size))
    while batch := list(islice(issues, BATCH)):
        world.save(batch)
    register.load(world, size)
    return world.measured_case()


def settle():
    """What autovacuum would have done by now. A site on SQLite never runs ANALYZE, so neither does this."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def entry_of(obj, found_by):
    return " ".join(search.in_kind(label_of(obj), " ".join(found_by).split()))


@cache
def stems(phrase):
    return " ".join(kept_of(phrase))


@cache
def words_of(phrase):
    """As an innmelding is found: by its stems, and by the keys of what they mean."""
    return " ".join([stems(phrase), *keys_of(phrase)])


def rank_of(issue, found):
    low, high = between(found)
    given = {"score": score(found), "low": low, "high": high, "spread": spread(found)}
    return Rank(issue=issue, assessors=len(found), formula=FORMULA, **given)


class World:
    """Everyone who raises and joins, and the cases they make. The same random choices every time."""

    def __init__(self, now):
        self.now = now
        self.random = Random(2026)  # noqa: S311 - the same data each time, no secret
        self.viewer = Person.objects.create_user(VIEWER, name="Maale Maalesen", is_invented=True)
        self.bodies = {body.slug: body for body in Body.objects.all()}
        self.homes = {body.region_id: body for body in self.bodies.values() if body.region_id}
        self.organisations = list(
            Organisation.objects.filter(kind=Organisation.Kind.TRUST, region__isnull=False).order_by("slug")
        )
        self.seats = self._seats()
        self.assessors = list(Seat.objects.filter(body__slug="fagrad").order_by("pk"))
        self.leads = {
            seat.body_id: seat.person_id for seat in Seat.objects.filter(role=Seat.Role.LEAD).order_by("pk")
        }
        Meeting.objects.bulk_create(
            Meeting(body=self.bodies[slug], starts_at=now + timedelta(days=20))
            for slug in ("nettverk-sorost", "fagrad")
        )

    def _seats(self):
        """Members all over the country; and the one who looks, with a lead's, a member's and a council's seat."""
        people = Person.objects.bulk_create(
            Person(email=f"m{n}@loft.example", name=f"{FIRST[n % 15]} {LAST[n % 16]}", password="!")  # noqa: S106
            for n in range(MEMBERS)
        )
        since = self.now - timedelta(days=1000)
        homes = [self.organisations[n % len(self.organisations)] for n in range(MEMBERS)]
        seats = [
            Seat(
                person=person,
                body=self.homes[home.region_id],
                organisation=home,
                role="member",
                starts_at=since,
            )
            for person, home in zip(people, homes, strict=True)
        ]
        hospital = next(
            o for o in self.organisations if o.region_id == self.bodies["nettverk-sorost"].region_id
        )
        looks = {"nettverk-sorost": "lead", "fagrad": "member", "nasjonalt-nettverk": "member"}
        Seat.objects.bulk_create(
            Seat(
                person=self.viewer,
                body=self.bodies[slug],
                organisation=hospital,
                role=role,
                starts_at=since,
            )
            for slug, role in looks.items()
        )
        return Seat.objects.bulk_create(seats)

    def pick(self, weights):
        return self.random.choices(list(weights), weights.values())[0]

    def issue(self, number, size):
        """One issue, not saved; with it `phrases`, what it is found by."""
        raiser = self.random.choice(self.seats)
        is_new = number >= size - NEW
        phrases = [self.random.choice(part) for part in (ASK, WHAT, WHERE)]
        if number % (size // RARE_HITS) == 0:
            phrases.append(f"({RARE})")
        more = self.random.sample(MORE, 3)
        state = State.NEW if is_new else self.pick(OLD_STATES)
        issue = Issue(
            title=" ".join(phrases),
            text=" ".join(more),
            kind=self.pick(KINDS),
            organisation=raiser.organisation,
            raised_by_id=raiser.person_id,
            home_body_id=raiser.body_id,
            topics=[self.random.choice(TOPICS)],
            reach=self.pick(REACHES),
            restricted=self.random.random() < 0.02,
            state=state,
            hold_until=(self.now + timedelta(days=30)).date() if state == State.ON_HOLD else None,
            answer="Se informasjonssiden, og spør personvernombudet." if state == State.ANSWERED else "",
            raised_at=self.now - REPORTED * (size - number),
        )
        issue.phrases = [*phrases, *more, *issue.topics]
        issue.raiser = raiser
        issue.joined = self.random.sample(self.seats, self.random.choice((0, 0, 1, 1, 2, 3)))
        issue.scores = []
        if not is_new and self.random.random() < 0.6:
            issue.scores = [[self.random.randint(1, 5) for _ in range(3)] for _ in range(2)]
        return issue

    def save(self, issues):
        Issue.objects.bulk_create(issues)
        self._save_events_and_voices(issues)
        self._save_assessments(issues)
        self._save_escalations([issue for issue in issues if issue.state == State.LIFTED])
        SearchEntry.objects.bulk_create(
            SearchEntry(label=label_of(i), object_id=i.pk, stems=entry_of(i, map(words_of, i.phrases)))
            for i in issues
        )

    def _save_events_and_voices(self, issues):
        events, voices = [], []
        for issue in issues:
            raised = event_of(issue, "raised", issue.raiser, hours=0, states=("", State.NEW))
            events.append(raised)
            voices.append(voice_of(issue, issue.raiser, raised, is_raiser=True))
            for seat in issue.joined:
                if seat.person_id != issue.raised_by_id:
                    events.append(event_of(issue, "endorsed", seat, hours=5))
                    voices.append(voice_of(issue, seat, events[-1]))
            if issue.state != State.NEW:
                states = (State.NEW, State.WITH_NETWORK)
                events.append(event_of(issue, "take_up", issue.raiser, hours=9, states=states))
            if issue.state == State.ANSWERED:
                states = (State.WITH_NETWORK, State.ANSWERED)
                events.append(event_of(issue, "answer", issue.raiser, hours=90, states=states))
        Event.objects.bulk_create(events)
        EventAbout.objects.bulk_create(
            EventAbout(event=event, label=event.target_label, object_id=event.target_id) for event in events
        )
        Voice.objects.bulk_create(voices)
        self._save_notices(events, {issue.pk: issue for issue in issues})

    def _save_notices(self, events, issues):
        """Whoever leads the home network has heard of everything raised there, and read nearly all of it."""
        notices = []
        for event in events:
            issue = issues[event.target_id]
            if event.verb == "issue.raised":
                notices.append(Notice(event=event, person_id=self.leads[issue.home_body_id]))
            elif event.verb == "issue.answer":
                notices.append(Notice(event=event, person_id=issue.raised_by_id))
        for notice in notices:
            notice.read_at = self.now
        Notice.objects.bulk_create(notices)

    def _save_assessments(self, issues):
        assessed = {
            issue: [
                self._assessment(issue, *pair) for pair in zip(self.assessors, issue.scores, strict=False)
            ]
            for issue in issues
            if issue.scores
        }
        Assessment.objects.bulk_create(each for found in assessed.values() for each in found)
        Rank.objects.bulk_create(rank_of(issue, found) for issue, found in assessed.items())

    def _assessment(self, issue, seat, scores):
        return Assessment(
            issue=issue,
            seat=seat,
            person_id=seat.person_id,
            severity=scores[0],
            severity_reason="Stopper arbeidet i flere avdelinger.",
            resources=scores[1],
            resources_reason="Mye tid går til å avklare.",
            benefit=scores[2],
            benefit_reason="Svaret kan brukes av alle.",
            at=issue.raised_at,
        )

    def _save_escalations(self, issues):
        """Lifted; nearly all of them answered since and closed."""
        national = self.bodies["nettverkets-styringsgruppe"]
        group = self.bodies["koordineringsgruppen"]
        escalations = Escalation.objects.bulk_create(
            Escalation(
                title=issue.title[:200],
                ask="Avklar hva som gjelder.",
                home_body_id=issue.home_body_id,
                lifting_body=national,
                state=EscalationState.CLOSED,
                closed_as=Closed.ANSWERED,
                drafted_at=issue.raised_at,
            )
            for issue in issues
        )
        EscalationIssue.objects.bulk_create(
            EscalationIssue(escalation=escalation, issue=issue)
            for escalation, issue in zip(escalations, issues, strict=True)
        )
        Referral.objects.bulk_create(
            Referral(
                escalation=escalation,
                recipient=group,
                holder=group,
                is_lead=True,
                state=ReferralState.ANSWERED,
                sent_at=escalation.drafted_at,
                held_since=escalation.drafted_at,
            )
            for escalation in escalations
        )
        SearchEntry.objects.bulk_create(
            SearchEntry(label=label_of(e), object_id=e.pk, stems=entry_of(e, map(stems, i.phrases[:3])))
            for e, i in zip(escalations, issues, strict=True)
        )

    def measured_case(self):
        """The newest: a barrier, with the same three voices, two assessments and six events in every size."""
        issue = self.issue(1, 1_000)
        issue.state, issue.reach, issue.restricted = State.WITH_NETWORK, Reach.NETWORK, False
        issue.kind = Issue.Kind.BARRIER
        issue.answer, issue.hold_until = "", None
        issue.home_body, issue.raised_at = self.bodies["nettverk-sorost"], self.now - timedelta(days=5)
        issue.joined = [seat for seat in self.seats if seat.person_id != issue.raised_by_id][:2]
        issue.scores = [[4, 3, 5], [3, 3, 4]]
        self.save([issue])
        newest = Notice.objects.filter(person=self.viewer).order_by("-pk")[:UNREAD]
        Notice.objects.filter(pk__in=[notice.pk for notice in newest]).update(read_at=None, needs_you=True)
        return issue


def event_of(issue, verb, seat, *, hours, states=("", "")):
    at = issue.raised_at + timedelta(hours=hours)
    data = {"title": issue.title, "organisation": seat.organisation.called, "text": issue.answer}
    return Event(
        verb=f"issue.{verb}",
        actor_id=seat.person_id,
        seat=seat,
        at=at,
        recorded_at=at,
        target_label=label_of(issue),
        target_id=issue.pk,
        state_from=states[0],
        state_to=states[1],
        data=data,
        salt="salt",
        data_digest=digest_of_data("salt", data),
    )


def voice_of(issue, seat, event, *, is_raiser=False):
    return Voice(
        issue=issue,
        person_id=seat.person_id,
        organisation_id=seat.organisation_id,
        is_raiser=is_raiser,
        at=event.at,
        event=event,
    )
