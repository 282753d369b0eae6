from django.urls import path

from config import demo_views

urlpatterns = [
    path("", demo_views.people, name="demo"),
    path("utsendt-post/", demo_views.mail_list, name="demo-mail"),
    path("utsendt-post/<str:name>/", demo_views.mail_detail, name="demo-mail-detail"),
    path("utsendt-post/<str:name>/<int:number>/", demo_views.mail_file, name="demo-mail-file"),
]
