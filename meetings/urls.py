from django.urls import path

from meetings.views import agenda, meetings, minutes, outside, series

urlpatterns = [
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
    path("<int:pk>/send-ut/", agenda.meeting_publish, name="meeting-publish"),
    path("<int:pk>/foresla/", agenda.meeting_propose, name="meeting-propose"),
    path("<int:pk>/referat/", minutes.meeting_minutes, name="meeting-minutes"),
    path("<int:pk>/legg-bort/", agenda.agenda_set_aside, name="meeting-set-aside"),
    path("<int:pk>/saker/<int:item_pk>/ta-opp/", agenda.agenda_take_up, name="agenda-item-take-up"),
    path("<int:pk>/saker/<int:item_pk>/", agenda.agenda_item, name="agenda-item"),
    path("<int:pk>/saker/<int:item_pk>/<slug:step>/", agenda.agenda_item_decide, name="agenda-item-decide"),
]
