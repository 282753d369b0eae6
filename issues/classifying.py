"""What an innmelding is about: suggested from its words and the table of remits, confirmed by a person."""

from dataclasses import dataclass, field

from django.utils.html import format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from issues.merging import seen_by_the_same
from issues.models import Classification, Instrument, Issue
from issues.remits import agencies_for, in_words, rules_touching
from issues.rules import runs_home
from network.audit import record
from network.deadlines import local_day
from network.language import Quoting, Written
from network.models import Organisation, Phase, Regulation
from network.norwegian import stems_of
from network.viewer import Viewer
from network.workflow import Missing, NotAllowed, Refused
from network.writing import writing

# Words that tell what has to change. The first that has most of its words in the text is suggested.
SIGNS = {
    Instrument.RULES: "lov loven forskrift hjemmel dispensasjon taushetsplikt rettslig grunnlag forordning "
    "forordningen samtykke tillatelse tilsyn ansvar ansvaret",
    Instrument.NORMS: "standard norm normen retningslinje kodeverk terminologi krav felles metode validering",
    Instrument.FUNDING: "finansiering takst refusjon kostnad kostnader penger budsjett gevinst midler",
    Instrument.COMPETENCE: "kompetanse opplæring kurs undervisning folk ferdigheter kunnskap",
    Instrument.GUIDANCE: "veiledning veileder veiledere hvordan råd rutine fremgangsmåte informasjonsside",
}
MOST_AGENCIES = 3


@dataclass(frozen=True)
class Suggested:
    """What the words point to, and why; nothing of it is stored before a person has confirmed it."""

    instrument: str = ""
    phase: str = ""
    care_level: str = ""
    regulations: list = field(default_factory=list)
    agencies: list = field(default_factory=list)
    responsibility: str = ""
    why: dict = field(default_factory=dict)  # for a page


def suggest(issue, now):
    """What an innmelding seems to be about."""
    text = f"{issue.title} {issue.text}"
    instrument, words = _instrument(text)
    rules = _named(text) or rules_touching([issue])[:2]
    whose = agencies_for([issue], local_day(now))
    named = {org.pk: org for org in Organisation.objects.filter(pk__in=whose)}
    agencies = sorted(whose, key=lambda pk: (-len(whose[pk]), pk))[:MOST_AGENCIES]
    why = {
        "instrument": _has_words(", ".join(words)) if words else "",
        "regulations": format_html_join(", ", "«{}»", ((Written(rule),) for rule in rules)),
        "agencies": format_html_join(
            "; ", "{} ({})", ((named[pk].name, in_words(whose[pk])) for pk in agencies)
        ),
    }
    return Suggested(
        instrument=instrument,
        phase=issue.phases[0] if len(issue.phases) == 1 else "",
        care_level=issue.project.care_level if issue.project else "",
        regulations=[rule.pk for rule in rules],
        agencies=agencies,
        responsibility={0: "unclear", 1: "one"}.get(len(agencies), "several"),
        why={name: told for name, told in why.items() if told},
    )


def _has_words(words):
    return Quoting(gettext("dette står i teksten: {words}").format(words=words), words)


def _instrument(text):
    stems = set(stems_of(text))
    found = {kind: [w for w in words.split() if stems & set(stems_of(w))] for kind, words in SIGNS.items()}
    best = max(found, key=lambda kind: len(found[kind]))
    return (best, found[best][:3]) if found[best] else ("", [])


def _named(text):
    """Rules that the text calls by their short name."""
    said = text.casefold()
    return [
        rule
        for rule in Regulation.objects.exclude(short_name="").order_by("pk")
        if rule.short_name.casefold() in said
    ]


@writing()
def classify(
    issue,
    *,
    actor,
    now,
    seen,
    instrument,
    responsibility,
    phase="",
    care_level="",
    regulations=(),
    agencies=(),
    tension="",
    conflicts_with=None,
):
    """Confirm what an innmelding is about; a new confirmation replaces the one before, which history keeps.

    `seen` is the id of the event of the classification one looked at (0 for none): another's is not overwritten
    unseen. A tension needs two rules at least, and an answer can only conflict with one that the actor may see.
    """
    issue = Issue.objects.select_for_update(of=("self",)).select_related("home_body").get(pk=issue.pk)
    seat = runs_home(actor, issue, now)
    if seat is None:
        raise NotAllowed(_("Det er nettverket som har saken, som bekrefter hva den gjelder."))
    standing = Classification.objects.filter(issue=issue).first()
    if (standing.event_id if standing else 0) != seen:
        raise Refused(
            _("Noen andre har bekreftet dette siden du åpnet siden. Åpne den på nytt, og se på den.")
        )
    regulations, agencies, tension = list(regulations), list(agencies), tension.strip()
    _hangs_together(instrument, responsibility, regulations, agencies, tension)
    if conflicts_with:
        _can_conflict(issue, conflicts_with, actor, now)
    chosen = {"instrument": instrument, "phase": phase, "care_level": care_level}
    chosen |= {"responsibility": responsibility, "tension": tension}
    event = record(
        "issue.classified",
        actor=actor,
        seat=seat,
        at=now,
        target=issue,
        title=issue.title,
        instrument_text=Instrument(instrument).label,
        phase_text=Phase(phase).label if phase else "",
        regulations=[str(rule) for rule in regulations],
        agencies=[agency.name for agency in agencies],
        **chosen,
    )
    confirmed, _created = Classification.objects.update_or_create(
        issue=issue,
        defaults=chosen
        | {"conflicts_with": conflicts_with, "confirmed_by": actor, "confirmed_at": now, "event": event},
    )
    confirmed.regulations.set(regulations)
    confirmed.agencies.set(agencies)
    return confirmed


def _hangs_together(instrument, responsibility, regulations, agencies, tension):
    if not instrument or not responsibility:
        raise Missing(_("Velg virkemiddel og ansvar."))
    if tension and len(regulations) < 2:
        raise Refused(_("Velg minst to regelverk som trekker hver sin vei."), field="regulations")
    is_other_than_one = responsibility == "one" and len(agencies) != 1
    is_less_than_two = responsibility == "several" and len(agencies) < 2
    if is_other_than_one or is_less_than_two:
        raise Refused(_("Antallet etater stemmer ikke med hva du har svart om ansvar."), field="agencies")


def _can_conflict(issue, other, actor, now):
    """With one that the actor sees, and that the same people see."""
    seen = Issue.objects.visible_to(Viewer(actor, now)).exclude(pk=issue.pk)
    if not seen.filter(pk=other.pk).exists():
        raise Refused(_("Velg en innmelding fra listen."), field="conflicts_with")
    if not seen_by_the_same(issue, other):
        raise Refused(_("Sakene er ikke synlige for de samme."), field="conflicts_with")
