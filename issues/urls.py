from django.urls import path

from issues.views import detail, listing, needs, raising, second_line, steps, weighing

urlpatterns = [
    path("", listing.issue_list, name="issue-list"),
    path("meld-inn/", raising.issue_raise, name="issue-raise"),
    path("lignende/", raising.issue_similar, name="issue-similar"),
    path("<int:pk>/", detail.issue_detail, name="issue-detail"),
    path("<int:pk>/gjelder-oss-ogsa/", detail.issue_endorse, name="issue-endorse"),
    path("<int:pk>/vurder/", weighing.issue_assess, name="issue-assess"),
    path("behov/", needs.need_loop, name="need-loop"),
    path("<int:pk>/prosjekter/", needs.need_link, name="need-link"),
    path("koblinger/<int:pk>/avslutt/", needs.need_unlink, name="need-unlink"),
    path("<int:pk>/bidra/", needs.need_respond, name="need-respond"),
    path("bidrag/<int:pk>/", needs.response_detail, name="needresponse-detail"),
    path("<int:pk>/forstelinje/", second_line.first_line, name="first-line"),
    path("<int:pk>/<slug:step>/", steps.issue_step, name="issue-step"),
]
