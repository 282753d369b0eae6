from django.urls import path

from issues.views import anonymising, detail, listing, raising, steps, weighing

urlpatterns = [
    path("", listing.issue_list, name="issue-list"),
    path("meld-inn/", raising.issue_raise, name="issue-raise"),
    path("lignende/", raising.issue_similar, name="issue-similar"),
    path("utkast/", raising.draft_save, name="issue-draft"),
    path("utkast/slett/", raising.draft_erase, name="issue-draft-erase"),
    path("anonymiserte/", anonymising.anonymised_list, name="anonymised-list"),
    path("anonymiserte/<int:pk>/", anonymising.anonymised_detail, name="anonymised-detail"),
    path("anonymiserte/<int:pk>/vis/", anonymising.anonymised_show, name="anonymised-show"),
    path("<int:pk>/anonymiser/", anonymising.issue_anonymise, name="issue-anonymise"),
    path("<int:pk>/star-bak/", anonymising.issue_back, name="issue-back"),
    path("<int:pk>/", detail.issue_detail, name="issue-detail"),
    path("<int:pk>/gjelder-oss-ogsa/", detail.issue_endorse, name="issue-endorse"),
    path("<int:pk>/vurder/", weighing.issue_assess, name="issue-assess"),
    path("<int:pk>/<slug:step>/", steps.issue_step, name="issue-step"),
]
