"""The shape of what members tell of a project: at most six fields are required, and the rest opens by phase."""

from django import forms
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from network.collation import by_name
from network.deadlines import date_text, local_day
from network.forms import LinkField
from network.models import Organisation
from network.pages import OnceForm
from network.reach import Reach
from register import areas
from register.forms.fields import long_text
from register.groups import GROUPS
from register.models import Phase, Product, Project
from register.vocabulary import HOME, area_of, countries, country_of, country_read

UNCHOSEN = [("", _("Velg …"))]
REACHES = [
    (Reach.NETWORK, _("Hele nettverket")),
    (Reach.REGION, _("Bare regionen")),
    (Reach.ORGANISATION, _("Bare virksomheten")),
    (Reach.PUBLIC, _("Alle, også næringslivet")),
]
MOST_LISTED = 500
# From which phase each can be answered: what comes later is not asked for before. The rest is always open.
OPENS = {
    "product": Phase.DEVELOPMENT,
    "implementation_decided_on": Phase.DEVELOPMENT,
    "ai_role": Phase.DEVELOPMENT,
    "supplier": Phase.PROCUREMENT,
    "device_class": Phase.PROCUREMENT,
    "cost_band": Phase.PROCUREMENT,
}


def date_field(label, help_text):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget, help_text=help_text)


class SourceField(LinkField):
    """What a project came with stands as it is, also where it is several addresses, or words."""

    kept = ""

    def clean(self, value):
        return value if value and value == self.kept else super().clean(value)


class ProjectForm(OnceForm):
    title = forms.CharField(label=_("Hva heter prosjektet?"), max_length=200)
    phase = forms.ChoiceField(
        label=_("Hvor langt er dere kommet?"), choices=[("", _("Velg fase")), *Phase.choices]
    )
    clinical_area = forms.CharField(
        label=_("Fagområde"),
        max_length=80,
        widget=forms.TextInput(attrs={"list": "omrader"}),
        help_text=_(
            "For eksempel radiologi eller hjemmeoppfølging. De som velger det samme, kan sammenlignes."
        ),
    )
    purpose = long_text(_("Hva skal det hjelpe med?"), help_text=_("Ikke skriv om enkeltpasienter."))
    organisation = forms.ModelChoiceField(
        label=_("Virksomhet"), queryset=Organisation.objects.none(), empty_label=_("Velg virksomhet")
    )
    phase_on = date_field(_("Når begynte fasen?"), _("Da kan andre se hvor lang tid hver fase tok."))
    implementation_decided_on = date_field(
        _("Når ble gjennomføring besluttet?"),
        _("Fra da av venter nettverket at dere melder hvordan det gikk."),
    )
    product = forms.CharField(
        label=_("Produkt"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"list": "produkter"}),
        help_text=_(
            "Da kan andre som bruker det samme, finne dere. Velg et som står her, eller skriv et nytt."
        ),
    )
    supplier = forms.CharField(
        label=_("Leverandør"),
        required=False,
        max_length=200,
        help_text=_("Skiller produkter med samme navn. Bedrifter ser den ikke."),
    )
    device_class = forms.ChoiceField(
        label=_("Klasse som medisinsk utstyr"),
        required=False,
        choices=UNCHOSEN + Product.DeviceClass.choices,
        help_text=_(
            "Klassen avgjør hvilke krav som gjelder. Den står på produktet, for alle som bruker det."
        ),
    )
    cost_band = forms.ChoiceField(
        label=_("Hva kostet det, omtrent?"),
        required=False,
        choices=UNCHOSEN + Project.CostBand.choices,
        help_text=_("Hjelper andre å vurdere om de har råd. Et anslag holder når prisen er fortrolig."),
    )
    ai_role = forms.ChoiceField(
        label=_("Hvilken rolle har dere etter KI-forordningen?"),
        required=False,
        choices=UNCHOSEN + Project.AiRole.choices,
        help_text=_("Rollen avgjør hvilke plikter dere får. Velg «uavklart» hvis dere er i tvil."),
    )
    method_id = forms.CharField(
        label=_("ID i Nye metoder"),
        required=False,
        max_length=40,
        help_text=_(
            "Hvis metoden allerede er meldt der, for eksempel ID2024_012. Da slipper andre å melde den."
        ),
    )
    technique = forms.CharField(
        label=_("Teknikk"),
        required=False,
        max_length=200,
        help_text=_("Så miljøer med samme metode finner dere."),
    )
    care_level = forms.ChoiceField(
        label=_("Hvor brukes det?"),
        choices=Project.CareLevel.choices,
        required=False,
        help_text=_("Kommunene leter etter det som er prøvd hos dem."),
    )
    municipal_use = forms.ChoiceField(
        label=_("Hva brukes det til i kommunen?"),
        required=False,
        choices=UNCHOSEN + Project.MunicipalUse.choices,
        help_text=_("Bare når det brukes i kommunen. Kommuner med samme oppgave finner dere da."),
    )
    data_sources = long_text(
        _("Hvilke data bruker dere?"), rows=2, required=False, help_text=_("Så andre ser hva som finnes.")
    )
    partners = long_text(
        _("Hvem samarbeider dere med?"),
        rows=2,
        required=False,
        help_text=_("Virksomheter legger du til under «Parter» på siden til prosjektet."),
    )
    funding = long_text(
        _("Hvordan er det finansiert?"),
        rows=2,
        required=False,
        help_text=_("Til hjelp for andre som søker midler."),
    )
    publications = long_text(
        _("Publikasjoner"),
        rows=2,
        required=False,
        help_text=_("Lenker, én på hver linje. Så andre kan lese funnene."),
    )
    country = forms.CharField(
        label=_("Land"),
        required=False,
        max_length=40,
        initial=HOME,
        widget=forms.TextInput(attrs={"list": "land"}),
        help_text=_("Et prosjekt i et annet land holdes utenfor norske lister og tall."),
    )
    organisation_name = forms.CharField(
        label=_("Virksomhet i det andre landet"),
        required=False,
        max_length=200,
        help_text=_("Bare når prosjektet ikke er norsk."),
    )
    source_url = SourceField(
        label=_("Kilde"),
        required=False,
        max_length=500,
        help_text=_("Hvor andre kan lese om det. Må være med når prosjektet ikke er norsk."),
    )
    reach = forms.ChoiceField(
        label=_("Hvem kan se prosjektet?"), choices=REACHES, initial=Reach.NETWORK, required=False
    )
    ASKED_FIRST = ("title", "phase", "clinical_area", "purpose", "organisation")

    def __init__(self, *args, viewer, project=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.viewer, self.project = viewer, project
        speaks_for = [seat.organisation for seat in viewer.seats if seat.body.is_network]
        own = {organisation.pk for organisation in speaks_for}
        self._ask_level({Project.CareLevel.usual_for(organisation) for organisation in speaks_for})
        if project:
            own = {project.organisation_id} if project.organisation_id else own
            self._fill_in(project)
            self.fields["organisation"].required = not project.is_foreign
        self._close(self["phase"].value() or "")
        self.fields["organisation"].queryset = Organisation.objects.filter(pk__in=own).order_by(by_name())
        if len(own) == 1:
            # Nobody is asked what there is only one answer to.
            self.fields["organisation"].initial = own.pop()
            self.fields["organisation"].widget = forms.HiddenInput()

    def _ask_level(self, usual):
        """As usual for whoever tells; it stands open to who speaks for organisations at several levels."""
        if len(usual) == 1:
            self.fields["care_level"].initial = usual.pop()
        elif not self.project:
            self.fields["care_level"].choices = UNCHOSEN + Project.CareLevel.choices
            self.ASKED_FIRST = (*self.ASKED_FIRST, "care_level")

    def _fill_in(self, project):
        product = project.product
        self.fields["source_url"].kept = project.source_url
        told = {
            "product": project.product_name,
            "country": country_read(project.country),
            "device_class": product.device_class if product and product.class_is_known else "",
            "phase_on": None,
        }
        if began := project.phase_changes.order_by("at", "pk").last():
            self.fields["phase_on"].help_text = gettext(
                "Fasen prosjektet er i, begynte {date}. Skriv en dato når du bytter fase, eller for å rette denne."
            ).format(date=date_text(local_day(began.at)))
        for name in self.fields.keys() - {"token"}:
            self.fields[name].initial = told[name] if name in told else getattr(project, name)

    def _close(self, phase):
        """Take away what this phase cannot answer; what was told in a later phase, or is typed, stays open."""
        order = Phase.values
        for name, opens in OPENS.items():
            reached = phase in order and order.index(phase) >= order.index(opens)
            if not (reached or self.fields[name].initial or self[name].value()):
                del self.fields[name]

    def clean(self):
        cleaned = super().clean()
        cleaned["care_level"] = cleaned.get("care_level") or self._level_not_asked_for(cleaned)
        if cleaned.get("municipal_use") and cleaned.get("care_level") == Project.CareLevel.SPECIALIST:
            self.add_error("care_level", _("Velg kommunen eller begge når det brukes i kommunen."))
        if cleaned.get("country", HOME) != HOME:
            self._clean_abroad(cleaned)
        elif not cleaned.get("organisation") and "organisation" not in self.errors:
            self.add_error("organisation", _("Velg virksomheten."))
        return cleaned

    def _level_not_asked_for(self, cleaned):
        """What stands, or what is usual for the organisation that is chosen."""
        if self.project:
            return self.project.care_level
        return Project.CareLevel.usual_for(cleaned.get("organisation"))

    def _clean_abroad(self, cleaned):
        """What is told abroad belongs to none of ours, and says whose it is and where that is written."""
        cleaned["organisation"] = None
        if not cleaned.get("organisation_name"):
            self.add_error("organisation_name", _("Skriv hvilken virksomhet det er."))
        if not cleaned.get("source_url") and "source_url" not in self.errors:
            self.add_error("source_url", _("Skriv hvor andre kan lese om det."))

    def clean_clinical_area(self):
        return area_of(self.cleaned_data["clinical_area"])

    def clean_country(self):
        stands = self.project.country if self.project else HOME
        return country_of(self.cleaned_data["country"].strip()) or stands

    def clean_reach(self):
        return self.cleaned_data["reach"] or self.fields["reach"].initial

    @property
    def asked_first(self):
        return [self[name] for name in self.ASKED_FIRST if not self[name].is_hidden]

    @property
    def opened(self):
        """What the phase has made answerable."""
        return [self[name] for name in self.fields if name in OPENS]

    @property
    def more(self):
        return [field for field in self.visible_fields() if field.name not in (*self.ASKED_FIRST, *OPENS)]

    @property
    def more_is_wrong(self):
        return any(field.errors for field in self.more)

    @property
    def countries(self):
        return countries()

    @property
    def areas(self):
        """What others have called theirs."""
        return areas.names_of(Project.objects.visible_to(self.viewer).norwegian())[:MOST_LISTED]

    @property
    def products(self):
        """What can be picked from: the list that grows, what is used here before what is only told abroad."""
        if "product" not in self.fields:
            return []
        seen = Project.objects.visible_to(self.viewer)
        is_ours = Exists(seen.norwegian().filter(product=OuterRef("pk")))
        listed = Product.objects.used_in(seen).exclude(name="").order_by(is_ours.desc(), by_name())
        names = listed.values_list("name", flat=True)
        return list(dict.fromkeys(names[:MOST_LISTED]))


class GroupReachForm(OnceForm):
    """How far each part of a project is seen. Never further than the project itself."""

    def __init__(self, *args, project, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [("", _("Som det er vanlig")), *REACHES]
        for group, label in GROUPS.items():
            self.fields[group] = forms.ChoiceField(label=label, choices=choices, required=False)
            self.fields[group].initial = project.group_reach.get(group, "")
