"""What to compare: a clinical area or a product. There are no other filters, see `disclosure`."""

from django import forms
from django.utils.translation import gettext_lazy as _

from network.collation import by_name
from network.forms import Form
from register.models import Product


class CompareForm(Form):
    omrade = forms.ChoiceField(label=_("Fagområde"), required=False)
    produkt = forms.ModelChoiceField(
        label=_("Eller produkt"), required=False, queryset=Product.objects.none(), empty_label=_("Velg …")
    )

    def __init__(self, *args, projects, **kwargs):
        super().__init__(*args, **kwargs)
        areas = projects.exclude(clinical_area="").order_by(by_name("clinical_area"))
        names = areas.values_list("clinical_area", flat=True).distinct()
        self.fields["omrade"].choices = [("", _("Velg …")), *((name, name) for name in names)]
        used = Product.objects.filter(projects__in=projects.order_by()).exclude(name="")
        self.fields["produkt"].queryset = used.distinct().order_by(by_name())
