from allauth.core import ratelimit
from django.apps import apps
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django.views.i18n import set_language

from network import search as searching
from network.addresses import in_words, word_for
from network.chart import chart
from network.collation import by_name
from network.deadlines import local_day
from network.help import BY_SLUG, roles_for
from network.language import choose_language
from network.links import url_for
from network.messages import wording
from network.models import Absence, Admission, Body, Notice, OwnerElsewhere, Seat
from network.notices import choose_mail, chosen, mark_read
from network.pages import MailChoiceForm, page_of
from network.registries import panels_for, waiting_on
from network.rules import may_register
from network.week import has_week, week_of

HITS_SHOWN = 20
VISITORS_SEARCH = {"search": "60/m/ip"}


@login_not_required
@require_GET
def home(request):
    """An inbox for those signed in; what Løft is for everyone else."""
    viewer = request.viewer
    if viewer.person is None:
        shown = panels_for("welcome", [None], viewer)[None]
        return render(request, "network/welcome.html", {"panels": shown})
    notices = list(_notices(viewer.person)[:6])
    today, leads = local_day(viewer.at), has_week(viewer)
    lines, more = week_of(viewer, today) if leads else ([], 0)
    context = {
        "has_week": leads,
        "lines": lines,
        "more": more,
        "waiting": [] if leads else waiting_on(viewer),
        "notices": [(notice, wording(notice.event)[0]) for notice in notices],
        "boards": panels_for("board", [viewer.person], viewer)[viewer.person_id],
        "panels": panels_for("home", [viewer.person], viewer)[viewer.person_id],
        "may_register": may_register(viewer),
        "applied": Admission.objects.waiting_of(viewer.person),
        "today": today,
    }
    return render(request, "network/home.html", context)


def _notices(person):
    return Notice.objects.filter(person=person).select_related("event__actor").order_by("-pk")


@login_not_required
def moved(request, before, name):
    """Where mails that were sent before the steps had Norwegian words lead; and forms that were open then."""
    word = word_for(name)
    if word in (None, name):
        raise Http404
    asked = request.META["QUERY_STRING"]
    return redirect(f"/{before}/{word}/{asked and f'?{asked}'}", permanent=True, preserve_request=True)


@login_not_required
def moved_account(request, before):
    """The same for the pages of signing in, which were called what django-allauth calls them."""
    now = in_words(before)
    if now == before:
        raise Http404
    asked = request.META["QUERY_STRING"]
    return redirect(f"/konto/{now}{asked and f'?{asked}'}", permanent=True, preserve_request=True)


@login_not_required
@require_GET
def search(request):
    """What the viewer may see; a visitor finds what is public, and not without end."""
    if request.viewer.person is None and (
        too_many := ratelimit.consume_or_429(request, action="search", config=VISITORS_SEARCH, limit_get=True)
    ):
        return too_many
    text = request.GET.get("q", "").strip()[:200]
    found = searching.find(text, request.viewer, limit=HITS_SHOWN) if text else []
    return render(request, "network/search.html", {"text": text, "found": found, "most": HITS_SHOWN})


@require_http_methods(["GET", "POST"])
def notice_list(request):
    if request.method == "POST":
        mark_read(request.user, now=timezone.now())
        return redirect("notice-list")
    page = page_of(request, _notices(request.user))
    rows = [(notice, wording(notice.event)[0]) for notice in page]
    return render(request, "network/notices.html", {"page": page, "rows": rows})


@require_GET
def notice_open(request, pk):
    """Read, and on to what it is about, unless that has been deleted since."""
    notice = get_object_or_404(Notice.objects.select_related("event"), pk=pk, person=request.user)
    mark_read(request.user, now=timezone.now(), ids=[notice.pk])
    label, target = notice.event.target_label, notice.event.target_id
    if not apps.get_model(label)._base_manager.filter(pk=target).exists():
        messages.info(request, gettext("Det varselet gjaldt, er slettet."))
        return redirect("notice-list")
    return redirect(url_for(label, target))


@require_http_methods(["GET", "POST"])
def mail_choice(request):
    form = MailChoiceForm(request.POST or None, initial={"choice": chosen(request.user)})
    if request.method == "POST" and form.is_valid():
        choose_mail(request.user, form.cleaned_data["choice"], now=timezone.now())
        messages.success(request, gettext("Valget er lagret."))
        return redirect("notice-list")
    return render(request, "network/mail_choice.html", {"form": form})


@login_not_required
@require_POST
def language(request):
    """Django's own keeps it in a cookie and finds the way back; for those signed in it follows the person."""
    answer = set_language(request)
    if request.user.is_authenticated:
        choose_language(request.user, request.POST.get("language", ""))
    return answer


@require_GET
def body_list(request):
    """Who there is, in the order a case meets them; those that have ended stand last."""
    today = local_day(request.viewer.at)
    ended = Body.objects.filter(ends_on__lte=today).select_related("successor").order_by(by_name())
    return render(request, "network/bodies.html", {"levels": chart(request.viewer, today), "ended": ended})


@require_GET
def body_detail(request, pk):
    body = get_object_or_404(
        Body.objects.select_related("owner", "region", "successor", "lifting_body", "secretariat"), pk=pk
    )
    seats = Seat.objects.at(request.viewer.at).filter(body=body).with_names()
    named = seats.order_by(by_name("organisation__name"), by_name("person__name"), "pk")
    order = {role: place for place, role in enumerate(Seat.Role.values)}
    context = {
        "body": body,
        "seats": sorted(named, key=lambda seat: order[seat.role]),
        "away": _away(body, request.viewer),
        "predecessors": body.predecessors.order_by(by_name()),
        "panels": panels_for("body", [body], request.viewer)[body.pk],
    }
    return render(request, "network/body.html", context)


def _away(body, viewer):
    """Who of a body is away now, for those inside: the name, and until when."""
    seats = Seat.objects.at(viewer.at).filter(body=body)
    gone = Absence.objects.visible_to(viewer).at(viewer.at).filter(person__in=seats.values("person"))
    return gone.select_related("person").order_by("ends_at", "pk")


@login_not_required
@require_GET
def help_page(request):
    own, others = roles_for(request.viewer)
    return render(request, "help/help.html", {"own": own, "others": others})


@login_not_required
@require_GET
def help_role(request, slug):
    if slug not in BY_SLUG:
        raise Http404
    return render(request, "help/role.html", {"role": BY_SLUG[slug]})


@login_not_required
@require_GET
def privacy(request):
    return render(request, "help/privacy.html", {"contact": settings.PRIVACY_CONTACT})


@login_not_required
@require_GET
def accessibility(request):
    secretariat = Body.objects.of_kind(Body.Kind.SECRETARIAT, local_day(timezone.now()))
    contact = secretariat.contact_email if secretariat else ""
    return render(request, "help/accessibility.html", {"contact": contact})


@login_not_required
@require_GET
def changes(request):
    return render(request, "help/changes.html")


@require_GET
def owner_list(request):
    """«Hvem eier hva»: who answers for matters outside the network."""
    return render(request, "network/owners.html", {"owners": OwnerElsewhere.objects.order_by(by_name())})
