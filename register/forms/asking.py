from django import forms
from django.utils.translation import gettext_lazy as _

from network.collation import by_name
from network.forms import Form, WrittenChoices
from network.pages import OnceForm
from register.models import Phase, Project, Question, ResourcePerson

PHASES = [(phase.value, phase.label) for phase in Phase if phase != Phase.ENDED]
MOST_PER_MONTH = 30


def _label(model, name):
    return model._meta.get_field(name).verbose_name


class ResourceForm(Form):
    knows = forms.CharField(
        label=_label(ResourcePerson, "knows"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For eksempel validering av bildeanalyse, og hva som gikk galt først."),
    )
    phases = forms.MultipleChoiceField(
        label=_label(ResourcePerson, "phases"), choices=PHASES, widget=forms.CheckboxSelectMultiple
    )
    projects = WrittenChoices(
        label=_label(ResourcePerson, "projects"),
        queryset=Project.objects.none(),
        required=False,
        help_text=_("Prosjekter du er kontakt for eller med i. Andre ser bare dem de har tilgang til."),
    )
    per_month = forms.IntegerField(
        label=_label(ResourcePerson, "per_month"),
        min_value=1,
        max_value=MOST_PER_MONTH,
        initial=ResourcePerson.PER_MONTH,
        help_text=_("Er det fullt, ser andre når de kan spørre igjen."),
    )
    reach_me = forms.CharField(
        label=_label(ResourcePerson, "reach_me"),
        max_length=200,
        help_text=_(
            "Bare den du svarer, får se dette. Skriv adressen eller nummeret, og gjerne når det passer."
        ),
    )

    def __init__(self, *args, projects, **kwargs):
        super().__init__(*args, **kwargs)
        if projects.exists():
            self.fields["projects"].queryset = projects.order_by(by_name("title"))
        else:
            del self.fields["projects"]


class QuestionForm(OnceForm):
    text = forms.CharField(
        label=_label(Question, "text"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Én eller to setninger er nok. Ikke skriv om enkeltpasienter."),
    )


class AnswerForm(Form):
    """One field for both buttons: a «Ikke nå» may stand alone."""

    reply = forms.CharField(
        label=_label(Question, "reply"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "Bare den som spurte, ser det. Passer det ikke nå, velger du «Ikke nå», og skriver kort hvorfor om du vil."
        ),
    )

    def __init__(self, *args, declines, **kwargs):
        super().__init__(*args, **kwargs)
        # Drawn without «(valgfritt)»: only a sent «Ikke nå» is let through empty.
        self.fields["reply"].required = not declines
