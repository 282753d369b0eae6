"""The administrator's desk: people, bodies, seats and vocabularies, never cases.

A seat is given and ended by the job functions, as everywhere else. Nothing here is deleted: what has
ended gets an end, so that what was done stays true.
"""

import allauth.account.admin
import allauth.mfa.admin
import allauth.socialaccount.admin
import allauth.usersessions.admin  # noqa: F401
from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from network.admin import bodies, mail, people, seats, vocabularies  # noqa: F401 - each registers its own

# One door: the admin's own would let a password alone in.
admin.site.login = secure_admin_login(admin.site.login)
admin.site.site_header = _("Løft: drift")
admin.site.site_title = _("Løft: drift")
admin.site.index_title = _("Personer, roller og grunndata")
admin.site.unregister(Group)
admin.site.unregister(EmailAddress)
admin.site.unregister(Authenticator)
admin.site.unregister(SocialAccount)
admin.site.unregister(SocialApp)
admin.site.unregister(SocialToken)
admin.site.unregister(UserSession)
