from django import forms

from network.forms import Form
from register.models import Competence, Project, Tool


class ToolForm(Form):
    name = forms.CharField(label="Navn", max_length=160)
    kind = forms.ChoiceField(label="Hva er det?", choices=Tool.Kind.choices)
    purpose = forms.CharField(label="Hva hjelper det med?", max_length=400)
    url = forms.URLField(label="Hvor ligger det?", max_length=300, assume_scheme="https")


class CompetenceForm(Form):
    group = forms.ChoiceField(label="Hvem gjelder det?", choices=Competence.Group.choices)
    topic = forms.ChoiceField(label="Hva?", choices=Competence.Topic.choices)


class OfferForm(CompetenceForm):
    title = forms.CharField(label="Hva heter tilbudet?", max_length=200)
    url = forms.URLField(label="Nettside", max_length=300, required=False, assume_scheme="https")


class ResourceForm(Form):
    knows = forms.CharField(
        label="Hva kan du hjelpe med?", max_length=300, help_text="For eksempel validering av bildeanalyse."
    )
    reach_me = forms.CharField(
        label="Hvordan vil du bli kontaktet?",
        max_length=200,
        help_text="For eksempel e-post, eller telefon på torsdager.",
    )
    project = forms.ModelChoiceField(
        label="Fra hvilket prosjekt?",
        queryset=Project.objects.none(),
        required=False,
        empty_label="Ikke et bestemt",
    )

    def __init__(self, *args, projects, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["project"].queryset = projects
