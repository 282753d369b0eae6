from django.urls import path

from meetings.views import agenda, calendars, invitations, meetings, minutes, outside, sending, series, status

urlpatterns = [
    path("status/<int:pk>/", status.status, name="status"),
    path("status/<int:pk>/pdf/", status.status_pdf, name="status-pdf"),
    path("status/<int:pk>/word/", status.status_docx, name="status-docx"),
    path("evaluering/<int:pk>/", status.evaluation_detail, name="evaluation-detail"),
    path("", meetings.meeting_list, name="meeting-list"),
    path("nytt/<int:body_pk>/", meetings.meeting_new, name="meeting-new"),
    path("serier/ny/<int:body_pk>/", series.series_new, name="series-new"),
    path("serier/<int:pk>/", series.series_detail, name="series-detail"),
    path("serier/<int:pk>/endre/", series.series_change, name="series-change"),
    path("serier/<int:pk>/avslutt/", series.series_end, name="series-end"),
    path("serier/<int:pk>/fasilitering/", series.series_facilitate, name="series-facilitate"),
    path(
        "serier/<int:pk>/fasilitering/avslutt/",
        series.series_facilitation_end,
        name="series-facilitation-end",
    ),
    path("faste-saker/<int:body_pk>/", series.standing_list, name="standing-list"),
    path("faste-saker/<int:pk>/avslutt/", series.standing_end, name="standing-end"),
    path("hos-andre/nytt/", outside.event_new, name="event-new"),
    path("hos-andre/<int:pk>/", outside.event_edit, name="event-edit"),
    path("<int:pk>/", meetings.meeting_detail, name="meeting-detail"),
    path("<int:pk>/flytt/", meetings.meeting_move, name="meeting-move"),
    path("<int:pk>/avlys/", meetings.meeting_cancel, name="meeting-cancel"),
    path("<int:pk>/oppdater/", agenda.meeting_compile, name="meeting-compile"),
    path("<int:pk>/send-ut/", sending.meeting_publish, name="meeting-publish"),
    path("<int:pk>/versjon/<int:number>/", sending.meeting_version, name="meeting-version"),
    path(
        "<int:pk>/versjon/<int:number>/saksliste.pdf", sending.meeting_version_pdf, name="meeting-version-pdf"
    ),
    path(
        "<int:pk>/versjon/<int:number>/saksliste.docx",
        sending.meeting_version_docx,
        name="meeting-version-docx",
    ),
    path("<int:pk>/kalender.ics", calendars.meeting_calendar, name="meeting-calendar"),
    path("kalender/", calendars.feed, name="calendar-feed"),
    path("kalender/<str:secret>.ics", calendars.feed_file, name="calendar-feed-file"),
    path("innkalling/<int:pk>/", invitations.invitation_detail, name="invitation-detail"),
    path("innkalling/<int:pk>/trekk/", invitations.invitation_withdraw, name="invitation-withdraw"),
    path("svar/<str:code>/", invitations.invitation_reply, name="invitation-reply"),
    path("<int:pk>/foresla/", agenda.meeting_propose, name="meeting-propose"),
    path("<int:pk>/referat/", minutes.meeting_minutes, name="meeting-minutes"),
    path("<int:pk>/legg-bort/", agenda.agenda_set_aside, name="meeting-set-aside"),
    path("<int:pk>/saker/<int:item_pk>/ta-opp/", agenda.agenda_take_up, name="agenda-item-take-up"),
    path("<int:pk>/saker/<int:item_pk>/", agenda.agenda_item, name="agenda-item"),
    path("<int:pk>/saker/<int:item_pk>/innkall/", invitations.agenda_item_invite, name="agenda-item-invite"),
    path("<int:pk>/saker/<int:item_pk>/<slug:step>/", agenda.agenda_item_decide, name="agenda-item-decide"),
]
