from django.urls import path

from issues.views import detail, listing, measures, raising, steps, talk, weighing

urlpatterns = [
    path("", listing.issue_list, name="issue-list"),
    path("meld-inn/", raising.issue_raise, name="issue-raise"),
    path("lignende/", raising.issue_similar, name="issue-similar"),
    path("normative-svar/", talk.answer_list, name="answer-list"),
    path("fra-utlandet/", talk.abroad_list, name="abroad-list"),
    path("fra-utlandet/<int:pk>/", talk.abroad_detail, name="abroad-detail"),
    path("kommentar/<int:pk>/", talk.comment_detail, name="comment-detail"),
    path("kommentar/<int:pk>/svar/", talk.comment_reply, name="comment-reply"),
    path("kommentar/<int:pk>/rett/", talk.comment_edit, name="comment-edit"),
    path("kommentar/<int:pk>/trekk/", talk.comment_withdraw, name="comment-withdraw"),
    path("tiltak/", measures.measure_list, name="measure-list"),
    path("tiltak/nytt/", measures.measure_new, name="measure-new"),
    path("tiltak/<int:pk>/", measures.measure_detail, name="measure-detail"),
    path("tiltak/<int:pk>/<slug:step>/", measures.measure_step, name="measure-step"),
    path("<int:pk>/", detail.issue_detail, name="issue-detail"),
    path("<int:pk>/gjelder-oss-ogsa/", detail.issue_endorse, name="issue-endorse"),
    path("<int:pk>/vurder/", weighing.issue_assess, name="issue-assess"),
    path("<int:pk>/kommenter/", talk.issue_comment, name="issue-comment"),
    path("<int:pk>/navn/", talk.issue_names, name="issue-names"),
    path("<int:pk>/folg/", talk.issue_follow, name="issue-follow"),
    path("<int:pk>/utlandet/", talk.issue_abroad, name="issue-abroad"),
    path("<int:pk>/<slug:step>/", steps.issue_step, name="issue-step"),
]
