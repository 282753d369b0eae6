"""The steps of the first look: what each asks for, with the sentence to the raiser written already."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from issues.forms.raising import WhoSees, seen_by_at_most
from issues.titles import written_as_one
from network.pages import StepForm


def to_the_raiser(label, sentence, *, rows=5, max_length=1000, **more):
    """The sentence that goes home, written already: to be sent as it is, or better."""
    return forms.CharField(
        label=label,
        max_length=max_length,
        initial=sentence,
        widget=forms.Textarea(attrs={"rows": rows}),
        **more,
    )


class TakeUpForm(StepForm):
    """One click, which sends the sentence as it is; or the sentence may be changed first."""

    SENTENCE = _("Vi har tatt saken inn i nettverket og arbeider med den. Du får vite det når noe skjer.")

    text = to_the_raiser(
        _("Hva skal den som meldte inn, vite?"),
        SENTENCE,
        required=False,
        help_text=_("Lar du feltet stå tomt, teller det ikke som første svar, og fristen løper videre."),
    )

    def clean_text(self):
        return self.cleaned_data["text"] if self.add_prefix("text") in self.data else self.SENTENCE


class ResumeForm(StepForm):
    """Nothing to fill in: one click."""


class AnswerForm(StepForm):
    GREETING = _("Takk for at du meldte inn. Nettverket har sett på saken, og dette er rådet vårt:")

    text = to_the_raiser(
        _("Svaret til den som meldte inn"),
        GREETING + "\n\n",
        rows=6,
        max_length=4000,
        help_text=_("Svaret merkes «Råd fra nettverket – ikke normerende»."),
    )

    def clean_text(self):
        text = self.cleaned_data["text"]
        if text == self.GREETING:
            raise forms.ValidationError(_("Skriv selve svaret etter innledningen."))
        return text


class ReferForm(StepForm):
    SENTENCE = _(
        "Andre enn nettverket har svaret på dette. Ta kontakt med dem, og si fra her om det ikke hjelper."
    )

    to = forms.CharField(label=_("Hvor hører saken hjemme?"), max_length=200)
    reason = to_the_raiser(_("Hva skal den som meldte inn, vite?"), SENTENCE)

    def __init__(self, *args, owner=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.owner = owner
        if owner:
            self.fields["to"].initial = owner.name
            self.fields["reason"].initial = told_of(owner)

    def filled_for(self, owner):
        """What stands in the fields when another owner is chosen: its sentence, under what one has written oneself."""
        ready = told_of(self.owner) if self.owner else str(self.SENTENCE)
        own = (self["reason"].data or "").strip().removesuffix(ready).strip()
        return {"to": owner.name, "reason": "\n\n".join(filter(None, [own, told_of(owner)]))}


def told_of(owner):
    """The sentence to the raiser, for a matter that another owns."""
    reached = gettext(" Slik når du dem: {contact}.").format(contact=owner.contact) if owner.contact else ""
    return gettext(
        "{owner} har ansvaret for dette: {owns}{reached} Se {url}. Si fra her om det ikke hjelper."
    ).format(owner=owner.name, owns=owner.owns, reached=reached, url=owner.url)


class AgreeForm(StepForm):
    """Nothing to fill in: one click."""


class UnmergeForm(StepForm):
    reason = forms.CharField(
        label=_("Hvorfor er dette ikke samme sak?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class HoldForm(StepForm):
    until = forms.DateField(
        label=_("Når skal saken tas opp igjen?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    reason = to_the_raiser(
        _("Hva skal den som meldte inn, vite?"),
        _("Vi må vente med denne saken. Vi tar den opp igjen senere, og da hører du fra oss."),
    )


class NotHelpedForm(StepForm):
    reason = forms.CharField(
        label=_("Hva mangler i svaret?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class CorrectForm(WhoSees, StepForm):
    """The words again, in the one box they were written in."""

    text = forms.CharField(
        label=_("Hva trenger du hjelp med?"),
        max_length=8200,
        widget=forms.Textarea(attrs={"rows": 9}),
        help_text=_("Den første setningen blir tittelen. Ikke skriv om enkeltpasienter."),
    )
    field_order = ("text",)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].initial = written_as_one(self.case.title, self.case.text)
        self.fields["reach"].choices = seen_by_at_most(self.case.reach)
        self.fields["reach"].initial = self.case.reach
        self.fields["reach"].help_text = _("Du kan vise den for færre, men ikke for flere igjen.")
        self.fields["restricted"].help_text = _("Gjelder foran valget over, og kan ikke gjøres om.")
        if self.case.restricted:
            del self.fields["reach"], self.fields["restricted"]


class WithdrawForm(StepForm):
    reason = forms.CharField(
        label=_("Hvorfor trekker du den?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Fant dere svaret selv, kan andre ha nytte av å lese det."),
    )


STEP_FORMS = {
    "take_up": TakeUpForm,
    "answer": AnswerForm,
    "refer": ReferForm,
    "hold": HoldForm,
    "resume": ResumeForm,
    "not_helped": NotHelpedForm,
    "correct": CorrectForm,
    "withdraw": WithdrawForm,
    "agree": AgreeForm,
    "unmerge": UnmergeForm,
}
