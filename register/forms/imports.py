"""A file on its way in: which file, and what its columns and words mean."""

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from openpyxl.utils import get_column_letter

from network.collation import by_name
from network.forms import Form
from register.columns import LABELS
from register.models import Phase, SourceMap
from register.vocabulary import UNKNOWN_COUNTRY, countries, country_of, country_read, plain

MAX_MEGABYTES = 20


class UploadForm(Form):
    file = forms.FileField(
        label=_("Fil med KI-prosjekter"),
        help_text=_("CSV eller Excel (.xlsx), inntil 20 MB. Ikke last opp noe om enkeltpasienter."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"}),
        error_messages={"required": _("Velg en fil."), "empty": _("Filen er tom.")},
    )
    source = forms.ModelChoiceField(
        label=_("Hvor kommer filen fra?"),
        queryset=SourceMap.objects.order_by(by_name()),
        required=False,
        empty_label=_("Finn det ut av overskriftene"),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MAX_MEGABYTES * 1024 * 1024:
            raise forms.ValidationError(
                format_lazy(
                    _("Filen er større enn {max_megabytes} MB. Del den opp."), max_megabytes=MAX_MEGABYTES
                )
            )
        return file


class ColumnsForm(Form):
    """A choice for each column, and for each word we did not know. `headings`: (place, header, examples)."""

    source = forms.CharField(
        label=_("Kilde"),
        max_length=80,
        help_text=_(
            "Det du kaller den, for eksempel «Prosjektlisten i Helse Nord». Valgene huskes til neste gang."
        ),
    )
    country = forms.CharField(
        label=_("Land"),
        max_length=40,
        help_text=_(
            "Gjelder rader som ikke selv sier hvilket land de er fra. Prosjekter fra andre land enn Norge "
            "holdes utenfor norske lister og tall."
        ),
        widget=forms.TextInput(attrs={"list": "land"}),
    )

    def __init__(self, *args, run, headings, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["source"].initial = run.source
        self.fields["country"].initial = "" if run.country == UNKNOWN_COUNTRY else country_read(run.country)
        self.countries = countries()
        self.places, self.words = {}, {}
        for place, header, examples in headings:
            name = f"kolonne_{place}"
            self.places[name] = str(place)
            self.fields[name] = forms.ChoiceField(
                label=f"{get_column_letter(place + 1)}: {header or gettext('uten overskrift')}",
                choices=[("", _("Ta ikke med")), *LABELS.items()],
                required=False,
                initial=run.columns.get(str(place), ""),
                help_text=" · ".join(f"«{text[:60]}»" for text in examples),
            )
        for number, word in enumerate(run.unknown_words):
            name = f"ord_{number}"
            self.words[name] = plain(word)
            self.fields[name] = forms.ChoiceField(
                label=f"«{word}»",
                choices=[("", _("Vet ikke")), *Phase.choices],
                required=False,
                initial=run.words.get(self.words[name], ""),
            )

    def clean_country(self):
        return country_of(self.cleaned_data["country"].strip())

    def clean(self):
        cleaned = super().clean()
        if "title" not in [cleaned.get(name) for name in self.places]:
            self.add_error(None, _("Velg hvilken kolonne som har navnet på prosjektene."))
        return cleaned

    @property
    def chosen(self):
        given = self.cleaned_data
        return {
            "source": given["source"],
            "country": given["country"],
            "columns": {place: given[name] for name, place in self.places.items() if given[name]},
            "words": {word: given[name] for name, word in self.words.items() if given[name]},
        }

    @property
    def about_the_file(self):
        return [self["source"], self["country"]]

    @property
    def found(self):
        return [self[name] for name in self.places if self[name].initial]

    @property
    def rest(self):
        return [self[name] for name in self.places if not self[name].initial]

    @property
    def unknown(self):
        return [self[name] for name in self.words]
