from django.urls import path

from register.views import experiences, projects

urlpatterns = [
    path("", projects.project_list, name="project-list"),
    path("ny/", projects.project_new, name="project-new"),
    path("erfaringer/<int:pk>/", experiences.experience_detail, name="experience-detail"),
    path("<int:pk>/", projects.project_detail, name="project-detail"),
    path("<int:pk>/rediger/", projects.project_edit, name="project-edit"),
    path("<int:pk>/erfaring/<slug:kind>/", experiences.experience_new, name="experience-new"),
]
