"""The list of products: it grows as members tell, and one product stands in it once."""

from django.db.models import Exists, IntegerField, OuterRef, Subquery, Value
from django.db.models.functions import Lower
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from network.audit import record
from network.workflow import Refused
from network.writing import writing
from register import versions
from register.groups import PROCUREMENT, seen_by
from register.models import Product, Project

FORMS = frozenset("a/s ab ag as asa bv co corp gmbh inc limited llc ltd nv oy plc sa sas srl".split())
MOST_COUNTED = 100  # projects of one product: that it is widely used is then told


def product_of(name, supplier="", device_class="", *, actor, now, telling=()):
    """The product with this name and supplier; made when it is new, None when nothing is named.

    What is not known of a product is filled in: its supplier, its class. Another class than the known one is
    refused with `Refused`: the class is the product's, not the project's. As for `products_of` else.
    """
    named = name.strip(), supplier.strip()
    if not any(named):
        return None
    found, new, filled = _look_up([named], firm=_firm)
    product, told = found[named], ["supplier"] if filled else []
    if device_class and device_class not in (Product.DeviceClass.UNKNOWN, product.device_class):
        if product.class_is_known:
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
        product.device_class = device_class
        told.append("device_class")
    Product.objects.bulk_create(new)
    if told and not new:
        _change([product], told, _using([product], but=telling, wait=False), actor=actor, now=now)
    return product


@writing()
def correct(product, *, actor, now, supplier, device_class, reason, seat=None):
    """Put a product's supplier and class right, for all who use it: each of their projects gets a new version.

    As it was already, nothing happens. Raises `Refused` for a supplier with which it is another product.
    """
    # The projects first: whoever edits one of them holds it, and may then fill in what the product lacks.
    using = _using([product])
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
    product.supplier, product.device_class = after["supplier"], device_class
    _change([product], list(after), using, actor=actor, now=now)
    record(
        "product.corrected", actor=actor, seat=seat, at=now, target=product, reason=reason, before=before,
        after=after, before_text=before_text, class_text=product.get_device_class_display(),
    )  # fmt: skip
    return product


class HowMany(Subquery):
    """The number of rows of a question."""

    template = "(SELECT count(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


def used(products, viewer):
    """In how many projects the viewer sees each of some products, counted up to `MOST_COUNTED`, and whether one of
    them also tells them its supplier: {product's id: (projects, tells the supplier)}."""
    seen = Project.objects.visible_to(viewer).filter(product=OuterRef("pk")).order_by()
    projects = HowMany(seen.values("pk")[:MOST_COUNTED])
    telling = Exists(seen.filter(seen_by(viewer, PROCUREMENT)))
    rows = Product.objects.filter(pk__in=[product.pk for product in products])
    return {pk: told for pk, *told in rows.values_list("pk", projects, telling)}


def products_of(named, *, actor, now, telling=()):
    """Many at once: {(name, supplier): product} for pairs of stripped texts that are not both empty.

    As many statements, however many. A supplier that was not known of a product is filled in, and each project that
    uses the product gets a new version; not those `telling` it, whose versions the caller keeps.
    """
    found, new, filled = _look_up(named)
    Product.objects.bulk_create(new)
    if filled:
        _change(filled, ["supplier"], _using(filled, but=telling, wait=False), actor=actor, now=now)
    return found


def _look_up(named, *, firm=str.lower):
    """({pair: product}, those that are new, those whose supplier was not known), none of it saved."""
    alike, new, filled = {}, [], []
    names = [Lower(Value(name)) for name in {name for name, _ in named}]
    for product in Product.objects.alias(small=Lower("name")).filter(small__in=names).order_by("pk"):
        alike.setdefault(product.name.lower(), []).append(product)
    found = {}
    for name, supplier in dict.fromkeys(named):
        same_name = alike.setdefault(name.lower(), [])
        product = _known(same_name, name, supplier, firm)
        if product is None:
            product = Product(name=name, supplier=supplier)
            new.append(product)
            same_name.append(product)
        elif supplier and not product.supplier:
            product.supplier = supplier
            if product.pk:
                filled.append(product)
        found[name, supplier] = product
    return found, new, filled


def _using(products, *, but=(), wait=True):
    """The projects that use some products, locked. Who holds a project already does not wait for others: one that is
    being changed at this moment is left out, and tells the product anew when it is next changed."""
    using = Project.objects.select_for_update(of=("self",), skip_locked=not wait).filter(product__in=products)
    own = {project.pk for project in but}
    rows = using.select_related("product", "owner", "organisation").order_by("pk")
    return [project for project in rows if project.pk not in own]


def _change(products, fields, using, *, actor, now):
    """Save what has become known of products; the projects that use them get a new version."""
    by_id = {product.pk: product for product in products}
    with versions.changing_all(using, actor=actor, at=now):
        Product.objects.bulk_update(products, fields)
        for project in using:
            project.product = by_id[project.product_id]


def _known(same_name, name, supplier, firm):
    """Of products with this name: the one from this supplier, or one whose supplier nobody has told."""
    if name and not supplier:
        return same_name[0] if same_name else None
    by = {firm(product.supplier): product for product in reversed(same_name)}
    return by.get(firm(supplier)) or (by.get("") if name else None)


def _firm(supplier):
    """A firm's name without its form: Gleamer AS is Gleamer."""
    words = supplier.casefold().replace(",", " ").replace(".", "").split()
    while len(words) > 1 and words[-1] in FORMS:
        words.pop()
    return " ".join(words)
