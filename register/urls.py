from django.urls import path

from register.views import compare, experiences, projects

urlpatterns = [
    path("", projects.project_list, name="project-list"),
    path("ny/", projects.project_new, name="project-new"),
    path("sammenlign/", compare.project_compare, name="project-compare"),
    path("sammenlign.csv", compare.project_compare_csv, name="project-compare-csv"),
    path("erfaringer/<int:pk>/", experiences.experience_detail, name="experience-detail"),
    path("erfaringer/<int:pk>/rett/", experiences.experience_correct, name="experience-correct"),
    path("erfaringer/<int:pk>/vi-brukte-dette/", experiences.experience_use, name="experience-use"),
    path("<int:pk>/", projects.project_detail, name="project-detail"),
    path("<int:pk>/rediger/", projects.project_edit, name="project-edit"),
    path("<int:pk>/erfaring/<slug:kind>/", experiences.experience_new, name="experience-new"),
]
