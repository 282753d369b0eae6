from django.urls import path

from register.views import experiences, facts, products, projects, public, upkeep

urlpatterns = [
    path("", projects.project_list, name="project-list"),
    path("ny/", projects.project_new, name="project-new"),
    path("lignende/", products.project_similar, name="project-similar"),
    path("mangler/", products.report_missing, name="report-missing"),
    path("plikt/<int:pk>/", products.report_duty, name="report-duty"),
    path("produkter/<int:pk>/", products.product_detail, name="product-detail"),
    path("apne/", public.public_list, name="public-list"),
    path("apne/atom.xml", public.project_feed, name="public-feed"),
    path("apne/<int:pk>/", public.public_detail, name="public-detail"),
    path("bekreft/<str:code>/", upkeep.project_still_true, name="project-still-true"),
    path("feil/<int:pk>/", upkeep.error_answer, name="error-answer"),
    path("erfaringer/<int:pk>/", experiences.experience_detail, name="experience-detail"),
    path("<int:pk>/", projects.project_detail, name="project-detail"),
    path("<int:pk>/rediger/", projects.project_edit, name="project-edit"),
    path("<int:pk>/synlig/", facts.project_reach, name="project-reach"),
    path("<int:pk>/bekreft/", upkeep.project_confirm, name="project-confirm"),
    path("<int:pk>/ny-kontakt/", upkeep.project_hand_over, name="project-hand-over"),
    path("<int:pk>/feil/", upkeep.error_new, name="error-new"),
    path("<int:pk>/versjoner/", upkeep.project_versions, name="project-versions"),
    path("<int:pk>/bli-med/", facts.project_join, name="project-join"),
    path("<int:pk>/parter/", facts.project_party_new, name="project-party-new"),
    path("<int:pk>/parter/<int:party>/avslutt/", facts.project_party_end, name="project-party-end"),
    path("<int:pk>/data/", facts.project_access_new, name="project-access-new"),
    path("<int:pk>/sjekkliste/<slug:kind>/", facts.project_approval, name="project-approval"),
    path("<int:pk>/nye-metoder/", facts.project_boundary, name="project-boundary"),
    path("<int:pk>/ring/", facts.project_calls, name="project-calls"),
    path("<int:pk>/erfaring/<slug:kind>/", experiences.experience_new, name="experience-new"),
]
