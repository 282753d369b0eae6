"""What to compare: a clinical area or a product. There are no other filters, see `disclosure`."""

from django import forms
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from network.collation import by_name
from network.forms import Form
from register import areas
from register.models import Product


class CompareForm(Form):
    omrade = forms.ChoiceField(label=_("Fagområde"), required=False)
    produkt = forms.ModelChoiceField(
        label=_("Eller produkt"), required=False, queryset=Product.objects.none(), empty_label=_("Velg …")
    )

    def __init__(self, *args, projects, **kwargs):
        super().__init__(*args, **kwargs)
        names = areas.names_of(projects)
        self.fields["omrade"].choices = [("", _("Velg …")), *((name, name) for name in names)]
        for field in self.fields.values():
            field.is_one_of = True
        used = Exists(projects.order_by().filter(product=OuterRef("pk")))
        self.fields["produkt"].queryset = Product.objects.filter(used).exclude(name="").order_by(by_name())
