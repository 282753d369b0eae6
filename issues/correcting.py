"""What whoever raised an innmelding can do with it until it is proposed to be lifted: put it right, or take it
back."""

from django.utils.translation import gettext_lazy as _

from issues.first_reply import KIND
from issues.titles import title_and_text
from network import deadlines, search
from network.reach import Reach, reaches_within
from network.workflow import Refused


def write_correction(issue, act):
    """New words, and fewer who see it. Never more: others may have spoken in the belief that few did."""
    before = {"before_title": issue.title, "before": issue.text}
    was = _said(issue)
    issue.title, issue.text = title_and_text(act["text"])
    issue.restricted = issue.restricted or bool(act["restricted"])
    issue.reach = Reach(act["reach"] or issue.reach)
    if issue.reach not in reaches_within(was[-1]):
        raise Refused(_("En innmelding kan ikke vises for flere enn før."), field="reach")
    if _said(issue) == was:
        raise Refused(_("Du har ikke endret noe."))
    # What is hidden from others now, is not to be read in what stood before either.
    return {"title": issue.title, "home": issue.home_body_id} | ({} if issue.restricted else before)


def _said(issue):
    return (issue.title, issue.text, issue.restricted, issue.reach)


def found_by_new_words(issue, act, event):
    search.index(issue)


def others_wait(issue, now):
    """Taken back it would be lost for those who said that it is about them too."""
    if issue.voices.standing().exclude(person=issue.raised_by_id).exists():
        return _("Flere venter på svaret, så nettverket arbeider videre med saken.")
    return None


def write_withdrawal(issue, act):
    issue.hold_until = None
    return {"title": issue.title, "home": issue.home_body_id, "text": (act["reason"] or "").strip()}


def nobody_answers(issue, act, event):
    deadlines.end(issue, KIND, at=act.now)
