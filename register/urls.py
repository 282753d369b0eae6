from django.urls import path

from register import views

urlpatterns = [
    path("", views.project_list, name="project-list"),
    path("ny/", views.project_new, name="project-new"),
    path("erfaringer/<int:pk>/", views.experience_detail, name="experience-detail"),
    path("<int:pk>/", views.project_detail, name="project-detail"),
    path("<int:pk>/rediger/", views.project_edit, name="project-edit"),
    path("<int:pk>/erfaring/<slug:kind>/", views.experience_new, name="experience-new"),
]
