from django.urls import path

from guidance import views

urlpatterns = [
    path("", views.guidance, name="guidance"),
    path("nytt/", views.entry_new, name="entry-new"),
    path("regelverk/<int:pk>/", views.regulation_detail, name="regulation-detail"),
    path("<int:pk>/", views.entry_detail, name="entry-detail"),
    path("<int:pk>/se-over/", views.entry_review, name="entry-review"),
    path("<int:pk>/ta-ned/", views.entry_take_down, name="entry-take-down"),
    path("<int:pk>/kilde/", views.entry_source, name="entry-source"),
    path("<int:pk>/virker-ikke/", views.entry_dead_link, name="entry-dead-link"),
]
