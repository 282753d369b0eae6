from django.urls import path

from network import views

urlpatterns = [
    path("", views.home, name="home"),
    path("sok/", views.search, name="search"),
    path("varsler/", views.notice_list, name="notice-list"),
    path("varsler/e-post/", views.mail_choice, name="mail-choice"),
    path("varsler/<int:pk>/", views.notice_open, name="notice-open"),
    path("nettverk/", views.body_list, name="body-list"),
    path("nettverk/<int:pk>/", views.body_detail, name="body-detail"),
    path("hjelp/", views.help_page, name="help"),
    path("endringer/", views.changes, name="changes"),
]
