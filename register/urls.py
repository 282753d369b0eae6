from django.urls import path

from network.addresses import in_addresses
from register.views import (
    compare,
    experiences,
    exports,
    facts,
    imports,
    products,
    projects,
    public,
    upkeep,
    withdrawing,
)

KINDS = {"cost": "kostnad", "benefit": "gevinst", "infrastructure": "infrastruktur", "lesson": "laerdom"}
APPROVALS = {kind: kind for kind in ("rek", "dpia", "ros", "mdr")} | {
    "validation": "validering",
    "mini": "mini-metodevurdering",
}

in_addresses("experience", lambda: KINDS)
in_addresses("approval", lambda: APPROVALS)

urlpatterns = [
    path("", projects.project_list, name="project-list"),
    path("tidslinje/", projects.project_timeline, name="project-timeline"),
    path("tall/", projects.project_figures, name="project-figures"),
    path("tall/data/", facts.project_accesses, name="project-accesses"),
    path("ny/", projects.project_new, name="project-new"),
    path("eksport.<slug:ending>", exports.project_export, name="project-export"),
    path("filer/", exports.export_list, name="export-list"),
    path("filer/<int:pk>/", exports.export_detail, name="export-detail"),
    path("filer/<int:pk>/last-ned/", exports.export_file, name="export-file"),
    path("nye-metoder/", facts.boundary_list, name="boundary-list"),
    path("import/", imports.import_list, name="import-list"),
    path("import/<int:pk>/", imports.import_detail, name="import-detail"),
    path("import/<int:pk>/kolonner/", imports.import_columns, name="import-columns"),
    path("import/<int:pk>/hent-inn/", imports.import_confirm, name="import-confirm"),
    path("import/<int:pk>/utelatt.csv", imports.import_refused, name="import-refused"),
    path("lignende/", products.project_similar, name="project-similar"),
    path("mangler/", products.report_missing, name="report-missing"),
    path("plikt/<int:pk>/", products.report_duty, name="report-duty"),
    path("produkter/", products.product_list, name="product-list"),
    path("produkter/<int:pk>/rett/", products.product_correct, name="product-correct"),
    path("produkter/<int:pk>/", products.product_detail, name="product-detail"),
    path("apne/", public.public_list, name="public-list"),
    path("apne/atom.xml", public.project_feed, name="public-feed"),
    path("apne/<int:pk>/", public.public_detail, name="public-detail"),
    path("apne/<int:pk>/feil/", public.public_error, name="public-error"),
    path("bekreft/<str:code>/", upkeep.project_still_true, name="project-still-true"),
    path("feil/<int:pk>/", upkeep.error_answer, name="errorreport-detail"),
    path("sammenlign/", compare.project_compare, name="project-compare"),
    path("sammenlign.csv", compare.project_compare_csv, name="project-compare-csv"),
    path("erfaringer/<int:pk>/", experiences.experience_detail, name="experience-detail"),
    path("erfaringer/<int:pk>/rett/", experiences.experience_correct, name="experience-correct"),
    path("erfaringer/<int:pk>/vi-brukte-dette/", experiences.experience_use, name="experience-use"),
    path("<int:pk>/", projects.project_detail, name="project-detail"),
    path("<int:pk>/rediger/", projects.project_edit, name="project-edit"),
    path("<int:pk>/synlig/", facts.project_reach, name="project-reach"),
    path("<int:pk>/bekreft/", upkeep.project_confirm, name="project-confirm"),
    path("<int:pk>/ny-kontakt/", upkeep.project_hand_over, name="project-hand-over"),
    path("<int:pk>/trekk/", withdrawing.project_withdraw, name="project-withdraw"),
    path("<int:pk>/hent-tilbake/", withdrawing.project_put_back, name="project-put-back"),
    path("trukket/<int:pk>/", withdrawing.withdrawal_detail, name="withdrawal-detail"),
    path("<int:pk>/jeg-er-kontakt/", upkeep.project_take, name="project-take"),
    path("<int:pk>/feil/", upkeep.error_new, name="error-new"),
    path("<int:pk>/versjoner/", upkeep.project_versions, name="project-versions"),
    path("<int:pk>/bli-med/", facts.project_join, name="project-join"),
    path("<int:pk>/parter/", facts.project_party_new, name="project-party-new"),
    path("<int:pk>/parter/<int:party>/avslutt/", facts.project_party_end, name="project-party-end"),
    path("<int:pk>/data/", facts.project_access_new, name="project-access-new"),
    path("<int:pk>/data/<int:access>/", facts.project_access_edit, name="project-access-edit"),
    path("<int:pk>/sjekkliste/<approval:kind>/", facts.project_approval, name="project-approval"),
    path("<int:pk>/nye-metoder/", facts.project_boundary, name="project-boundary"),
    path("<int:pk>/ring/", facts.project_calls, name="project-calls"),
    path("<int:pk>/erfaring/<experience:kind>/", experiences.experience_new, name="experience-new"),
]
