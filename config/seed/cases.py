"""What has happened before today: first looks, weighing, proposals, decisions and answers.

Each step is taken by the person who would have taken it, some days before the first run.
"""

from datetime import datetime, time, timedelta

from config.seed.facts import person, sits_for
from escalation import drafting, verdicts
from escalation.decisions import deciding_seats
from escalation.models import Decision, Escalation, Participation
from guidance.models import Entry
from guidance.publishing import publish
from issues.models import Issue
from issues.prioritise import assess
from issues.raising import endorse
from network.deadlines import OSLO
from network.membership import sits_in
from network.models import Body, Seat
from network.workflow import take

Outcome = Decision.Outcome
REASONS = {
    "severity_reason": "Stopper eller forsinker innføringen.",
    "resources_reason": "Flere foretak bruker tid på det samme.",
    "benefit_reason": "Svaret kan brukes av alle.",
}


class Past:
    """Takes steps as they were taken then: `self.at(days)` is a working hour that many days ago."""

    def __init__(self, now):
        self.now = now
        self.minute = 0

    def at(self, days):
        self.minute += 1
        day = (self.now - timedelta(days=max(days, 2))).astimezone(OSLO).date()
        return datetime.combine(day, time(9), OSLO) + timedelta(minutes=self.minute)

    def issue(self, number):
        return Issue.objects.select_related("home_body", "raised_by").get(source_key=f"sak-{number:03}")

    def lead_of(self, issue):
        return Seat.objects.get(body=issue.home_body, role=Seat.Role.LEAD).person

    def step(self, case, name, who, days, **given):
        return take(case, name, actor=who, now=self.at(days), **given)

    def taken_up(self, number, days):
        issue = self.issue(number)
        return self.step(issue, "take_up", self.lead_of(issue), days)

    def joined(self, issue, names, days):
        for name in names:
            someone = person(name)
            if someone != issue.raised_by:
                seat = sits_for(someone)
                endorse(issue, actor=someone, seat=seat, now=self.at(days), organisation=seat.organisation)

    def weighed(self, issue, scores, days):
        """`scores`: a person's name and their three scores."""
        for name, (severity, resources, benefit) in scores.items():
            someone = person(name)
            assess(
                issue,
                actor=someone,
                seat=sits_for(someone),
                now=self.at(days),
                severity=severity,
                resources=resources,
                benefit=benefit,
                **REASONS,
            )

    def proposed(self, issue, ask, recipients, days):
        return drafting.propose(
            [issue],
            actor=self.lead_of(issue),
            now=self.at(days),
            home_body=issue.home_body,
            title=issue.title,
            ask=ask,
            recipients=list(Body.objects.filter(slug__in=recipients).order_by("kind", "name")),
            no_assessment_because="Haster: flere prosjekter venter.",
            tie_to_raiser="",
        )

    def decided_by(self, body, days, aside=()):
        moment = self.at(days)
        parts = [
            {
                "seat": seat,
                "part": Participation.Part.STOOD_ASIDE
                if seat.person.email in aside
                else Participation.Part.TOOK_PART,
                "reason": "Egen virksomhet meldte inn saken." if seat.person.email in aside else "",
            }
            for seat in deciding_seats(body, moment)
        ]
        return {"how": Decision.How.MEETING, "decided_on": moment.date(), "participations": parts}

    def lifted(self, escalation, days):
        recipients = list(escalation.proposed_to.order_by("kind", "name"))
        return self.step(
            escalation,
            "lift",
            person("styring-leder"),
            days,
            recipients=recipients,
            lead_recipient=recipients[0],
            reason="Saken gjelder flere regioner og kan ikke løses av ett foretak.",
            wording="Saken løftes.",
            **self.decided_by(escalation.lifting_body, days),
        )

    def acknowledged(self, escalation, slug, who, days):
        referral = escalation.referrals.get(recipient__slug=slug)
        officer = sits_in(person(who), referral.holder, self.now)
        return self.step(referral, "acknowledge", person(who), days, officer=officer)

    def laid_before(self, referral, days, paper, proposal):
        return self.step(
            referral,
            "lay_before",
            person("koordinering-leder"),
            days,
            deciding_body=Body.objects.get(slug="styringsgruppen"),
            paper=paper,
            proposal=proposal,
        )

    def decided(self, referral, outcome, wording, days, aside=()):
        return self.step(
            referral,
            "decide",
            person("koordinering-sekretar"),
            days,
            outcome=outcome,
            wording=wording,
            grounds="Ulik praksis gir ulik tilgang til hjelpemidler.",
            **self.decided_by(referral.deciding_body or referral.holder, days, aside),
        )

    def published(self, desk, who, days, **text):
        return publish(
            desk=Body.objects.get(slug=desk),
            actor=person(who),
            now=self.at(days),
            review_on=self.now.date() + timedelta(days=365),
            **text,
        )


def make_guidance(now):
    if Entry.objects.exists():
        return
    past = Past(now)
    past.published(
        "innhold-helsedirektoratet",
        "innhold-hdir",
        60,
        title="Finn prosjekttypen før du søker",
        text="Er prosjektet helseforskning, kvalitetsforbedring eller utvikling av beslutningsstøtte? "
        "Svaret avgjør hvilke søknader som trengs. Begynn med formålet: skal dere skaffe ny kunnskap "
        "om helse og sykdom, eller gjøre egen tjeneste bedre?",
        phases=["research", "development"],
        norm=Entry.Norm.GUIDANCE,
        contact="innhold@helsedir.example",
        source_url="https://www.helsedirektoratet.no/rundskriv/regelverket-for-utvikling-av-kunstig-intelligens",
    )
    past.published(
        "innhold-dmp",
        "innhold-dmp",
        58,
        title="Når er programvare medisinsk utstyr?",
        text="Det er produsentens tiltenkte formål som avgjør. Skal programvaren brukes til å diagnostisere, "
        "forebygge, overvåke eller behandle, er den som regel medisinsk utstyr og må være CE-merket.",
        phases=["development", "procurement"],
        norm=Entry.Norm.GUIDANCE,
        contact="innhold@dmp.example",
        source_url="https://www.dmp.no/medisinsk-utstyr/utvikling-og-produksjon/programvare-som-medisinsk-utstyr",
    )
    past.published(
        "innhold-datatilsynet",
        "innhold-datatilsynet",
        55,
        title="Vurder personvernkonsekvensene tidlig",
        text="KI som behandler helseopplysninger, krever som regel en vurdering av personvernkonsekvenser "
        "(DPIA). Gjør den før dere velger løsning, og oppdater den når løsningen endres.",
        phases=["development", "procurement", "introduction"],
        norm=Entry.Norm.GUIDANCE,
        contact="innhold@datatilsynet.example",
        source_url="https://www.datatilsynet.no/regelverk-og-verktoy/",
    )
    past.published(
        "innhold-helsetilsynet",
        "innhold-helsetilsynet",
        50,
        title="Forsvarlig bruk av beslutningsstøtte",
        text="Virksomheten har ansvaret for at helsehjelpen er forsvarlig, også når KI gir råd. "
        "Sørg for opplæring, for at noen følger med på resultatene, og for at helsepersonell kan si imot.",
        phases=["introduction", "in_use"],
        norm=Entry.Norm.GUIDANCE,
        contact="innhold@helsetilsynet.example",
        source_url="https://www.helsetilsynet.no/",
    )


def make_cases(now):
    """Six løftede saker over the states, and innmeldinger on every step below. Made once."""
    if Escalation.objects.exists():
        return
    past = Past(now)
    _below(past)
    _proposed(past)
    _before_the_steering_group(past)
    _at_a_content_desk(past)
    _answered(past)
    _closed(past)
    _not_lifted(past)


def _below(past):
    issue = past.taken_up(30, 20)
    past.joined(issue, ["medlem-vest", "medlem-nord"], 18)
    past.weighed(issue, {"fagrad-leder": (4, 3, 4), "fagrad-jus": (5, 3, 4)}, 15)
    issue = past.taken_up(34, 19)
    past.joined(issue, ["medlem-midt"], 17)
    past.weighed(issue, {"fagrad-teknologi": (2, 4, 5), "leder-vest": (4, 4, 5)}, 14)
    past.weighed(past.taken_up(35, 18), {"leder-nord": (3, 4, 4)}, 13)
    past.taken_up(37, 12)
    past.taken_up(61, 5)
    issue = past.issue(6)
    past.step(
        issue, "answer", past.lead_of(issue), 40,
        text="Begynn på informasjonssiden: den viser veiledningen fase for fase, og hvem du kan spørre.",
    )  # fmt: skip
    issue = past.issue(46)
    past.step(
        issue, "refer", past.lead_of(issue), 6,
        to="REK-sekretariatet", reason="Opplæring av REK-medlemmer hører til hos REK. De vet om behovet.",
    )  # fmt: skip
    issue = past.issue(42)
    until = past.now.date() + timedelta(days=4)
    past.step(
        issue, "hold", past.lead_of(issue), 7, until=until, reason="Vi venter på at loven blir vedtatt."
    )


def _proposed(past):
    issue = past.taken_up(26, 16)
    past.joined(issue, ["medlem-midt", "medlem-vest"], 14)
    past.weighed(issue, {"fagrad-leder": (4, 4, 4), "leder-sorost": (4, 3, 4)}, 12)
    past.proposed(
        issue,
        "Avklar om resultatet fra KI skal stå i journalen.",
        ["koordineringsgruppen", "innhold-helsedirektoratet"],
        9,
    )


def _before_the_steering_group(past):
    issue = past.taken_up(14, 45)
    past.joined(issue, ["medlem-vest", "medlem-nord", "medlem-ahus"], 43)
    past.weighed(issue, {"fagrad-jus": (5, 4, 5), "leder-vest": (5, 4, 4), "fagrad-leder": (4, 4, 5)}, 40)
    escalation = past.proposed(
        issue, "Avklar ansvaret når beslutningsstøtte gir feil råd.", ["koordineringsgruppen", "innhold-helsetilsynet"], 38
    )  # fmt: skip
    escalation = past.lifted(escalation, 34)
    group = past.acknowledged(escalation, "koordineringsgruppen", "koordinering-leder", 32)
    past.laid_before(
        group,
        6,
        "Klinikere og virksomheter får ulike svar på hvem som svarer for svikt når beslutningsstøtte er brukt.",
        "1. Helsedirektoratet lager en felles fortolkning sammen med Helsetilsynet.\n"
        "2. Fortolkningen publiseres på informasjonssiden.",
    )
    past.acknowledged(escalation, "innhold-helsetilsynet", "innhold-helsetilsynet", 30)


def _at_a_content_desk(past):
    issue = past.taken_up(12, 36)
    past.weighed(issue, {"fagrad-jus": (3, 3, 4), "leder-midt": (4, 3, 4)}, 33)
    escalation = past.lifted(
        past.proposed(issue, "Lag veiledning om verktøy som skriver journalnotat.", ["innhold-dmp"], 31), 27
    )
    past.acknowledged(escalation, "innhold-dmp", "innhold-dmp", 25)


def _answered(past):
    issue = past.taken_up(20, 62)
    past.joined(issue, ["medlem-midt", "medlem-nord"], 60)
    past.weighed(issue, {"fagrad-jus": (4, 5, 5), "leder-nord": (4, 4, 5)}, 58)
    escalation = past.lifted(
        past.proposed(
            issue, "Vis fremgangsmåten for å søke dispensasjon.", ["innhold-helsedirektoratet"], 56
        ),
        52,
    )
    referral = past.acknowledged(escalation, "innhold-helsedirektoratet", "innhold-hdir", 50)
    entry = past.published(
        "innhold-helsedirektoratet",
        "innhold-hdir",
        12,
        title="Slik søker du dispensasjon fra taushetsplikten",
        text="Skal dere bruke journalopplysninger til å utvikle beslutningsstøtte, kan dere søke dispensasjon. "
        "Beskriv formålet, hvilke opplysninger dere trenger, og hvordan de vernes.",
        phases=["development"],
        norm=Entry.Norm.GUIDANCE,
        contact="innhold@helsedir.example",
        source_url="https://www.helsedirektoratet.no/rundskriv/regelverket-for-utvikling-av-kunstig-intelligens",
    )
    past.step(
        referral,
        "settle",
        person("innhold-hdir"),
        11,
        outcome=Outcome.NEW_CONTENT,
        grounds="Fremgangsmåten var ikke samlet ett sted.",
        text="Vi har samlet fremgangsmåten på informasjonssiden: hva søknaden skal inneholde, og hvem du kan spørre.",
        entry=entry,
    )
    escalation.refresh_from_db()
    verdicts.say(escalation, actor=issue.raised_by, now=past.at(8), helped="yes")


def _closed(past):
    issue = past.taken_up(10, 66)
    past.joined(issue, ["medlem-ahus"], 64)
    past.weighed(issue, {"fagrad-teknologi": (4, 3, 4)}, 63)
    escalation = past.lifted(
        past.proposed(issue, "Anbefal en felles metode for å finne skjevhet.", ["koordineringsgruppen"], 60),
        55,
    )
    referral = past.acknowledged(escalation, "koordineringsgruppen", "koordinering-leder", 53)
    referral = past.laid_before(
        referral,
        45,
        "Prosjektene lager hver sin metode.",
        "Ett av miljøene samler metodene i en kort veileder.",
    )
    referral = past.decided(
        referral, Outcome.PARTLY, "Erfaringene samles. En felles metode vurderes neste år.", 30
    )
    past.step(
        referral,
        "answer",
        person("koordinering-leder"),
        28,
        text="Styringsgruppen følger opp delvis: erfaringene med å finne skjevhet samles nå. En felles metode "
        "vurderes neste år.",
    )
    escalation.refresh_from_db()
    for voice in issue.voices.select_related("person").order_by("pk"):
        verdicts.say(
            escalation, actor=voice.person, now=past.at(25), helped="partly", why="Et skritt på veien."
        )


def _not_lifted(past):
    issue = past.taken_up(38, 24)
    past.weighed(issue, {"fagrad-jus": (2, 1, 2)}, 22)
    escalation = past.proposed(issue, "Avklar om vaktplanlegging er medisinsk utstyr.", ["innhold-dmp"], 21)
    past.step(
        escalation,
        "not_lift",
        person("styring-leder"),
        13,
        reason="Gjeldende veiledning svarer på spørsmålet.",
        instead="Les «Når er programvare medisinsk utstyr?», og spør DMP om dere fortsatt er i tvil.",
        wording="Saken løftes ikke.",
        **past.decided_by(escalation.lifting_body, 13),
    )
