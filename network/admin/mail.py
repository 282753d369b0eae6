"""Mail that is in doubt."""

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from network import outbox
from network.admin.desk import Desk
from network.models import Mail


@admin.register(Mail)
class MailAdmin(Desk):
    """Mail that a crash left uncertain. A person says what became of it; what it says is not shown here."""

    list_display = ("to", "due", "times_tried")
    fields = readonly_fields = ("to", "due", "times_tried", "fate")
    actions = ("send_again", "count_as_sent")

    def get_queryset(self, request):
        return super().get_queryset(request).filter(state=Mail.State.UNCERTAIN)

    def has_add_permission(self, request):
        return False

    @admin.display(description=_("Til"), ordering="address")
    def to(self, mail):
        return mail.address

    @admin.display(description=_("Skulle sendes"), ordering="due_at")
    def due(self, mail):
        return mail.due_at

    @admin.display(description=_("Antall forsøk"))
    def times_tried(self, mail):
        return mail.attempts

    @admin.display(description=_("Status"))
    def fate(self, mail):
        return mail.get_state_display()

    @admin.action(description=_("Send på nytt"))
    def send_again(self, request, mails):
        self._resolve(request, mails, send_again=True)

    @admin.action(description=_("Regn som sendt"))
    def count_as_sent(self, request, mails):
        self._resolve(request, mails, send_again=False)

    def _resolve(self, request, mails, *, send_again):
        now = timezone.now()
        done = sum(outbox.resolve_uncertain(mail, send_again=send_again, now=now) for mail in mails)
        self.message_user(request, gettext("{done} e-poster er avklart.").format(done=done))
