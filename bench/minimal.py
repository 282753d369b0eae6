"""What the same rows cost in the plainest Django view: one queryset, one template, open to everyone.

No sign-in, no permissions, no navigation, no history written: what ours costs beyond this is what we
have to answer for. The middleware is that of `django-admin startproject`.
"""

from django import forms
from django.db.models import Count
from django.http import HttpResponse, HttpResponseRedirect
from django.template import engines
from django.urls import include, path
from django.utils import timezone

from issues.models import Issue, State
from network.collation import by_name
from network.models import Body, Event, Notice, Organisation, Person
from network.search import matching
from register.models import Experience, Project

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
HEAD = "<!doctype html><html lang=nb><head><title>{{ title }}</title></head><body><h1>{{ title }}</h1>"
TABLE = (
    HEAD + "<table><tr><th>Innmelding<th>Type<th>Fra<th>Status<th>Vurdert</tr>{% for issue in issues %}"
    "<tr><td><a href='{% url \"issue-detail\" issue.pk %}'>{{ issue.title }}</a><td>{{ issue.get_kind_display }}"
    "<td>{{ issue.organisation.called }}<td>{{ issue.get_state_display }}<td>{{ issue.rank.score }}</tr>"
    "{% endfor %}</table>"
)
CASE = (
    HEAD + "<p>{{ issue.get_state_display }} {{ issue.get_kind_display }} {{ issue.organisation.name }} "
    "{{ issue.home_body.name }} {{ issue.raised_by.name }} {{ issue.raised_at|date }}</p>"
    "{{ issue.text|linebreaks }}{{ issue.rank.score }}"
    "{% for v in voices %}<li>{{ v.organisation.name }} {{ v.person.name }} {{ v.at|date }}{% endfor %}"
    "{% for a in assessments %}<tr><td>{{ a.seat.person.name }} {{ a.seat.organisation.called }}"
    "<td>{{ a.severity }}: {{ a.severity_reason }}<td>{{ a.resources }}: {{ a.resources_reason }}"
    "<td>{{ a.benefit }}: {{ a.benefit_reason }}</tr>{% endfor %}"
    "{% for e in events %}<li>{{ e.at|date }} {{ e.verb }} {{ e.actor.name }}{% endfor %}"
)
HOME = (
    HEAD + "{% for issue in new %}<li><a href='{% url \"issue-detail\" issue.pk %}'>{{ issue.title }}</a> "
    "{{ issue.raised_at|date }}{% endfor %}{% for issue in weigh %}<li><a href='{% url \"issue-assess\" issue.pk %}'>"
    "{{ issue.title }}</a> {{ issue.raised_at|date }}{% endfor %}"
    "{% for n in notices %}<li><a href='{% url \"notice-open\" n.pk %}'>{{ n.event.data.title }}</a> "
    "{{ n.event.at|date }}{% endfor %}"
)
PROJECTS = (
    HEAD + "<table><tr><th>Prosjekt<th>Virksomhet<th>Fagområde<th>Fase</tr>{% for project in projects %}"
    "<tr><td><a href='{% url \"project-detail\" project.pk %}'>{{ project.title }}</a>"
    "<td>{{ project.organisation.name }}<td>{{ project.clinical_area }}<td>{{ project.get_phase_display }}</tr>"
    "{% endfor %}</table>"
)
EXPERIENCES = (
    HEAD
    + "{% for one in experiences %}<li><a href='{% url \"experience-detail\" one.pk %}'>{{ one.title }}</a> "
    "{{ one.get_kind_display }} {{ one.project.title }} {{ one.organisation.name }} {{ one.reported_at|date }}{% endfor %}"
)
COUNTS = (
    HEAD
    + "<table>{% for row in rows %}<tr>{% for cell in row %}<td>{{ cell }}{% endfor %}</tr>{% endfor %}</table>"
)
EMPTY, TABLE, CASE, HOME, PROJECTS, EXPERIENCES, COUNTS = (
    engines["django"].from_string(text) for text in (HEAD, TABLE, CASE, HOME, PROJECTS, EXPERIENCES, COUNTS)
)
ROWS, SIDE_BY_SIDE = 25, 50


def page(request, template, **context):
    return HttpResponse(template.render({"title": "Innmeldinger", **context}, request))


def empty(request):
    return page(request, EMPTY)


def signed_in(request):
    """For our own middleware: what session, user and navigation cost before a page has begun."""
    return page(request, EMPTY, name=request.user.name)


def rows_of(issues):
    return issues.select_related("organisation", "rank")


def newest(request):
    return page(request, TABLE, issues=rows_of(Issue.objects.order_by("-pk"))[:ROWS])


def filtered(request):
    narrowed = Issue.objects.filter(state=request.GET["state"], kind=request.GET["kind"], rank__isnull=False)
    return page(request, TABLE, issues=rows_of(narrowed.order_by("-rank__score", "-pk"))[:ROWS])


def search(request):
    hits = Issue.objects.filter(pk__in=matching("issues.issue", request.GET["q"]))
    return page(request, TABLE, issues=rows_of(hits.order_by("-pk"))[:20])


def projects(request):
    found = Project.objects.select_related("organisation")
    if phase := request.GET.get("fase"):
        found = found.filter(phase=phase).order_by(by_name("title"), "-pk")
    if product := request.GET.get("produkt"):
        found = found.filter(product=product)
    if request.GET.get("apne"):
        found = found.filter(reach="public").order_by("-changed_at", "-pk")
    return page(request, PROJECTS, projects=found.order_by(*found.query.order_by or ["-pk"])[:ROWS])


def project_counts(request):
    rows = Project.objects.order_by().values_list("organisation__region__name", "phase").annotate(Count("pk"))
    return page(request, COUNTS, rows=rows)


def experiences(request):
    found = Experience.objects.select_related("project", "organisation").order_by("-pk")
    if area := request.GET.get("omrade"):
        projects = Project.objects.filter(clinical_area=area).order_by("title", "pk")[:SIDE_BY_SIDE]
        return page(request, EXPERIENCES, experiences=found.filter(project__in=list(projects)))
    if kind := request.GET.get("type"):
        found = found.filter(kind=kind)
    if words := request.GET.get("q"):
        found = found.filter(pk__in=matching("register.experience", words))
    return page(request, EXPERIENCES, experiences=found[:ROWS])


def search_projects(request):
    hits = Project.objects.filter(pk__in=matching("register.project", request.GET["q"]))
    return page(request, PROJECTS, projects=hits.select_related("organisation").order_by("-pk")[:20])


def case(request, pk):
    issue = Issue.objects.select_related("organisation", "rank", "home_body", "raised_by").get(pk=pk)
    return page(
        request,
        CASE,
        issue=issue,
        voices=issue.voices.select_related("person", "organisation"),
        assessments=issue.assessments.select_related("seat__person", "seat__organisation"),
        events=Event.objects.filter(target_label="issues.issue", target_id=pk).select_related("actor"),
    )


def home(request):
    body, person = request.GET["body"], request.GET["person"]
    return page(
        request,
        HOME,
        new=Issue.objects.filter(home_body=body, state=State.NEW).order_by("pk")[:20],
        weigh=Issue.objects.filter(state=State.WITH_NETWORK).order_by("-pk")[:5],
        notices=Notice.objects.filter(person=person).select_related("event").order_by("-pk")[:6],
    )


class IssueForm(forms.ModelForm):
    class Meta:
        model = Issue
        fields = ("title", "kind", "text")


def create(request):
    form = IssueForm(request.POST)
    issue = form.save(commit=False)
    issue.organisation = Organisation.objects.first()
    issue.home_body, issue.raised_by = Body.objects.first(), Person.objects.first()
    issue.raised_at = timezone.now()
    issue.save()
    return HttpResponseRedirect(f"/minimal/{issue.pk}/")


urlpatterns = [
    path("", include("config.urls")),
    path("minimal/tom/", empty),
    path("minimal/innlogget/", signed_in),
    path("minimal/nyeste/", newest),
    path("minimal/filtrert/", filtered),
    path("minimal/sok/", search),
    path("minimal/sok/prosjekter/", search_projects),
    path("minimal/prosjekter/", projects),
    path("minimal/prosjekter/tall/", project_counts),
    path("minimal/erfaringer/", experiences),
    path("minimal/hjem/", home),
    path("minimal/ny/", create),
    path("minimal/<int:pk>/", case),
]
