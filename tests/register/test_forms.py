from decimal import Decimal

import pytest

from register.forms.experiences import EXPERIENCE_FORMS
from register.forms.fields import KronerField
from register.forms.projects import ProjectForm

REQUIRED_AT_MOST = 6


def test_a_project_asks_for_at_most_six_things(cast, viewer):
    form = ProjectForm(viewer=viewer(cast.member))
    asked = [field.name for field in form.visible_fields() if field.field.required]
    assert asked == ["title", "phase", "clinical_area", "purpose"]
    required = [name for name, field in form.fields.items() if field.required and name != "token"]
    assert len(required) <= REQUIRED_AT_MOST


def test_an_experience_asks_for_at_most_five_fields_and_folds_the_rest():
    for kind, form in EXPERIENCE_FORMS.items():
        assert len(form().first) <= 5, kind


@pytest.mark.parametrize(
    "written",
    [
        "2000000",
        "2 000 000",
        "2\u00a0000\u00a0000",
        "2.000.000",
        "2 000 000 kr",
        "kr 2 000 000,-",
        "2000000 kroner",
    ],
)
def test_kroner_are_read_as_people_write_them(written):
    assert KronerField().clean(written) == Decimal(2_000_000)


@pytest.mark.parametrize("written", ["mye", "-5", "2,50", "2.5", "9" * 13, "1e99", "NaN"])
def test_what_is_not_whole_kroner_is_refused_in_norwegian(written):
    with pytest.raises(Exception, match=r"(?i)kroner|større|siffer|tall"):
        KronerField().clean(written)
