from django.urls import path

from escalation import views

urlpatterns = [
    path("", views.escalation_list, name="escalation-list"),
    path("foresla/<int:issue_pk>/", views.escalation_propose, name="escalation-propose"),
    path("<int:pk>/", views.escalation_detail, name="escalation-detail"),
    path("<int:pk>/tilbakemelding/", views.escalation_verdict, name="escalation-verdict"),
    path("<int:pk>/<slug:step>/", views.escalation_step, name="escalation-step"),
    path("hos-mottaker/<int:pk>/", views.referral_detail, name="referral-detail"),
    path("hos-mottaker/<int:pk>/<slug:step>/", views.referral_step, name="referral-step"),
]
