from django.urls import path

from register.views import asking, exports, sharing

urlpatterns = [
    path("", sharing.sharing_list, name="sharing-list"),
    path("eksport.<slug:ending>", exports.experience_export, name="sharing-export"),
    path("verktoy/", sharing.tool_list, name="tool-list"),
    path("verktoy/del/", sharing.tool_new, name="tool-new"),
    path("verktoy/<int:pk>/", sharing.tool_detail, name="tool-detail"),
    path("verktoy/<int:pk>/vi-bruker-dette/", sharing.tool_adopt, name="tool-adopt"),
    path("kompetanse/", sharing.competence_list, name="competence-list"),
    path("kompetanse/<int:pk>/", sharing.competence_detail, name="competence-detail"),
    path("kompetanse/<slug:what>/", sharing.competence_new, name="competence-new"),
    path("ressurspersoner/", asking.resource_list, name="resource-list"),
    path("ressurspersoner/meg/", asking.resource_new, name="resource-new"),
    path("ressurspersoner/<int:pk>/", asking.resource_detail, name="resourceperson-detail"),
    path("ressurspersoner/<int:pk>/spor/", asking.resource_ask, name="resource-ask"),
    path("sporsmal/", asking.question_list, name="question-list"),
    path("sporsmal/<int:pk>/", asking.question_detail, name="question-detail"),
    path("sporsmal/<int:pk>/trekk/", asking.question_withdraw, name="question-withdraw"),
]
