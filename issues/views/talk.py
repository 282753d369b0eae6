"""Talking about an innmelding: comments and replies, following, and experience from other countries."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from issues import abroad, talk
from issues.forms.talk import AbroadForm, CommentForm, EditForm
from issues.mentions import mentioned_in, names_for
from issues.models import Abroad, Comment, Country, Issue, Measure
from issues.rules import desks_of, may_talk
from network.attachments import files_of
from network.models import Regulation
from network.pages import attempt, number_asked, page_of, visible_or_404

MOST_THREADS = 2000


def talk_context(request, issue):
    """What the page of an innmelding shows of its talk. `issue` comes from `talk.with_talk`."""
    viewer = request.viewer
    seat, desks = may_talk(viewer), desks_of(viewer)
    asked = min(number_asked(request, "samtaler") or talk.THREADS_SHOWN, MOST_THREADS)
    threads, has_older = talk.conversation(issue, asked) if issue.has_talk else ([], False)
    said = [comment for thread in threads for comment in thread]
    files = files_of([issue, *said], viewer) if issue.has_files or said else {}
    runs = issue.home_body_id in viewer.run_body_ids
    for comment in said:
        mine = comment.author_id == viewer.person_id
        comment.files = files.get(comment, [])
        comment.may_be_edited = mine and talk.may_edit(comment, viewer.person, viewer.at)
        comment.may_be_withdrawn = not comment.withdrawn_at and (mine or runs)
    chosen = issue.chose_to_follow
    measures = Measure.objects.visible_to(viewer).filter(issues=issue).for_lists().order_by("-pk")
    told = Abroad.objects.filter(issue=issue).select_related("told_by", "seat__organisation")
    return {
        "threads": threads,
        "older": asked + talk.THREADS_SHOWN if has_older else None,
        "issue_files": files.get(issue, []),
        "may_talk": seat,
        "answers_for": desks,
        "comment_form": CommentForm(desks=desks, auto_id="kommentar_%s") if seat else None,
        "follows": issue.came_by_itself if chosen is None else chosen,
        "abroad": abroad.by_country(told) if issue.has_abroad else [],
        "measures": measures if issue.has_measures else [],
    }


def _seat_or_404(request):
    seat = may_talk(request.viewer)
    if seat is None:
        raise Http404
    return seat


@require_http_methods(["GET", "POST"])
def issue_comment(request, pk):
    issue = visible_or_404(Issue.objects.all(), request.viewer, pk)
    return _comment_page(request, issue, None)


@require_POST
def issue_names(request, pk):
    """Who may be meant by the name that is being written: a fragment. By POST, since what is written may be long
    and stands in no log."""
    issue = visible_or_404(Issue.objects.all(), request.viewer, pk)
    _seat_or_404(request)
    people = names_for(request.POST.get("text", "")[-200:], issue, timezone.now())
    return render(request, "issues/_names.html", {"people": people})


@require_http_methods(["GET", "POST"])
def comment_reply(request, pk):
    parent = _comment_or_404(request, pk)
    return _comment_page(request, parent.issue, parent)


def _comment_or_404(request, pk):
    with_names = ("issue__home_body", "author", "seat__organisation", "desk__owner", "thread")
    return visible_or_404(Comment.objects.select_related(*with_names), request.viewer, pk)


def _comment_page(request, issue, parent):
    seat = _seat_or_404(request)
    form = CommentForm(
        request.POST or None,
        request.FILES or None,
        desks=desks_of(request.viewer),
        is_reply=parent is not None,
    )
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        act = {"actor": request.user, "seat": seat, "now": now, "parent": parent}
        if comment := attempt(form, lambda: talk.say(issue, **act, **form.given())):
            messages.success(
                request, gettext("Svaret er sendt.") if parent else gettext("Kommentaren er sendt.")
            )
            _say_who_was_not_told(request, comment, now)
            return redirect("comment-detail", pk=comment.pk)
    return render(request, "issues/comment.html", {"form": form, "issue": issue, "parent": parent})


def _say_who_was_not_told(request, comment, now):
    _, in_vain = mentioned_in(comment.text, comment.issue, now)
    for name in in_vain:
        messages.warning(
            request,
            gettext("Ingen som kan se saken, heter «{name}». Ingen fikk beskjed om det.").format(name=name),
        )


@require_GET
def comment_detail(request, pk):
    """To the comment, on the page of its case, however far back it stands."""
    comment = get_object_or_404(Comment, pk=pk)
    comment.issue = visible_or_404(Issue.objects.all(), request.viewer, comment.issue_id)
    newer = Comment.objects.filter(
        issue=comment.issue, thread=None, pk__gte=comment.thread_id or comment.pk
    ).count()
    asked = f"?samtaler={newer}" if newer > talk.THREADS_SHOWN else ""
    return redirect(f"{reverse('issue-detail', args=[comment.issue_id])}{asked}#kommentar-{comment.pk}")


@require_http_methods(["GET", "POST"])
def comment_edit(request, pk):
    comment, now = _comment_or_404(request, pk), timezone.now()
    if not talk.may_edit(comment, request.user, now):
        messages.warning(
            request, gettext("En kommentar kan rettes av den som skrev den, den første halvtimen.")
        )
        return redirect("comment-detail", pk=pk)
    form = EditForm(request.POST or None, case=comment)
    if request.method == "POST" and form.is_valid():
        act = {"actor": request.user, "now": now, "version": form.cleaned_data["version"]}
        if attempt(form, lambda: talk.edit(comment, **act, **form.given())):
            messages.success(request, gettext("Kommentaren er rettet."))
            return redirect("comment-detail", pk=pk)
    return render(request, "issues/comment_edit.html", {"form": form, "comment": comment})


@require_http_methods(["GET", "POST"])
def comment_withdraw(request, pk):
    comment, now = _comment_or_404(request, pk), timezone.now()
    if not talk.may_withdraw(comment, request.user, now):
        messages.warning(
            request, gettext("Kommentaren kan trekkes av den som skrev den, og av dem som leder nettverket.")
        )
        return redirect("comment-detail", pk=pk)
    if request.method == "POST":
        talk.withdraw(comment, actor=request.user, now=now)
        messages.success(request, gettext("Kommentaren er trukket."))
        return redirect("comment-detail", pk=pk)
    return render(request, "issues/comment_withdraw.html", {"comment": comment})


@require_POST
def issue_follow(request, pk):
    issue = visible_or_404(Issue.objects.all(), request.viewer, pk)
    follows = request.POST.get("follows") == "1"
    talk.follow(issue, actor=request.user, now=timezone.now(), follows=follows)
    messages.success(
        request,
        gettext("Du følger saken, og får vite når noen kommenterer.")
        if follows
        else gettext("Du følger ikke lenger saken."),
    )
    return redirect("issue-detail", pk=pk)


@require_http_methods(["GET", "POST"])
def issue_abroad(request, pk):
    issue = visible_or_404(Issue.objects.all(), request.viewer, pk)
    seat = _seat_or_404(request)
    form = AbroadForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        act = {"actor": request.user, "seat": seat, "now": timezone.now()}
        if attempt(form, lambda: abroad.tell(issue, **act, **form.cleaned_data)):
            messages.success(request, gettext("Takk. Erfaringen står på saken, og følger med om den løftes."))
            return redirect(f"{reverse('issue-detail', args=[pk])}#utlandet")
    return render(request, "issues/abroad_form.html", {"form": form, "issue": issue})


@require_GET
def abroad_list(request):
    """What other countries have done, of all cases one may see; narrowed to a country."""
    told = Abroad.objects.visible_to(request.viewer).select_related("issue", "told_by", "seat__organisation")
    country = request.GET.get("land", "")
    if country in Country.values:
        told = told.filter(country=country)
    page = page_of(request, told.order_by("-pk"))
    return render(
        request, "issues/abroad.html", {"page": page, "countries": abroad.countries(), "country": country}
    )


@require_GET
def abroad_detail(request, pk):
    told = visible_or_404(Abroad.objects.all(), request.viewer, pk)
    return redirect(f"{reverse('issue-detail', args=[told.issue_id])}#utlandet")


@require_GET
def answer_list(request):
    """What agencies have answered as those who own the area; by regulation, so that all read the same and see
    where several have answered."""
    given = Comment.objects.visible_to(request.viewer).filter(desk__isnull=False, withdrawn_at=None)
    asked = number_asked(request, "regelverk")
    rule = Regulation.objects.filter(pk=asked).first() if asked else None
    if rule:
        given = given.filter(rule=rule)
    page = page_of(request, given.select_related("issue", "desk__owner", "rule").order_by("-pk"))
    agencies = {comment.desk.owner_id for comment in page} if rule else set()
    return render(request, "issues/answers.html", {"page": page, "rule": rule, "agencies": agencies})
