"""What everyone may see of the register, without login: a list, a page for each project, and an Atom feed."""

from allauth.core import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.contrib.syndication.views import Feed
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from network.models import Person
from network.pages import attempt, page_of
from network.reach import Reach
from register import upkeep
from register.forms.facts import PublicErrorForm
from register.groups import GROUPS, reach_of
from register.models import Project
from register.rules import may_report_error
from register.views.withdrawing import withdrawn_page


@login_not_required
@require_GET
def public_list(request):
    page = page_of(request, Project.objects.public().for_lists().order_by("-changed_at", "-pk"))
    return render(request, "register/public_list.html", {"page": page})


def _public():
    return Project.objects.public().for_lists().select_related("owner")


@login_not_required
@require_GET
def public_detail(request, pk):
    project = _public().filter(pk=pk).first()
    if project is None:
        return withdrawn_page(request, pk, Project.with_withdrawn.public(), page="public-detail")
    open_to_all = {group for group in GROUPS if reach_of(project, group) == Reach.PUBLIC}
    viewer = request.viewer
    context = {
        "project": project,
        "groups": open_to_all,
        "is_stale": project.is_stale(viewer.at),
        "may_report_error": viewer.person_id is None or may_report_error(viewer, project),
    }
    return render(request, "register/public_detail.html", context)


@login_not_required
@require_http_methods(["GET", "POST"])
def public_error(request, pk):
    """Whoever reads it says what is wrong, and is answered by mail where they leave an address."""
    project = get_object_or_404(_public(), pk=pk)
    if request.user.is_authenticated:
        return redirect("error-new", pk=pk)
    if too_many := ratelimit.consume_or_429(request, action="report_error"):
        return too_many
    form = PublicErrorForm(request.POST or None)
    sent = request.method == "POST" and form.is_valid()
    if sent and not form.cleaned_data.pop("website"):
        by = {"actor": Person.objects.system(), "now": timezone.now(), "language": get_language()}
        sent = attempt(form, lambda: upkeep.report_error(project, **by, **form.cleaned_data))
    return render(request, "register/public_error.html", {"project": project, "form": form, "sent": sent})


class PublicFeed(Feed):
    """The newest of what is public, for those who follow from outside. Never more than the public page says."""

    feed_type = Atom1Feed
    title = _("Løft: KI-prosjekter i helsetjenesten")
    subtitle = _("Det som er registrert og synlig for alle.")
    description = subtitle
    language = "nb"

    def link(self):
        return reverse("public-list")

    def items(self):
        return Project.objects.public().for_lists().order_by("-changed_at", "-pk")[:50]

    def item_title(self, project):
        return project.title

    def item_description(self, project):
        told = f"{project.whose}, {project.clinical_area}, {project.get_phase_display()}"
        return f"{told}. {project.purpose}"

    def item_link(self, project):
        return reverse("public-detail", args=[project.pk])

    def item_author_name(self, project):
        return project.whose

    def item_pubdate(self, project):
        return project.registered_at

    def item_updateddate(self, project):
        return project.changed_at


project_feed = login_not_required(require_safe(PublicFeed()))
