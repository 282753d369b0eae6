from django.core.management.base import BaseCommand
from django.utils import timezone

from config.seed import changed, facts, meetings, plans, projects, reference, sharing, story, talk, team
from config.seed.past import Past, play
from issues.models import Issue
from meetings.models import AgendaItem, Meeting
from network.audit import seal
from network.models import Body, Organisation, Person
from network.moments import parse_moment
from network.writing import writing
from register.models import Project


class Command(BaseCommand):
    help = "Make what a new Løft begins with. Makes what is missing and touches nothing that exists."

    def add_arguments(self, parser):
        parser.add_argument("--now", type=parse_moment, default=None, help="count back from here (ISO 8601)")

    def handle(self, *, now, **options):
        make(Past(now or timezone.now()))
        seal()
        self.stdout.write(
            f"{Organisation.objects.count()} organisations, {Body.objects.count()} bodies, "
            f"{Person.objects.count()} people, {Project.objects.count()} projects, "
            f"{Issue.objects.count()} issues, {AgendaItem.objects.count()} agenda items"
        )


@writing()
def make(past):
    """All of it or nothing: a seed that was killed begins again from the start."""
    reference.make_organisations()
    reference.make_rules()
    reference.make_remits()
    reference.make_owners()
    reference.make_fora()
    reference.make_bodies()
    reference.make_people()
    team.make_team(past)
    projects.make_examples(past)  # told over the last year; what is real is brought in today
    facts.make_projects(past)
    facts.make_experiences(past)
    sharing.make_shared(past)
    meetings.make_outside_events(past)
    happened = story.raised(past)
    # A site that has met has a story of its own.
    is_new = not Meeting.objects.exists()
    if is_new:
        happened += [*story.published(past), *story.told(past), *talk.said(past)]
        happened += [*plans.planned(past), *meetings.held(past), *changed.registered(past)]
    play(happened)
    if is_new:
        meetings.compile_next(past.now)
