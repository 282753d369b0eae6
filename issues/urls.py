from django.urls import path

from issues import views

urlpatterns = [
    path("", views.issue_list, name="issue-list"),
    path("meld-inn/", views.issue_raise, name="issue-raise"),
    path("lignende/", views.issue_similar, name="issue-similar"),
    path("<int:pk>/", views.issue_detail, name="issue-detail"),
    path("<int:pk>/gjelder-oss-ogsa/", views.issue_endorse, name="issue-endorse"),
    path("<int:pk>/vurder/", views.issue_assess, name="issue-assess"),
    path("<int:pk>/<slug:step>/", views.issue_step, name="issue-step"),
]
