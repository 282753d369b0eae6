from django.urls import path

from network.openid import views

urlpatterns = [
    path("oidc/<slug:provider_id>/", views.login, name="openid_login"),
    path("oidc/<slug:provider_id>/tilbake/", views.callback, name="openid_callback"),
]
