from django.core.management.base import BaseCommand
from django.utils import timezone

from config.seed import cases, facts, meetings, reference
from issues.models import Issue
from meetings.models import AgendaItem
from network.models import Body, Organisation, Person
from network.moments import parse_moment
from register.models import Project


class Command(BaseCommand):
    help = "Make what a new Løft begins with. Makes what is missing and touches nothing that exists."

    def add_arguments(self, parser):
        parser.add_argument("--now", type=parse_moment, default=None, help="count back from here (ISO 8601)")

    def handle(self, *, now, **options):
        now = now or timezone.now()
        reference.make_organisations()
        reference.make_rules()
        reference.make_bodies()
        reference.make_people()
        facts.make_projects(now)
        facts.make_experiences(now)
        facts.make_issues(now)
        cases.make_guidance(now)
        cases.make_cases(now)
        meetings.make_meetings(now)
        meetings.compile_first(now)
        self.stdout.write(
            f"{Organisation.objects.count()} organisations, {Body.objects.count()} bodies, "
            f"{Person.objects.count()} people, {Project.objects.count()} projects, "
            f"{Issue.objects.count()} issues, {AgendaItem.objects.count()} agenda items"
        )
