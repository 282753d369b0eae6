"""Second line: what was tried first, by whom, and the answer back to them (S73)."""

from django.conf import settings
from django.template.loader import render_to_string

from issues.models import FirstLine, Issue
from network.audit import record
from network.deadlines import date_text, local_day
from network.letters import owe_note
from network.links import url_for
from network.models import Person
from network.writing import writing


@writing()
def tell_first_line(issue, *, actor, seat, now, tried, unit, email=""):
    """Write down what the first line tried and who they are. With the address of someone who has an account,
    they are told there; another address gets the answer as a letter."""
    issue = Issue.objects.select_for_update().get(pk=issue.pk)
    person = (
        Person.objects.filter(email__iexact=email, is_active=True, is_system=False).first() if email else None
    )
    event = record(
        "issue.first_line", actor=actor, seat=seat, at=now, target=issue, title=issue.title, unit=unit.strip()
    )
    return FirstLine.objects.create(
        issue=issue,
        tried=tried.strip(),
        unit=unit.strip(),
        person=person,
        email="" if person else email,
        told_by=actor,
        at=now,
        event=event,
    )


def first_lines_before(event, issue_ids):
    """The first line of each of these innmeldinger, as it was when `event` happened."""
    rows = FirstLine.objects.filter(issue__in=list(issue_ids), event__lt=event.pk).order_by("event")
    return list({row.issue_id: row for row in rows}.values())


def send_to_first_lines(issues, event, *, by):
    """The answer that `event` gave, as a letter to each first line that has no account here. Of a restricted
    case only that it is answered."""
    found = {issue.pk: issue for issue in issues}
    for row in first_lines_before(event, found):
        if not row.email:
            continue
        issue = found[row.issue_id]
        text = render_to_string(
            "mail/first_line.txt",
            {
                "issue": issue,
                "by": by,
                "day": date_text(local_day(event.at)),
                "text": "" if issue.restricted else event.data.get("text", ""),
                "is_advice": event.verb.startswith("issue."),
                "link": settings.SITE_URL + url_for("issues.issue", issue.pk),
            },
        )
        subject = "Svar i en skjermet sak" if issue.restricted else f"Svar: {issue.title}"
        owe_note(event, row.email, number=row.pk, subject=subject, text=text)
