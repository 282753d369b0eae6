"""The list of products: it grows as members tell, and one product stands in it once."""

from network.workflow import Refused
from register.models import Product


def product_of(name, supplier="", device_class=""):
    """The product with this name and supplier; made when it is new, None when nothing is named.

    What is not known of a product is filled in: its supplier, its class. Another class than the known one is
    refused with `Refused`: the class is the product's, not the project's.
    """
    name, supplier = name.strip(), supplier.strip()
    if not name and not supplier:
        return None
    product = _known(name, supplier) or Product(name=name, supplier=supplier)
    product.supplier = product.supplier or supplier
    if device_class and device_class != Product.DeviceClass.UNKNOWN:
        if product.class_is_known and product.device_class != device_class:
            raise Refused(
                f"{product} står alt som «{product.get_device_class_display()}». La det stå, eller meld feil "
                "på et prosjekt som bruker produktet.",
                field="device_class",
            )
        product.device_class = device_class
    product.save()
    return product


def _known(name, supplier):
    if not name:
        return Product.objects.filter(name="", supplier__iexact=supplier).first()
    alike = Product.objects.filter(name__iexact=name).order_by("pk")
    if not supplier:
        return alike.first()
    return alike.filter(supplier__iexact=supplier).first() or alike.filter(supplier="").first()
