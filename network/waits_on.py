from django.db.models import Exists
from django.urls import reverse
from django.utils.translation import gettext

from network.composition import ending_text, missing_text, standings_of
from network.deadlines import local_day
from network.evaluation import ASKED_BEFORE
from network.fora import likely_doubles
from network.models import Admission, Body, Forum
from network.registries import Waiting, waits_on


def _led_by(viewer):
    """Bodies of one's own, by id: their secretariat's people do the rest, but not who shall sit there."""
    return {seat.body_id: seat.body for seat in viewer.seats if seat.runs}


@waits_on
def who_is_missing(viewer):
    """A vacant place, or one that ends soon, waits on those who lead the body."""
    led = _led_by(viewer)
    asked = {seat.body_id for seat in viewer.seats if seat.runs and seat.body_has_places}
    if not asked:
        return
    for pk, found in standings_of(asked, viewer.at).items():
        if texts := [text for text in (missing_text(found), ending_text(found)) if text]:
            yield Waiting(
                title=gettext("{body}: hvem som mangler").format(body=led[pk].name),
                is_said=True,
                what=gettext("Finn noen. {missing}").format(missing=". ".join(texts)),
                url=f"{reverse('body-detail', args=[pk])}#sammensetning",
                due=min((one.short_on for one in found if one.ends_soon), default=None),
            )


@waits_on
def evaluations(viewer):
    """The evaluation of a network waits on those who lead it, from a month before its date."""
    soon = local_day(viewer.at) + ASKED_BEFORE
    for body in _led_by(viewer).values():
        evaluation = getattr(body, "evaluation", None)
        if evaluation and evaluation.done_at is None and evaluation.due_on <= soon:
            yield Waiting(
                title=gettext("{body}: evaluering etter ett år").format(body=body.name),
                is_said=True,
                what=gettext("Se på året som gikk, og skriv kort hva dere så"),
                url=reverse("evaluation-detail", args=[evaluation.pk]),
                due=evaluation.due_on,
            )


@waits_on
def applications(viewer):
    """Whoever applied to be a member waits on those who run the network."""
    if not any(seat.someone_applies for seat in viewer.seats) or not viewer.run_network_ids:
        return
    rows = Admission.objects.waiting().filter(body__in=viewer.run_network_ids).select_related("body")
    for made in rows.order_by("applied_at", "pk")[:20]:
        yield Waiting(
            title=gettext("{name} søker om å bli medlem").format(name=made.name),
            is_said=True,
            what=gettext("{body}: svar ja eller nei").format(body=made.body.name),
            url=reverse("admission-detail", args=[made.pk]),
            since=local_day(made.applied_at),
        )


@waits_on
def suggested_fora(viewer):
    """What members suggest for the directory of fora waits on those who run the national network."""
    if not any(seat.someone_suggests for seat in viewer.seats) or not viewer.run_network_ids:
        return
    runs = Body.objects.on(local_day(viewer.at)).filter(pk__in=viewer.run_network_ids)
    rows = Forum.objects.filter(
        Exists(runs.filter(kind=Body.Kind.NATIONAL_NETWORK)), status=Forum.Status.SUGGESTED
    )
    suggested = list(rows.select_related("suggested_by__person").order_by("pk")[:20])
    doubles = likely_doubles(suggested, viewer) if suggested else {}
    for forum in suggested:
        same = ", ".join(f"«{other.name}»" for other in doubles[forum.pk][:2])
        who = forum.suggested_by.person.name
        yield Waiting(
            title=forum.name,
            what=gettext("Foreslått av {who}: se over. Kanskje det samme som {same}").format(
                who=who, same=same
            )
            if same
            else gettext("Foreslått av {who}: se over").format(who=who),
            url=reverse("forum-detail", args=[forum.pk]),
        )
