"""What pages share: finding what one may see, forms that are sent once, and refusals beside their field."""

import re
import secrets

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from network.forms import Form
from network.models import MailChoice
from network.national_id import has_national_id
from network.story import newest_event, news_since
from network.workflow import Refused, Stale

PAGE_SIZE = 25
ASIDE, MOST_ASIDE = "aside", 5
TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "ics": "text/calendar; charset=utf-8",
}


def visible_or_404(queryset, viewer, pk):
    """What you may not know of is a 404, just like what does not exist."""
    found = queryset.visible_to(viewer).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def download(content, name, ending):
    """A file to save. `name` is what people read; what file systems dislike becomes a dash."""
    filename = re.sub(r"[^\w ]", "-", name)
    disposition = content_disposition_header(as_attachment=True, filename=f"{filename}.{ending}")
    return HttpResponse(content, content_type=TYPES[ending], headers={"Content-Disposition": disposition})


class Rows(list):
    """One page of a list, with the numbers of its neighbours."""

    def __init__(self, rows, number, per_page=PAGE_SIZE):
        super().__init__(rows[:per_page])
        self.number = number
        self.previous = number - 1 if number > 1 else None
        self.next = number + 1 if len(rows) > per_page else None


def number_asked(request, name):
    """A number from the address, or None: people and machines write anything there."""
    asked = request.GET.get(name, "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 19 else None


def page_of(request, queryset, per_page=PAGE_SIZE):
    """The page asked for, in one query and without a count: one row more than shown tells of a next page."""
    number = min(number_asked(request, "side") or 1, 10_000)
    start = (number - 1) * per_page
    return Rows(list(queryset[start : start + per_page + 1]), number, per_page)


class OnceForm(Form):
    """A form with a token: sent twice, it counts once."""

    token = forms.CharField(widget=forms.HiddenInput, max_length=40)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["token"].initial = secrets.token_urlsafe(12)


class StepForm(OnceForm):
    """A form for one step of a workflow: it also carries the version of the case it was made from."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    # The newest event then: a refusal names what has happened since.
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, case, actor=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.case, self.actor = case, actor
        self.fields["version"].initial = case.version
        self.fields["seen"].initial = lambda: newest_event(case)

    def ask_as(self, needs):
        """What a step needs is asked for in the table's own words, not with those of any field."""
        for name, sentence in needs:
            if name in self.fields:
                self.fields[name].error_messages["required"] = sentence

    def given(self):
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in ("token", "version", "seen")
        }


class MailChoiceForm(Form):
    choice = forms.ChoiceField(
        label=_("Hvor ofte vil du ha e-post?"),
        choices=MailChoice.Choice.choices,
        widget=forms.RadioSelect,
        help_text=_(
            "Det du må gjøre noe med, og svar på det du har spurt om, kommer alltid med en gang. Resten kommer slik "
            "du velger. Har ingenting skjedd, eller har du lest alt i Løft, kommer det ingen oppsummering."
        ),
    )


def attempt(form, act, *, without=()):
    """Do what the form asks for; a refusal is put beside its field, with all that was typed still there.

    Returns what `act` returned, or None when it was refused. After a refusal because others have
    changed the case, it says what they did, but for the verbs in `without`, which this person may not know of;
    and the form carries the new version, so that sending again means «I have seen it».
    """
    try:
        return act()
    except Refused as refusal:
        field = refusal.field if refusal.field in form.fields else None
        is_step = isinstance(form, StepForm)
        news = is_step and isinstance(refusal, Stale) and _news(form, without)
        form.add_error(field, refusal.telling(news) if news else refusal.sentence)
        if is_step:
            form.case.refresh_from_db()
            form.data = form.data.copy()
            form.data[form.add_prefix("version")] = str(form.case.version)
            form.data[form.add_prefix("seen")] = str(newest_event(form.case))
        return None


def _news(form, without):
    seen = form.cleaned_data.get("seen")
    return news_since(seen, form.case, without=without) if seen is not None else ""


def lay_aside(request, form, **instead):
    """Keep what is written in a form while its writer does something else first, for `pick_up` on the same page.
    `instead` are values that stand there when they are back.

    Lies in the session: nobody else sees it, and it is gone with it. Returns whether it was kept: a national identity
    number never is, and then the form has the sentence. Files cannot be kept; whoever chose one is told.
    """
    written = {
        field.name: field.data
        for field in form.visible_fields()
        if not field.field.widget.needs_multipart_form
    }
    written |= instead
    if any(isinstance(text, str) and has_national_id(text) for text in written.values()):
        return False
    others = [one for one in request.session.get(ASIDE, {}).items() if one[0] != request.path]
    request.session[ASIDE] = dict([*others, (request.path, written)][-MOST_ASIDE:])
    if request.FILES:
        messages.warning(request, gettext("Filen du valgte, kan ikke tas vare på. Velg den igjen etterpå."))
    return True


def pick_up(request, form):
    """Fill a form with what its writer laid aside on this page; what the address asks for goes before. What is
    sent takes its place."""
    aside = request.session.get(ASIDE, {})
    if request.method != "POST":
        form.initial = aside.get(request.path, {}) | form.initial
    elif request.path in aside:
        request.session[ASIDE] = {path: written for path, written in aside.items() if path != request.path}
