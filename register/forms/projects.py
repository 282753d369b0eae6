"""The shape of what members tell of a project: at most six fields are required."""

from django import forms

from network.collation import by_name
from network.models import Organisation
from network.pages import OnceForm
from network.reach import Reach
from register.forms.fields import long_text
from register.models import Phase, Project


class ProjectForm(OnceForm):
    title = forms.CharField(label="Hva heter prosjektet?", max_length=200)
    phase = forms.ChoiceField(label="Hvor langt er dere kommet?", choices=[("", "Velg fase"), *Phase.choices])
    clinical_area = forms.CharField(
        label="Fagområde", max_length=80, help_text="For eksempel radiologi eller hjemmeoppfølging."
    )
    purpose = long_text("Hva skal det hjelpe med?", help_text="Ikke skriv om enkeltpasienter.")
    organisation = forms.ModelChoiceField(
        label="Virksomhet", queryset=Organisation.objects.none(), empty_label="Velg virksomhet"
    )
    product = forms.CharField(label="Produkt", required=False, max_length=200)
    supplier = forms.CharField(label="Leverandør", required=False, max_length=200)
    technique = forms.CharField(label="Teknikk", required=False, max_length=200)
    implementation_decided_on = forms.DateField(
        label="Når ble gjennomføring besluttet?",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    care_level = forms.ChoiceField(
        label="Hvor brukes det?",
        choices=Project.CareLevel.choices,
        initial=Project.CareLevel.SPECIALIST,
        required=False,
    )
    reach = forms.ChoiceField(
        label="Hvem kan se prosjektet?",
        choices=[
            (Reach.NETWORK, "Hele nettverket"),
            (Reach.REGION, "Bare regionen"),
            (Reach.ORGANISATION, "Bare virksomheten"),
            (Reach.PUBLIC, "Alle, også næringslivet"),
        ],
        initial=Reach.NETWORK,
        required=False,
    )
    ASKED_FIRST = ("title", "phase", "clinical_area", "purpose", "organisation")

    def __init__(self, *args, viewer, project=None, **kwargs):
        super().__init__(*args, **kwargs)
        own = {seat.organisation_id for seat in viewer.seats if seat.body.is_network}
        if project:
            own = {project.organisation_id} if project.organisation_id else own
            for name in self.fields.keys() - {"token"}:
                self.fields[name].initial = getattr(project, name)
        self.fields["organisation"].queryset = Organisation.objects.filter(pk__in=own).order_by(by_name())
        if len(own) == 1:
            # Nobody is asked what there is only one answer to.
            self.fields["organisation"].initial = own.pop()
            self.fields["organisation"].widget = forms.HiddenInput()

    def clean_care_level(self):
        return self.cleaned_data["care_level"] or self.fields["care_level"].initial

    def clean_reach(self):
        return self.cleaned_data["reach"] or self.fields["reach"].initial

    @property
    def asked_first(self):
        return [self[name] for name in self.ASKED_FIRST if not self[name].is_hidden]

    @property
    def more(self):
        return [field for field in self.visible_fields() if field.name not in self.ASKED_FIRST]

    @property
    def more_is_wrong(self):
        return any(field.errors for field in self.more)
