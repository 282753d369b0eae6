"""The list of products: it grows as members tell, and one product stands in it once."""

from django.db.models import Value
from django.db.models.functions import Lower
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from network.workflow import Refused
from register.models import Product


def product_of(name, supplier="", device_class=""):
    """The product with this name and supplier; made when it is new, None when nothing is named.

    What is not known of a product is filled in: its supplier, its class. Another class than the known one is
    refused with `Refused`, inside the caller's transaction: the class is the product's, not the project's.
    """
    named = name.strip(), supplier.strip()
    if not any(named):
        return None
    product = products_of([named])[named]
    if device_class and device_class != Product.DeviceClass.UNKNOWN:
        if product.class_is_known and product.device_class != device_class:
            raise Refused(
                format_lazy(
                    _(
                        "{product} står alt som «{device_class}». La det stå, eller meld feil på et prosjekt som "
                        "bruker produktet."
                    ),
                    product=product,
                    device_class=Product.DeviceClass(product.device_class).label,
                ),
                field="device_class",
            )
        product.device_class = device_class
        product.save(update_fields=["device_class"])
    return product


def products_of(named):
    """Many at once: {(name, supplier): product} for pairs of stripped texts that are not both empty.

    Three statements at most. A supplier that was not known of a product is filled in.
    """
    alike, new, filled = {}, [], []
    names = [Lower(Value(name)) for name in {name for name, _ in named}]
    for product in Product.objects.alias(small=Lower("name")).filter(small__in=names).order_by("pk"):
        alike.setdefault(product.name.lower(), []).append(product)
    found = {}
    for name, supplier in dict.fromkeys(named):
        same_name = alike.setdefault(name.lower(), [])
        product = _known(same_name, name, supplier)
        if product is None:
            product = Product(name=name, supplier=supplier)
            new.append(product)
            same_name.append(product)
        elif supplier and not product.supplier:
            product.supplier = supplier
            filled.append(product)
        found[name, supplier] = product
    Product.objects.bulk_create(new)
    Product.objects.bulk_update([product for product in filled if product not in new], ["supplier"])
    return found


def _known(same_name, name, supplier):
    """Of products with this name: the one from this supplier, or one whose supplier nobody has told."""
    if name and not supplier:
        return same_name[0] if same_name else None
    by = {product.supplier.lower(): product for product in reversed(same_name)}
    return by.get(supplier.lower()) or (by.get("") if name else None)
