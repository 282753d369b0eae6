"""The case as it stood when it was lifted: pure, and comparable with how it stands later."""

from collections import Counter
from datetime import UTC

from django.db.models import Prefetch
from django.utils.translation import gettext

from escalation.facts import facts_of
from issues.models import Assessment, Issue, Voice
from issues.prioritise import those_that_count
from network.audit import canonical, sha256
from network.language import Quoting, made_to_keep

SCHEMA = 2  # 2: with what members have told (facts)


@made_to_keep
def freeze(escalation, now):
    """What the case rests on at `now`, as plain JSON. Reads only; the same case gives the same content."""
    voices = Voice.objects.standing().filter(at__lte=now).select_related("organisation").order_by("event")
    weighed = Assessment.objects.filter(at__lte=now).select_related("seat__person", "seat__organisation")
    issues = (
        Issue.objects.filter(escalations=escalation)
        .select_related("organisation__region", "project")
        .prefetch_related(Prefetch("voices", voices), Prefetch("assessments", weighed.order_by("pk")))
    )
    return {
        "schema": SCHEMA,
        "at": now.astimezone(UTC).isoformat(),
        "title": escalation.title,
        "ask": escalation.ask,
        "no_assessment_because": escalation.no_assessment_because,
        "tie_to_raiser": escalation.tie_to_raiser,
        "issues": [_issue(issue) for issue in issues.order_by("pk")],
        "facts": facts_of(escalation, now),
    }


def digest(content):
    return sha256(canonical(content))


def _issue(issue):
    return {
        "id": issue.pk,
        "title": issue.title,
        "text": issue.text,
        "kind": issue.get_kind_display(),
        "organisation": issue.organisation.name,
        "region": issue.organisation.region.name if issue.organisation.region else "",
        "project": issue.project.title if issue.project else "",
        "voices": [
            {"organisation": voice.organisation.name, "text": voice.text} for voice in issue.voices.all()
        ],
        "assessments": [
            {
                "by": assessment.seat.signature,
                "severity": [assessment.severity, assessment.severity_reason],
                "resources": [assessment.resources, assessment.resources_reason],
                "benefit": [assessment.benefit, assessment.benefit_reason],
            }
            for assessment in those_that_count(issue.assessments.all())
        ],
    }


def changed_since(frozen, now_content):
    """What is new since it was frozen, in sentences a reader can use. Compares two contents of `freeze`."""
    found = []
    before = {issue["id"]: issue for issue in frozen["issues"]}
    for issue in now_content["issues"]:
        old = before.get(issue["id"], {"voices": [], "assessments": []})
        had, has = _behind(old), _behind(issue)
        for names, sentence in (
            (list((has - had).elements()), gettext("{listed} har sluttet seg til «{title}».")),
            (list(had - has), gettext("{listed} står ikke lenger på «{title}».")),
        ):
            if names:
                found.append(_about(issue, sentence, listed=_listed(names)))
        if issue["assessments"] != old["assessments"]:
            found.append(_about(issue, gettext("«{title}» er vurdert på nytt.")))
    was, now = frozen.get("facts", {}), now_content["facts"]
    for name, sentence in (
        ("costs", gettext("Kostnadene som er meldt, er endret.")),
        ("benefits", gettext("Nye gevinster er meldt.")),
        ("abroad", gettext("Nye erfaringer fra utlandet er meldt.")),
    ):
        if was.get(name, []) != now[name]:
            found.append(sentence)
    seen = {case["id"] for case in was.get("similar", [])}
    found += [
        _about(case, gettext("«{title}» er besvart.")) for case in now["similar"] if case["id"] not in seen
    ]
    return found


def _behind(issue):
    """How many of each organisation it was about: who takes it back may stand anywhere among them."""
    return Counter(voice["organisation"] for voice in issue["voices"])


def _about(case, wording, **words):
    return Quoting(wording.format(title=case["title"], **words), case["title"])


def _listed(names):
    return (
        names[0]
        if len(names) == 1
        else gettext("{names} og {last}").format(names=", ".join(names[:-1]), last=names[-1])
    )
