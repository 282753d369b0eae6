from django.urls import path

from meetings import views

urlpatterns = [
    path("", views.meeting_list, name="meeting-list"),
    path("nytt/<int:body_pk>/", views.meeting_new, name="meeting-new"),
    path("<int:pk>/", views.meeting_detail, name="meeting-detail"),
    path("<int:pk>/oppdater/", views.meeting_compile, name="meeting-compile"),
    path("<int:pk>/send-ut/", views.meeting_publish, name="meeting-publish"),
    path("<int:pk>/foresla/", views.meeting_propose, name="meeting-propose"),
    path("<int:pk>/referat/", views.meeting_minutes, name="meeting-minutes"),
    path("<int:pk>/saker/<int:item_pk>/", views.agenda_item, name="agenda-item"),
    path("<int:pk>/saker/<int:item_pk>/<slug:step>/", views.agenda_item_decide, name="agenda-item-decide"),
]
