from allauth.urls import urlpatterns as account_pages
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path, re_path
from django.views.generic import RedirectView

from network.addresses import called_in_words
from network.views.site import moved, moved_account

urlpatterns = [
    path("", include("network.urls")),
    path("prosjekter/", include("register.urls")),
    path("erfaringer/", include("register.sharing_urls")),
    path("innmeldinger/", include("issues.urls")),
    path("veiledning/", include("guidance.urls")),
    path("loftede-saker/", include("escalation.urls")),
    path("moter/", include("meetings.urls")),
    path("meg/", include("config.me_urls")),
    # An address is proven by the way in, and an invitation goes by it: nobody changes theirs unproven.
    re_path("^konto/(?:confirm-)?email/", RedirectView.as_view(pattern_name="me")),
    path("konto/signup/", login_not_required(RedirectView.as_view(pattern_name="join"))),
    path("konto/", include(list(called_in_words(account_pages)))),
    re_path("^konto/(?P<before>.+/)$", moved_account, name="moved-account"),
    path("admin/", admin.site.urls),
    # Last: what these addresses were called before.
    re_path(
        r"^(?P<before>(?:innmeldinger|prosjekter|loftede-saker|moter)/[\w/-]+)/(?P<name>[a-z_]+)/$",
        moved,
        name="moved",
    ),
]

if settings.DEMO:
    urlpatterns.append(path("demo/", include("config.demo_urls")))
