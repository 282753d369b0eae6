"""The list of products: it grows as members tell, and one product stands in it once."""

from django.db.models import Count, Value
from django.db.models.functions import Lower
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from network.audit import record
from network.workflow import Refused
from network.writing import writing
from register import versions
from register.groups import PROCUREMENT, seen_by
from register.models import Product, Project


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
                        "{product} står alt som «{device_class}». La det stå. Er det feil, be lederen eller "
                        "sekretariatet i det nasjonale nettverket om å rette det på produktets side."
                    ),
                    product=product,
                    device_class=Product.DeviceClass(product.device_class).label,
                ),
                field="device_class",
            )
        if product.device_class != device_class:
            product.device_class = device_class
            product.save(update_fields=["device_class"])
    return product


@writing()
def correct(product, *, actor, now, supplier, device_class, reason, seat=None):
    """Put a product's supplier and class right, for all who use it: each of their projects gets a new version.

    As it was already, nothing happens. Raises `Refused` for a supplier with which it is another product.
    """
    # The projects first: whoever edits one of them holds it, and may then fill in what the product lacks.
    using = Project.objects.select_for_update(of=("self",)).filter(product=product.pk).order_by("pk")
    using = list(using.select_related("product", "owner", "organisation"))
    product = Product.objects.select_for_update().get(pk=product.pk)
    before = {"supplier": product.supplier, "device_class": product.device_class}
    after = {"supplier": supplier.strip(), "device_class": device_class}
    if after == before:
        return product
    alike = Product.objects.alias(small=Lower("name"), by=Lower("supplier")).exclude(pk=product.pk)
    if alike.filter(small=Lower(Value(product.name)), by=Lower(Value(after["supplier"]))).exists():
        raise Refused(
            _("Det finnes alt et produkt med dette navnet og denne leverandøren."), field="supplier"
        )
    before_text = product.get_device_class_display()
    with versions.changing_all(using, actor=actor, at=now):
        product.supplier, product.device_class = after["supplier"], device_class
        product.save(update_fields=["supplier", "device_class"])
        for project in using:
            project.product = product
    record(
        "product.corrected", actor=actor, seat=seat, at=now, target=product, reason=reason, before=before,
        after=after, before_text=before_text, class_text=product.get_device_class_display(),
    )  # fmt: skip
    return product


def used(products, viewer):
    """In how many projects the viewer sees each of some products, and whether one of them also tells them its
    supplier: {product's id: (projects, tells the supplier)}."""
    seen = Project.objects.visible_to(viewer).filter(product__in=products).order_by()
    telling = Count("pk", filter=seen_by(viewer, PROCUREMENT))
    rows = seen.values("product").annotate(projects=Count("pk"), telling=telling)
    return {row["product"]: (row["projects"], row["telling"] > 0) for row in rows}


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
