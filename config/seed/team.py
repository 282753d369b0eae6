"""Who should sit where, what networks have learned of others, and how their first year went."""

from datetime import timedelta

from config.seed.files import read
from config.seed.steps import person
from network import lessons, membership
from network.composition import expect
from network.evaluation import ask_due, finish
from network.models import Body, Evaluation, Lesson, Organisation, Person, Place, Region, Seat

ASKED_DAYS_AGO, DONE_DAYS_AGO, FIELD_ENDS_IN = 40, 25, timedelta(days=45)


def make_team(past):
    """Once: a site that has said who should sit where, has a story of its own."""
    if Place.objects.exists() or Lesson.objects.exists():
        return
    told = read("team")
    _make_places(told["places"], past.at(ASKED_DAYS_AGO, 9))
    for lesson in told["lessons"]:
        _tell(lesson, past)
    ask_due(past.at(ASKED_DAYS_AGO, 9))
    for done in told["evaluations"]:
        _evaluate(done, past.at(DONE_DAYS_AGO, 10))
    for email in told["ends"]:
        held = Seat.objects.at(past.now).filter(person=person(email)).get()
        membership.end_seat(
            held, actor=Person.objects.system(), now=past.now, ends_at=past.now + FIELD_ENDS_IN
        )


def _make_places(places, now):
    system = Person.objects.system()
    for slug, rows in places.items():
        body = Body.objects.get(slug=slug)
        for row in rows:
            expect(
                body,
                actor=system,
                seat=None,
                now=now,
                field=row.get("field", ""),
                region=Region.objects.get(slug=row["region"]) if "region" in row else None,
                organisation=Organisation.objects.get(slug=row["organisation"])
                if "organisation" in row
                else None,
            )


def _tell(lesson, past):
    now = past.at(lesson["days"], 11)
    body, actor = Body.objects.get(slug=lesson["body"]), person(lesson["by"])
    told = {name: lesson[name] for name in ("partner", "what", "status", "why")}
    lessons.tell(body, actor=actor, seat=membership.runs(actor, body, now), now=now, on=now.date(), **told)


def _evaluate(done, now):
    evaluation, actor = Evaluation.objects.get(body__slug=done["body"]), person(done["by"])
    seat = membership.runs(actor, evaluation.body, now)
    finish(evaluation, actor=actor, seat=seat, now=now, text=done["text"])
