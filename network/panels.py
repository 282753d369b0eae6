"""On a body's page, for those inside: who is missing, how the first year went, and what it has learned."""

from django.template.loader import render_to_string

from network.composition import ending_text, missing_text, standings_of
from network.models import Evaluation, Lesson
from network.registries import panel

LESSONS_SHOWN = 5


@panel("body")
def who_is_missing(bodies, viewer):
    if not viewer.is_inside:
        return {}
    found, run = standings_of(bodies, viewer.at), viewer.run_body_ids
    return {
        body.pk: render_to_string(
            "network/_composition.html",
            {
                "body": body,
                "standings": rows,
                "missing": missing_text(rows),
                "ending": ending_text(rows),
                "runs": body.pk in run,
            },
        )
        for body in bodies
        if (rows := found.get(body.pk, [])) or body.pk in run
    }


@panel("body")
def evaluations(bodies, viewer):
    asked = Evaluation.objects.visible_to(viewer).filter(body__in=bodies).select_related("done_by__person")
    return {
        evaluation.body_id: render_to_string("network/_evaluation.html", {"evaluation": evaluation})
        for evaluation in asked
    }


@panel("body")
def lessons(bodies, viewer):
    """The newest of what each has learned."""
    if not viewer.is_inside:
        return {}
    told = {body.pk: [] for body in bodies}
    for lesson in Lesson.objects.filter(body__in=bodies).order_by("-on", "-pk")[:200]:
        told[lesson.body_id].append(lesson)
    return {
        body.pk: render_to_string(
            "network/_lessons.html",
            {"body": body, "lessons": told[body.pk][:LESSONS_SHOWN], "runs": body.pk in viewer.run_body_ids},
        )
        for body in bodies
        if told[body.pk] or body.pk in viewer.run_body_ids
    }
