"""The everyday way of a case, for tests that begin somewhere along it."""

from datetime import timedelta

from escalation import drafting, verdicts
from escalation.decisions import deciding_seats
from escalation.models import Decision, Participation
from guidance.publishing import publish
from issues.prioritise import assess
from issues.raising import endorse, raise_issue
from network.deadlines import local_day
from network.membership import runs, sits_in
from network.workflow import take
from register import experiences, projects

Part = Participation.Part


class Chain:
    """Takes one step at a time; each step is a minute after the one before."""

    def __init__(self, cast, bodies, organisations, now):
        self.cast, self.bodies, self.organisations = cast, bodies, organisations
        self.now = now

    def tick(self):
        self.now += timedelta(minutes=1)
        return self.now

    def seat(self, person, body):
        return sits_in(person, body, self.now)

    def registered(self, **more):
        given = {
            "title": "KI-støtte til bruddpåvisning",
            "phase": "in_use",
            "clinical_area": "Radiologi",
            "purpose": "Svar på minutter om pasienten har brudd.",
            "organisation": self.organisations.vestre_viken,
        }
        now = self.tick()
        return projects.register(
            actor=self.cast.member, now=now, **(given | {"phase_on": local_day(now)} | more)
        )

    def experience(self, project, **more):
        given = {
            "kind": "cost",
            "title": "Innkjøp og oppsett",
            "cost_of": "establishing",
            "amount_nok": 2_000_000,
        }
        return experiences.report(project, actor=self.cast.member, now=self.tick(), **(given | more))

    def raised(self, **more):
        given = {
            "title": "Hvem kan godkjenne deling av røntgenbilder til trening?",
            "text": "Vi får ulike svar fra personvernombudet og REK om deling av bilder.",
            "kind": "barrier",
            "organisation": self.organisations.vestre_viken,
        }
        return raise_issue(
            actor=self.cast.member,
            now=self.tick(),
            **(given | more),
        )

    def endorsed(self, issue, person=None, organisation=None):
        return endorse(
            issue,
            actor=person or self.cast.member_west,
            organisation=organisation or self.organisations.bergen,
            now=self.tick(),
        )

    def taken_up(self, issue=None):
        return take(issue or self.raised(), "take_up", actor=self.cast.lead, now=self.tick())

    def assessed(self, issue, person=None, scores=(4, 3, 5)):
        person = person or self.cast.lead
        return assess(
            issue,
            actor=person,
            seat=runs(person, self.bodies.south_east, self.now) or person.seats.first(),
            now=self.tick(),
            severity=scores[0],
            severity_reason="Prosjektet står stille.",
            resources=scores[1],
            resources_reason="To årsverk går til avklaringer.",
            benefit=scores[2],
            benefit_reason="Alle regioner kan bruke svaret.",
        )

    def proposed(self, issue=None, recipients=None, beside=()):
        """`beside`: other innmeldinger of the same case."""
        issue = issue or self.taken_up()
        return drafting.propose(
            [issue, *beside],
            actor=self.cast.lead,
            now=self.tick(),
            home_body=self.bodies.south_east,
            title=issue.title,
            ask="Avklar hvem som kan godkjenne deling.",
            recipients=recipients or [self.bodies.coordinating, self.bodies.desk_hdir],
            no_assessment_because="Haster.",
            tie_to_raiser="",
        )

    def lifted(self, escalation=None, recipients=None):
        escalation = escalation or self.proposed(recipients=recipients)
        recipients = recipients or [self.bodies.coordinating, self.bodies.desk_hdir]
        return take(
            escalation,
            "lift",
            actor=self.cast.lifting_lead,
            now=self.tick(),
            recipients=recipients,
            lead_recipient=recipients[0],
            reason="Gjelder alle regioner.",
            wording="Saken løftes.",
            how=Decision.How.MEETING,
            decided_on=self.now.date(),
            participations=self.participations(self.bodies.network_steering),
        )

    def participations(self, body, aside=None):
        return [
            {
                "seat": seat,
                "part": Part.STOOD_ASIDE if seat.person == aside else Part.TOOK_PART,
                "reason": "Egen virksomhet meldte inn." if seat.person == aside else "",
            }
            for seat in deciding_seats(body, self.now)
        ]

    def referral(self, escalation, body):
        return escalation.referrals.get(recipient=body)

    def acknowledged(self, referral, person=None):
        person = person or (self.cast.owner_hdir if referral.holder.is_desk else self.cast.coord_lead)
        return take(
            referral,
            "acknowledge",
            actor=person,
            now=self.tick(),
            officer=self.seat(person, referral.holder),
        )

    def clarified(self, referral, to=None):
        return take(
            referral,
            "clarify",
            actor=self.cast.coord_lead,
            now=self.tick(),
            question="Hvem svarer for deling av bilder til trening?",
            agreed_holder=to or self.bodies.desk_hdir,
            reason="Helsedirektoratet har ansvaret for helseretten.",
        )

    def laid_before(self, referral, **more):
        return take(
            referral,
            "lay_before",
            actor=self.cast.coord_lead,
            now=self.tick(),
            deciding_body=self.bodies.steering,
            problem="Regionene får ulike svar.",
            proposal="Helsedirektoratet avklarer innen 1. mars.",
            **more,
        )

    def asked(self, referral, by=None, **more):
        return take(
            referral,
            "ask",
            actor=self.cast.coord_lead,
            now=self.tick(),
            question="Hvor mange prosjekter gjelder det?",
            by=by or self.now.date() + timedelta(days=14),
            **more,
        )

    def handed_on(self, referral, to=None, actor=None, **more):
        return take(
            referral,
            "hand_on",
            actor=actor or self.cast.coord_lead,
            now=self.tick(),
            new_holder=to,
            reason="Dette er ikke vårt område.",
            **more,
        )

    def decision_input(self, referral, aside=None, **more):
        body = referral.deciding_body or referral.holder
        return {
            "outcome": Decision.Outcome.FOLLOWED_UP,
            "nobody_acts": "executor" not in more,
            "scheme": "Nye metoder",
            "wording": "Helsedirektoratet avklarer innen 1. mars.",
            "grounds": "Ulik praksis stopper prosjekter.",
            "how": Decision.How.MEETING,
            "decided_on": self.now.date(),
            "participations": self.participations(body, aside),
        } | more

    def decided(self, referral, aside=None, **more):
        return take(
            referral,
            "decide",
            actor=self.cast.coord_secretary,
            now=self.tick(),
            **self.decision_input(referral, aside, **more),
        )

    def answered(self, referral, text="Personvernombudet ved eget sykehus kan godkjenne delingen."):
        return take(referral, "answer", actor=self.cast.coord_lead, now=self.tick(), text=text)

    def published(self):
        return publish(
            desk=self.bodies.desk_hdir,
            actor=self.cast.owner_hdir,
            now=self.tick(),
            title="Deling av bilder til trening",
            text="Slik går dere frem.",
            phases=["development"],
            norm="guidance",
            contact="ki@helsedir.example",
            source_url="https://www.helsedirektoratet.no/",
            review_on=self.now.date() + timedelta(days=365),
        )

    def settled(self, referral):
        return take(
            referral,
            "settle",
            actor=self.cast.owner_hdir,
            now=self.tick(),
            outcome=Decision.Outcome.NEW_CONTENT,
            grounds="Veiledning manglet.",
            text="Ny veiledning ligger på informasjonssiden.",
            entry=self.published(),
        )

    def promised(self, referral):
        return take(
            referral,
            "settle",
            actor=self.cast.owner_hdir,
            now=self.tick(),
            outcome=Decision.Outcome.BY_DATE,
            executor_due=self.now.date() + timedelta(days=60),
            grounds="Veiledning mangler.",
            text="Vi lager en veiledning.",
        )

    def all_answered(self):
        """A case lifted to both recipients and answered by both; the raiser and one endorser were asked."""
        issue = self.raised()
        self.endorsed(issue)
        escalation = self.lifted(self.proposed(self.taken_up(issue)))
        group = self.acknowledged(self.referral(escalation, self.bodies.coordinating))
        self.answered(self.decided(self.laid_before(group), aside=self.cast.aside))
        self.settled(self.acknowledged(self.referral(escalation, self.bodies.desk_hdir)))
        escalation.refresh_from_db()
        return escalation

    def said(self, escalation, person, helped="yes"):
        why = "" if helped == "yes" else "Svaret gjelder ikke oss."
        return verdicts.say(escalation, actor=person, now=self.tick(), helped=helped, why=why)
