from django.urls import path

from escalation.views import cases, changes, gaps, journal, papers, plan, referrals, together

urlpatterns = [
    path("", cases.escalation_list, name="escalation-list"),
    path("foresla/<int:issue_pk>/", cases.escalation_propose, name="escalation-propose"),
    path("ko/", referrals.referral_list, name="referral-list"),
    path("etterspurt/", gaps.gap_list, name="gap-list"),
    path("journal/", journal.journal, name="journal"),
    path("journal.csv", journal.journal_csv, name="journal-csv"),
    path("papir/<str:code>/", papers.paper_link, name="paper-link"),
    path("ansvar/", referrals.clarification_list, name="clarification-list"),
    path("ansvar/<int:pk>/", referrals.clarification_detail, name="clarification-detail"),
    path("hva-det-forte-til/", changes.change_list, name="change-list"),
    path("hva-det-forte-til/ny/", changes.change_new, name="change-new"),
    path("hva-det-forte-til/<int:pk>/", changes.change_detail, name="change-detail"),
    path("hva-det-forte-til/<int:pk>/<step:step>/", changes.change_step, name="change-step"),
    path("hos-mottaker/<int:pk>/", referrals.referral_detail, name="referral-detail"),
    path("hos-mottaker/<int:pk>/sakspapir/", papers.referral_paper, name="referral-paper"),
    path("hos-mottaker/<int:pk>/sakspapir.pdf", papers.referral_paper_pdf, name="referral-paper-pdf"),
    path("hos-mottaker/<int:pk>/sakspapir.docx", papers.referral_paper_docx, name="referral-paper-docx"),
    path("hos-mottaker/<int:pk>/innspill/", referrals.referral_input, name="referral-input"),
    path("hos-mottaker/<int:pk>/<step:step>/", referrals.referral_step, name="referral-step"),
    path("plan/<int:body_pk>/ny-milepael/", plan.milestone_new, name="milestone-new"),
    path("milepael/<int:pk>/", plan.milestone_detail, name="milestone-detail"),
    path("milepael/<int:pk>/lukk/", plan.milestone_close, name="milestone-close"),
    path("milepael/<int:pk>/beslutt/", plan.milestone_decide, name="milestone-decide"),
    path("felles-svar/<int:pk>/", together.joint_answer, name="joint-answer"),
    path("<int:pk>/", cases.escalation_detail, name="escalation-detail"),
    path("<int:pk>/tilbakemelding/", cases.escalation_verdict, name="escalation-verdict"),
    path("<int:pk>/<step:step>/", cases.escalation_step, name="escalation-step"),
]
