from django.db import models
from django.db.models import Exists, OuterRef
from django.db.models.functions import Lower


class ProductQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """What is used in a project one may see."""
        using = self.model._meta.get_field("projects").related_model.objects.visible_to(viewer)
        return self.filter(Exists(using.filter(product=OuterRef("pk"))))


class Product(models.Model):
    """Something that is bought or made and used in several projects: a list that grows as members tell."""

    class DeviceClass(models.TextChoices):
        UNKNOWN = "unknown", "ikke kjent"
        NOT_DEVICE = "not_device", "ikke medisinsk utstyr"
        MDR_I = "mdr_1", "MDR klasse I"
        MDR_IIA = "mdr_2a", "MDR klasse IIa"
        MDR_IIB = "mdr_2b", "MDR klasse IIb"
        MDR_III = "mdr_3", "MDR klasse III"
        IVDR_A = "ivdr_a", "IVDR klasse A"
        IVDR_B = "ivdr_b", "IVDR klasse B"
        IVDR_C = "ivdr_c", "IVDR klasse C"
        IVDR_D = "ivdr_d", "IVDR klasse D"
        OWN = "own", "egentilvirket, brukes bare i egen virksomhet"

    # Empty where a source names only the supplier.
    name = models.CharField("produkt", max_length=200, blank=True)
    supplier = models.CharField("leverandør", max_length=200, blank=True)
    device_class = models.CharField(
        "klasse som medisinsk utstyr", max_length=20, choices=DeviceClass, default=DeviceClass.UNKNOWN
    )

    objects = ProductQuerySet.as_manager()

    class Meta:
        verbose_name = "produkt"
        verbose_name_plural = "produkter"
        constraints = [
            models.UniqueConstraint(Lower("name"), Lower("supplier"), name="one_product_of_a_name"),
        ]

    def __str__(self):
        return self.name or "produkt uten navn"

    @property
    def class_is_known(self):
        return self.device_class != self.DeviceClass.UNKNOWN
