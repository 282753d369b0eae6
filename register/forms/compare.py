"""What to compare: a clinical area or a product. There are no other filters, see `disclosure`."""

from django import forms

from network.forms import Form


class CompareForm(Form):
    omrade = forms.ChoiceField(label="Fagområde", required=False)
    produkt = forms.ChoiceField(label="Eller produkt", required=False)

    def __init__(self, *args, projects, **kwargs):
        super().__init__(*args, **kwargs)
        pairs = set(projects.values_list("clinical_area", "product"))
        for name, found in (("omrade", {a for a, _ in pairs}), ("produkt", {p for _, p in pairs})):
            self.fields[name].choices = [("", "Velg …"), *((one, one) for one in sorted(found - {""}))]
