from django.urls import path

from meetings.views import actions, agenda, meetings, minutes, room

urlpatterns = [
    path("", meetings.meeting_list, name="meeting-list"),
    path("nytt/<int:body_pk>/", meetings.meeting_new, name="meeting-new"),
    path("<int:pk>/", meetings.meeting_detail, name="meeting-detail"),
    path("<int:pk>/oppdater/", agenda.meeting_compile, name="meeting-compile"),
    path("<int:pk>/send-ut/", agenda.meeting_publish, name="meeting-publish"),
    path("<int:pk>/foresla/", agenda.meeting_propose, name="meeting-propose"),
    path("<int:pk>/fore/", room.meeting_room, name="meeting-room"),
    path("<int:pk>/fore/til-stede/", room.meeting_attend, name="meeting-attend"),
    path("<int:pk>/fore/notat/", room.meeting_note, name="meeting-note"),
    path("<int:pk>/fore/ny-sak/", room.meeting_item_new, name="meeting-item-new"),
    path("<int:pk>/fore/oppfolging/", actions.meeting_action_new, name="meeting-action-new"),
    path("<int:pk>/fore/avslutt/", room.meeting_close, name="meeting-close"),
    path("<int:pk>/referat/", minutes.meeting_minutes, name="meeting-minutes"),
    path("<int:pk>/referat/skriv/", minutes.meeting_minutes_edit, name="meeting-minutes-edit"),
    path("<int:pk>/referat/pdf/", minutes.meeting_minutes_pdf, name="meeting-minutes-pdf"),
    path("<int:pk>/referat/word/", minutes.meeting_minutes_docx, name="meeting-minutes-docx"),
    path("<int:pk>/saker/<int:item_pk>/inhabil/", room.meeting_aside, name="meeting-aside"),
    path("oppfolging/<int:pk>/", actions.action_detail, name="action-detail"),
    path("oppfolging/<int:pk>/gi-videre/", actions.action_hand_over, name="action-hand-over"),
    path("oppfolging/<int:pk>/dropp/", actions.action_drop, name="action-drop"),
    path("<int:pk>/saker/<int:item_pk>/", agenda.agenda_item, name="agenda-item"),
    path("<int:pk>/saker/<int:item_pk>/<slug:step>/", room.agenda_item_decide, name="agenda-item-decide"),
]
