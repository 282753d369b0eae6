from django.urls import path

from register.views import exports, sharing

urlpatterns = [
    path("", sharing.sharing_list, name="sharing-list"),
    path("eksport.<slug:ending>", exports.experience_export, name="sharing-export"),
    path("verktoy/", sharing.tool_list, name="tool-list"),
    path("verktoy/del/", sharing.tool_new, name="tool-new"),
    path("verktoy/<int:pk>/", sharing.tool_detail, name="tool-detail"),
    path("verktoy/<int:pk>/vi-bruker-dette/", sharing.tool_adopt, name="tool-adopt"),
    path("kompetanse/", sharing.competence_list, name="competence-list"),
    path("kompetanse/<slug:what>/", sharing.competence_new, name="competence-new"),
    path("ressurspersoner/", sharing.resource_list, name="resource-list"),
    path("ressurspersoner/meg/", sharing.resource_new, name="resource-new"),
]
