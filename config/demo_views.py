"""What only the demo has: signing in as invented people, and reading what was mailed to them."""

from io import BytesIO

from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.db.models import Prefetch
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from config.sent_mail import read_mail, sent_mails
from network.models import Body, Person, Seat
from network.pages import page_of

Kind = Body.Kind
# Who is who, in the order a case meets them; each heading with the kinds of bodies it gathers.
HEADINGS = (
    (_("Medlemmer av nettverkene"), Body.NETWORKS),
    (_("Ledere av nettverkene"), Body.NETWORKS),
    (_("Sekretariatet og fagrådet"), (Kind.SECRETARIAT, Kind.COUNCIL)),
    (_("Nettverkets styringsgruppe, som løfter saker"), (Kind.NETWORK_STEERING,)),
    (_("Koordineringsgruppen"), (Kind.COORDINATING,)),
    (_("Styringsgruppen"), (Kind.STEERING,)),
    (_("Innholdsansvarlige i etatene"), (Kind.CONTENT_DESK, Kind.GUIDANCE_PANEL)),
)
OTHERS = _("Observatører og andre")


def heading_for(seats):
    """Where in the list someone with these seats stands: by the first of them."""
    if not seats or seats[0].role == Seat.Role.OBSERVER:
        return OTHERS
    first = seats[0]
    headings = [heading for heading, kinds in HEADINGS if first.body.kind in kinds]
    return headings[-1 if first.runs else 0]


@login_not_required
@require_http_methods(["GET", "POST"])
def people(request):
    """«Logg inn som …»: the invented people, with what they are."""
    invented = Person.objects.filter(is_invented=True, is_active=True)
    if request.method == "POST":
        person = get_object_or_404(invented, email=request.POST.get("email", ""))
        login(request, person, backend="django.contrib.auth.backends.ModelBackend")
        return redirect("home")
    seats = Seat.objects.at(timezone.now()).with_names().order_by("pk")
    rows = invented.prefetch_related(Prefetch("seats", seats, to_attr="seats_now")).order_by("pk")
    groups = {heading: [] for heading in [*(heading for heading, _ in HEADINGS), OTHERS]}
    for person in rows:
        groups[heading_for(person.seats_now)].append(person)
    return render(request, "demo/people.html", {"groups": groups.items()})


@login_not_required
@require_GET
def mail_list(request):
    return render(request, "demo/mails.html", {"page": page_of(request, sent_mails())})


@login_not_required
@require_GET
def mail_detail(request, name):
    mail = read_mail(name)
    if mail is None:
        raise Http404
    return render(request, "demo/mail.html", {"mail": mail})


@login_not_required
@require_GET
def mail_file(request, name, number):
    mail = read_mail(name)
    if mail is None or number >= len(mail.files):
        raise Http404
    file = mail.files[number]
    return FileResponse(BytesIO(file.content), content_type=file.content_type, filename=file.name)
