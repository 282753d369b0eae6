from django.urls import path

from network.views import files, fora, site, team, unsubscribing

urlpatterns = [
    path("", site.home, name="home"),
    path("sok/", site.search, name="search"),
    path("varsler/", site.notice_list, name="notice-list"),
    path("varsler/e-post/", site.mail_choice, name="mail-choice"),
    path("varsler/av/<str:code>/", unsubscribing.unsubscribe_by_link, name="unsubscribe"),
    path("varsler/<int:pk>/", site.notice_open, name="notice-open"),
    path("nettverk/", site.body_list, name="body-list"),
    path("nettverk/laering/", team.lesson_list, name="lesson-list"),
    path("nettverk/laering/<int:pk>/", team.lesson_judge, name="lesson-judge"),
    path("nettverk/<int:pk>/", site.body_detail, name="body-detail"),
    path("nettverk/<int:pk>/sammensetning/", team.body_places, name="body-places"),
    path("nettverk/<int:pk>/laering/", team.body_lesson, name="body-lesson"),
    path("nettverk/hvem-eier-hva/", site.owner_list, name="owner-list"),
    path("nettverk/fora/", fora.forum_list, name="forum-list"),
    path("nettverk/fora/ny/", fora.forum_new, name="forum-new"),
    path("nettverk/fora/<int:pk>/", fora.forum_detail, name="forum-detail"),
    path("nettverk/fora/<int:pk>/kontroller/", fora.forum_check, name="forum-check"),
    path("nettverk/fora/<int:pk>/ta-ikke-inn/", fora.forum_decline, name="forum-decline"),
    path("ukens-time/", team.week, name="week"),
    path("venter/", team.waiting_list, name="waiting-list"),
    path("fravaer/", team.absence_list, name="absence-list"),
    path("fravaer/<int:pk>/", team.absence_detail, name="absence-detail"),
    path("vedlegg/<int:pk>/", files.attachment_detail, name="attachment-detail"),
    path("vedlegg/<int:pk>/trekk/", files.attachment_withdraw, name="attachment-withdraw"),
    path("hjelp/", site.help_page, name="help"),
    path("endringer/", site.changes, name="changes"),
]
