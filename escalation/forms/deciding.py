"""Forms that record what a body decided, and how it was corrected."""

from django import forms
from django.utils.translation import gettext_lazy as _

from escalation.changes import bodies_of, likely_followers, possible_followers
from escalation.deciding import amiss_in_outcome, inputs_by_seat
from escalation.decisions import amiss_at_desk
from escalation.forms.parts import (
    DecidedForm,
    FollowerMixin,
    SharesMixin,
    a_date,
    long_text,
)
from escalation.models import Change, Decision, ReferralState
from escalation.rules import decides_alone
from guidance.models import Entry
from network.collation import by_name
from network.deadlines import local_day
from network.forms import CHOOSE, LinkField
from network.models import Organisation, Person


def executors(seats):
    """Those who sit there answer for most of what is decided; a full list would be 487 lines long."""
    around = {seat.organisation_id for seat in seats}
    return Organisation.objects.filter(pk__in=around).order_by(by_name())


def which_scheme():
    return forms.CharField(
        label=_("Hvilken ordning?"),
        required=False,
        max_length=200,
        help_text=_("For eksempel Nye metoder."),
    )


def say_when_needed(fields):
    """Beside fields that some outcomes of a group demand: which."""
    fields["executor"].needed_when = _("(trengs når saken følges opp, eller gruppen gir sin tilslutning)")
    fields["executor_due"].needed_when = _("(trengs når saken følges opp)")
    fields["scheme"].needed_when = _("(trengs når saken hører til en annen ordning)")


NEEDED_AT_DESK = {
    "entry": _("(trengs når innholdet finnes, er laget eller er endret)"),
    "link": _("(trengs når det finnes et annet sted enn på informasjonssiden)"),
    "executor_due": _("(trengs når innholdet skal lages senere)"),
}


def say_when_needed_at_desk(fields):
    """Beside fields that some outcomes of a content desk demand: which."""
    for name in NEEDED_AT_DESK.keys() & fields.keys():
        fields[name].needed_when = NEEDED_AT_DESK[name]


class DecideForm(FollowerMixin, SharesMixin, DecidedForm):
    outcome = forms.ChoiceField(
        label=_("Utfall"), choices=[("", _("Velg utfall"))] + [(o.value, o.label) for o in Decision.BY_GROUP]
    )
    wording = long_text(_("Beslutningen, ordrett"))
    grounds = long_text(_("Begrunnelse"))
    executor = forms.ModelChoiceField(
        label=_("Hvem skal gjøre det?"), required=False, queryset=Organisation.objects.none()
    )
    executor_due = a_date(_("Innen"), required=False)
    nobody_acts = forms.BooleanField(label=_("Ingen skal gjøre noe nå"), required=False)
    scheme = which_scheme()
    change_kind = forms.ChoiceField(
        label=_("Hva slags endring er det?"),
        required=False,
        choices=[("", CHOOSE), *Change.Kind.choices],
        help_text=_("Bare når noen skal gjøre noe. Velger du ingenting, blir det veiledning."),
    )
    follower = forms.ModelChoiceField(
        label=_("Hvem følger endringen til den er i mål?"),
        required=False,
        queryset=Person.objects.none(),
        help_text=_("Saksbehandleren, når dere ikke velger en annen."),
    )
    field_order = [
        "outcome",
        "scheme",
        "wording",
        "grounds",
        "executor",
        "executor_due",
        "nobody_acts",
        "change_kind",
        "follower",
        "other_follower",
        "how",
        "decided_on",
        "dissent",
    ]

    def __init__(self, *args, case, now, **kwargs):
        super().__init__(*args, case=case, now=now, body=case.decides, **kwargs)
        self.fields["executor"].queryset = executors(self.seats)
        self.add_shares(executors(self.seats))
        say_when_needed(self.fields)
        officer = case.officer and case.officer.person
        likely = likely_followers(bodies_of(case.escalation, [case]), now, officer, self.actor)
        self.add_follower(likely, possible_followers(now))
        self.fields["wording"].initial = case.proposal
        self.order_fields(self.field_order)
        if case.in_writing:
            self.fields["how"].initial = Decision.How.WRITING
        if decides_alone(self.actor, case, now):
            by_fullmakt = Decision.How.AUTHORITY
            self.fields["how"].choices = [(by_fullmakt.value, by_fullmakt.label)]
            self.fields["how"].initial = by_fullmakt
            self.leave_out_members()
        self.heed(inputs_by_seat(case))

    def amiss(self, given):
        return amiss_in_outcome(given)


class CorrectForm(SharesMixin, DecidedForm):
    outcome = forms.ChoiceField(label=_("Utfall"), choices=[])
    wording = long_text(_("Beslutningen, ordrett"))
    grounds = long_text(_("Hva rettes, og hvorfor?"))
    entry = forms.ModelChoiceField(
        label=_("Innholdet på informasjonssiden"), required=False, queryset=Entry.objects.none()
    )
    link = LinkField(label=_("Lenke"), required=False, max_length=500)
    executor = forms.ModelChoiceField(
        label=_("Hvem skal gjøre det?"), required=False, queryset=Organisation.objects.none()
    )
    executor_due = a_date(_("Innen"), required=False)
    nobody_acts = forms.BooleanField(label=_("Ingen skal gjøre noe nå"), required=False)
    scheme = which_scheme()
    answer_changes = forms.BooleanField(
        label=_("Svaret må også rettes"),
        required=False,
        help_text=_("Da skal et nytt svar sendes innen fem virkedager."),
    )
    field_order = [
        "outcome",
        "scheme",
        "wording",
        "grounds",
        "entry",
        "link",
        "executor",
        "executor_due",
        "nobody_acts",
    ]
    # A content desk decides by whoever answers for the content, and does itself what it promises.
    OF_A_GROUP = (
        "executor",
        "nobody_acts",
        "scheme",
        "how",
        "decided_on",
        "dissent",
        "votes_for",
        "votes_against",
    )

    def __init__(self, *args, case, now, **kwargs):
        body = case.decides_on(local_day(now))
        super().__init__(*args, case=case, now=now, body=body, **kwargs)
        desk, old = case.holder.is_desk, case.decisions.order_by("-pk").first()
        self.fields["outcome"].choices = [
            (o.value, o.label) for o in (Decision.BY_DESK if desk else Decision.BY_GROUP)
        ]
        for name in ("outcome", "wording", "executor", "executor_due", "nobody_acts", "scheme"):
            self.fields[name].initial = getattr(old, name, None)
        if desk:
            answer = case.answers.order_by("-pk").first()
            self.fields["entry"].queryset = (
                Entry.objects.published().filter(desk__in=[case.holder, body]).order_by("-pk")
            )
            self.fields["entry"].initial = answer and answer.entry
            self.fields["link"].initial = answer and answer.link
            say_when_needed_at_desk(self.fields)
            self.leave_out(*self.OF_A_GROUP)
            self.leave_out_members()
        else:
            if case.state != ReferralState.ANSWERED:
                self.leave_out("answer_changes")  # there is none yet
            self.fields["executor"].queryset = executors(self.seats)
            self.add_shares(executors(self.seats), old.shares.all() if old else ())
            say_when_needed(self.fields)
            self.leave_out("entry", "link")
            if old:
                self.begin_with(old)

    def amiss(self, given):
        return amiss_at_desk(given) if self.case.holder.is_desk else amiss_in_outcome(given)
