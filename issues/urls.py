from django.urls import path

from issues.views import detail, listing, raising, steps, weighing

urlpatterns = [
    path("", listing.issue_list, name="issue-list"),
    path("meld-inn/", raising.issue_raise, name="issue-raise"),
    path("lignende/", raising.issue_similar, name="issue-similar"),
    path("<int:pk>/", detail.issue_detail, name="issue-detail"),
    path("<int:pk>/gjelder-oss-ogsa/", detail.issue_endorse, name="issue-endorse"),
    path("<int:pk>/vurder/", weighing.issue_assess, name="issue-assess"),
    path("<int:pk>/<slug:step>/", steps.issue_step, name="issue-step"),
]
