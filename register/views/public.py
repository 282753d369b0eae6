"""What everyone may see of the register, without login: a list, a page for each project, and an Atom feed."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.syndication.views import Feed
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_safe

from network.pages import page_of
from network.reach import Reach
from register.groups import GROUPS, reach_of
from register.models import Project


@login_not_required
@require_GET
def public_list(request):
    page = page_of(request, Project.objects.public().for_lists().order_by("-changed_at", "-pk"))
    return render(request, "register/public_list.html", {"page": page})


@login_not_required
@require_GET
def public_detail(request, pk):
    project = Project.objects.public().for_lists().select_related("owner").filter(pk=pk).first()
    if project is None:
        raise Http404
    open_to_all = {group for group in GROUPS if reach_of(project, group) == Reach.PUBLIC}
    context = {"project": project, "groups": open_to_all, "is_stale": project.is_stale(request.viewer.at)}
    return render(request, "register/public_detail.html", context)


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
