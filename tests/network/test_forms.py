"""What our forms say of what is missing or wrong: what to give, in words of our own."""

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import get_resolver, reverse

from issues.forms.raising import DraftForm
from network.forms import Form, LinkField
from network.forms.sentences import NOT_SHOWN
from network.forms.signing_in import PlainMixin
from tests.test_architecture import our_forms

DJANGOS = str(forms.Field.default_error_messages["required"])


class Everything(Form):
    title = forms.CharField(label="Tittel")
    asks = forms.CharField(label="Hva skjedde?")
    region = forms.ChoiceField(label="Region", choices=[("nord", "Nord")])
    many = forms.MultipleChoiceField(label="Hvilke?", choices=[("en", "En")])
    agreed = forms.BooleanField(label="Jeg har lest dette")
    file = forms.FileField(label="Fil", max_length=12)
    own = forms.CharField(label="Svar", error_messages={"required": "Skriv svaret."})
    token = forms.CharField(widget=forms.HiddenInput)


class Wrong(Form):
    text = forms.CharField(label="Tekst", max_length=5, min_length=3, required=False)
    number = forms.IntegerField(label="Tall", min_value=1, max_value=20)
    part = forms.DecimalField(label="Andel", max_digits=4, decimal_places=1, localize=True)
    day = forms.DateField(label="Dag")
    moment = forms.DateTimeField(label="Når")
    hour = forms.TimeField(label="Klokken")
    email = forms.EmailField(label="E-post")
    url = forms.URLField(label="Lenke", assume_scheme="https")
    choice = forms.TypedChoiceField(label="Valg", choices=[("1", "En")], coerce=int)
    choices = forms.MultipleChoiceField(label="Flere", choices=[("1", "En")])


def test_each_field_says_what_to_give():
    assert {name: errors[0] for name, errors in Everything({}).errors.items()} == {
        "title": "Fyll ut «Tittel».",
        "asks": "Svar på «Hva skjedde?»",
        "region": "Velg noe under «Region».",
        "many": "Svar på «Hvilke?»",
        "agreed": "Kryss av for «Jeg har lest dette».",
        "file": "Velg en fil.",
        "own": "Skriv svaret.",
        "token": str(NOT_SHOWN),
    }


@pytest.mark.parametrize(
    ("name", "given", "sentence"),
    [
        ("text", "for lang", "Teksten er på 8 tegn. Kort den ned til høyst 5."),
        ("text", "xx", "Teksten er på 2 tegn. Skriv minst 3."),
        ("number", "to", "Skriv et helt tall, for eksempel 12."),
        ("number", "0", "Skriv et tall som er minst 1."),
        ("number", "21", "Skriv et tall som er høyst 20."),
        ("part", "mye", "Skriv et tall, for eksempel 12,5."),
        ("part", "NaN", "Skriv et tall, for eksempel 12,5."),
        ("part", "1234567", "Skriv et tall med høyst 4 sifre."),
        ("part", "1234", "Skriv et tall med høyst 3 sifre foran komma."),
        ("part", "1,25", "Skriv et tall med høyst 1 sifre etter komma."),
        ("day", "31.31.2026", "Skriv en dato, for eksempel 31.12.2026."),
        ("moment", "i går", "Skriv dato og klokkeslett, for eksempel 31.12.2026 14:30."),
        ("hour", "25:00", "Skriv et klokkeslett, for eksempel 14:30."),
        ("email", "kari", "Skriv en e-postadresse, for eksempel kari.nordmann@sykehuset.no."),
        ("url", "helse norge", "Skriv en nettadresse, for eksempel https://www.helsenorge.no."),
        ("choice", "2", "Det du valgte, står ikke i listen. Velg noe annet."),
        ("choices", ["2"], "Det du valgte, står ikke i listen. Velg noe annet."),
    ],
)
def test_what_is_wrong_is_told_as_what_to_give(name, given, sentence):
    assert Wrong({name: given}).errors[name] == [sentence]


def test_the_examples_are_understood():
    """In bokmål and nynorsk; in English the catalogue has its own example."""
    given = {"day": "31.12.2026", "moment": "31.12.2026 14:30", "hour": "14:30", "part": "12,5"}
    assert not Wrong(given).errors.keys() & given.keys()


def test_the_name_of_a_file_can_be_too_long():
    file = SimpleUploadedFile("et-langt-navn.pdf", b"%PDF")
    errors = Everything({}, {"file": file}).errors["file"]
    assert errors == ["Navnet på filen er for langt. Kort det ned til høyst 12 tegn."]


def test_no_form_of_ours_speaks_in_djangos_words_of_what_is_missing():
    assert get_resolver().url_patterns, "the pages, and so their forms, are imported"
    asked = 0
    for form in our_forms():
        probe = type(form.__name__, (Form,), dict(form.base_fields))({})
        asked += len(probe.errors)
        assert [DJANGOS] not in probe.errors.values(), form
        # A draft is sent by a script and never shown; the forms of signing in name their fields when they are made.
        if not issubclass(form, (DraftForm, PlainMixin)):
            assert not {name for name, errors in probe.errors.items() if "«»" in errors[0]}, form
    assert asked > 150


@pytest.mark.django_db
def test_the_summary_names_a_field_once(cast, client_for):
    page = client_for(cast.member).post(reverse("project-new"), {"phase": "9"}).content.decode()
    assert ">Svar på «Hva skal det hjelpe med?»</a>" in page
    assert ">Fyll ut «Fagområde».</a>" in page
    assert ">«Hvor langt er dere kommet?»: Det du valgte, står ikke i listen. Velg noe annet.</a>" in page
    assert "<li>Noe mangler i skjemaet. Last inn siden på nytt, og prøv en gang til.</li>" in page


@pytest.mark.parametrize("written", ["ftp://a.example/fil", "javascript:alert(1)", "bare ord", "sak 34/2026"])
def test_what_leads_nowhere_on_the_web_is_no_link(written):
    with pytest.raises(forms.ValidationError):
        LinkField().clean(written)


def test_every_link_is_one_a_browser_opens():
    assert LinkField().clean("www.helsenorge.no") == "https://www.helsenorge.no"
    assert get_resolver().url_patterns, "the pages, and so their forms, are imported"
    links = [
        field
        for form in our_forms()
        for field in form.base_fields.values()
        if isinstance(field, forms.URLField)
    ]
    assert len(links) > 10
    assert not [field.label for field in links if not isinstance(field, LinkField)]
