import json

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from meetings.compiling import preview
from meetings.models import Meeting
from network.deadlines import local_day
from network.models import Body
from network.moments import parse_moment


class Command(BaseCommand):
    help = "Print the next agenda of each body, compiled from what stands, without storing it."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="as JSON (the default is text)")
        parser.add_argument("--body", help="only this body's, by its slug")
        parser.add_argument(
            "--now", type=parse_moment, default=None, help="as if it were this moment (ISO 8601)"
        )

    def handle(self, *, body, now, **options):
        now = now or timezone.now()
        if body and not Body.objects.filter(slug=body).exists():
            raise CommandError(f"there is no body {body}")
        meetings = Meeting.objects.next_of_each_body(now)
        agendas = [as_data(m, now) for m in meetings if not body or m.body.slug == body]
        if options["json"]:
            self.stdout.write(json.dumps(agendas, ensure_ascii=False, indent=2))
        else:
            for agenda in agendas:
                self.stdout.write(as_text(agenda))


def as_data(meeting, now):
    agenda = preview(meeting, now)
    numbers = {(item.source, item.target_label, item.target_id): item.number for item in meeting.items.all()}
    return {
        "body": meeting.body.slug,
        "date": local_day(meeting.starts_at).isoformat(),
        "capacity_minutes": agenda.capacity,
        "items": [
            {
                "number": numbers.get(line.candidate.key) or str(position),
                "type": str(line.candidate.type),
                "title": line.candidate.title,
                "minutes": line.candidate.minutes,
                "must": line.candidate.must,
                "why": line.why,
            }
            for position, line in enumerate(agenda.items, start=1)
        ],
        "reserve": [{"title": line.candidate.title, "why_not": line.why_not} for line in agenda.reserve],
    }


def as_text(agenda):
    lines = [f"{agenda['body']} {agenda['date']} ({agenda['capacity_minutes']} min)"]
    lines += [f"  {i['number']}. {i['title']} ({i['minutes']} min): {i['why']}" for i in agenda["items"]]
    lines += [f"  - {r['title']}: {r['why_not']}" for r in agenda["reserve"]]
    return "\n".join(lines)
