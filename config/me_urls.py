from django.urls import path

from config import me_views

urlpatterns = [
    path("", me_views.me, name="me"),
    path("to-trinn/", me_views.second_factor, name="second-factor"),
    path("alt-om-meg.json", me_views.my_data, name="my-data"),
    path("ga-ut/", me_views.me_leave, name="me-leave"),
    path("slett/", me_views.me_erase, name="me-erase"),
]
