from django.urls import path

from issues.views import classifying, detail, listing, merging, queue, raising, steps, weighing

urlpatterns = [
    path("", listing.issue_list, name="issue-list"),
    path("meld-inn/", raising.issue_raise, name="issue-raise"),
    path("lignende/", raising.issue_similar, name="issue-similar"),
    path("forste-gjennomgang/", queue.issue_queue, name="issue-queue"),
    path("forste-gjennomgang/<int:pk>/mal/", queue.first_reply_target, name="first-reply-target"),
    path("figur/", classifying.issue_figure, name="issue-figure"),
    path("regler-i-spenning/", classifying.issue_tension, name="issue-tension"),
    path("<int:pk>/sla-sammen/", merging.issue_merge, name="issue-merge"),
    path("<int:pk>/ikke-sla-sammen/", merging.issue_object, name="issue-object"),
    path("<int:pk>/klassifiser/", classifying.issue_classify, name="issue-classify"),
    path("<int:pk>/", detail.issue_detail, name="issue-detail"),
    path("<int:pk>/gjelder-oss-ogsa/", detail.issue_endorse, name="issue-endorse"),
    path("<int:pk>/vurder/", weighing.issue_assess, name="issue-assess"),
    path("<int:pk>/<slug:step>/", steps.issue_step, name="issue-step"),
]
