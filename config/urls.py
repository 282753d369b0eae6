from django.conf import settings
from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("network.urls")),
    path("prosjekter/", include("register.urls")),
    path("erfaringer/", include("register.sharing_urls")),
    path("innmeldinger/", include("issues.urls")),
    path("veiledning/", include("guidance.urls")),
    path("loftede-saker/", include("escalation.urls")),
    path("moter/", include("meetings.urls")),
    path("meg/", include("config.me_urls")),
    path("konto/", include("allauth.urls")),
    path("admin/", admin.site.urls),
]

if settings.DEMO:
    urlpatterns.append(path("demo/", include("config.demo_urls")))
