from django.urls import path

from meetings.views import agenda, meetings, minutes, status

urlpatterns = [
    path("status/<int:pk>/", status.status, name="status"),
    path("status/<int:pk>/pdf/", status.status_pdf, name="status-pdf"),
    path("status/<int:pk>/word/", status.status_docx, name="status-docx"),
    path("evaluering/<int:pk>/", status.evaluation_detail, name="evaluation-detail"),
    path("", meetings.meeting_list, name="meeting-list"),
    path("nytt/<int:body_pk>/", meetings.meeting_new, name="meeting-new"),
    path("<int:pk>/", meetings.meeting_detail, name="meeting-detail"),
    path("<int:pk>/oppdater/", agenda.meeting_compile, name="meeting-compile"),
    path("<int:pk>/send-ut/", agenda.meeting_publish, name="meeting-publish"),
    path("<int:pk>/foresla/", agenda.meeting_propose, name="meeting-propose"),
    path("<int:pk>/referat/", minutes.meeting_minutes, name="meeting-minutes"),
    path("<int:pk>/saker/<int:item_pk>/", agenda.agenda_item, name="agenda-item"),
    path("<int:pk>/saker/<int:item_pk>/<slug:step>/", agenda.agenda_item_decide, name="agenda-item-decide"),
]
