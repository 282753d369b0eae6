from django.urls import path

from register.views import experiences, imports, projects

urlpatterns = [
    path("", projects.project_list, name="project-list"),
    path("ny/", projects.project_new, name="project-new"),
    path("eksport.<slug:ending>", imports.project_export, name="project-export"),
    path("import/", imports.import_list, name="import-list"),
    path("import/<int:pk>/", imports.import_detail, name="import-detail"),
    path("import/<int:pk>/kolonner/", imports.import_columns, name="import-columns"),
    path("import/<int:pk>/hent-inn/", imports.import_confirm, name="import-confirm"),
    path("import/<int:pk>/utelatt.csv", imports.import_refused, name="import-refused"),
    path("erfaringer/<int:pk>/", experiences.experience_detail, name="experience-detail"),
    path("<int:pk>/", projects.project_detail, name="project-detail"),
    path("<int:pk>/rediger/", projects.project_edit, name="project-edit"),
    path("<int:pk>/erfaring/<slug:kind>/", experiences.experience_new, name="experience-new"),
]
