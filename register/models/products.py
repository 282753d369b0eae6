from django.db import models
from django.db.models import Exists, F, OuterRef
from django.db.models.functions import Lower
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from network.collation import by_name


class ProductQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """What is used in a project one may see."""
        return self.used_in(self.model._meta.get_field("projects").related_model.objects.visible_to(viewer))

    def used_in(self, projects):
        return self.filter(Exists(projects.filter(product=OuterRef("pk"))))


class Product(models.Model):
    """Something that is bought or made and used in several projects: a list that grows as members tell."""

    class DeviceClass(models.TextChoices):
        UNKNOWN = "unknown", _("ikke kjent")
        NOT_DEVICE = "not_device", _("ikke medisinsk utstyr")
        MDR_I = "mdr_1", _("MDR klasse I")
        MDR_IIA = "mdr_2a", _("MDR klasse IIa")
        MDR_IIB = "mdr_2b", _("MDR klasse IIb")
        MDR_III = "mdr_3", _("MDR klasse III")
        IVDR_A = "ivdr_a", _("IVDR klasse A")
        IVDR_B = "ivdr_b", _("IVDR klasse B")
        IVDR_C = "ivdr_c", _("IVDR klasse C")
        IVDR_D = "ivdr_d", _("IVDR klasse D")
        OWN = "own", _("egentilvirket, brukes bare i egen virksomhet")

    # Empty where a source names only the supplier.
    name = models.CharField(_("produkt"), max_length=200, blank=True)
    supplier = models.CharField(_("leverandør"), max_length=200, blank=True)
    device_class = models.CharField(
        _("klasse som medisinsk utstyr"), max_length=20, choices=DeviceClass, default=DeviceClass.UNKNOWN
    )

    objects = ProductQuerySet.as_manager()

    class Meta:
        verbose_name = _("produkt")
        verbose_name_plural = _("produkter")
        indexes = [models.Index(by_name("name"), F("id").desc(), name="products_by_name")]
        constraints = [
            models.UniqueConstraint(Lower("name"), Lower("supplier"), name="one_product_of_a_name"),
        ]

    def __str__(self):
        return self.name or gettext("produkt uten navn")

    @property
    def class_is_known(self):
        return self.device_class != self.DeviceClass.UNKNOWN
