from __future__ import annotations

from django.urls import URLPattern, path

from canevas.evidence.observatory.views import batches, disagreements, recipes, sources, workbench

urlpatterns: list[URLPattern] = [
    path("sources/", sources.sources, name="sources"),
    path("sources/add/", sources.add, name="source-add"),
    path("sources/<slug:code>/", sources.source, name="source"),
    path("sources/<slug:code>/edit/", sources.edit, name="source-edit"),
    path("sources/<slug:code>/agree/", sources.agree, name="source-agree"),
    path("sources/<slug:code>/bring/", workbench.bring, name="source-bring"),
    path("agreements/<uuid:uid>/end/", sources.end_agreement, name="agreement-end"),
    path("workbench/<uuid:uid>/", workbench.workbench, name="workbench"),
    path("workbench/<uuid:uid>/act/", workbench.act, name="workbench-act"),
    path("workbench/<uuid:uid>/rejects.csv", workbench.rejects, name="workbench-rejects"),
    path("batches/<uuid:uid>/", batches.batch, name="batch"),
    path("batches/<uuid:uid>/withdraw/", batches.withdraw, name="batch-withdraw"),
    path("batches/<uuid:uid>/cells/", batches.cells, name="batch-cells"),
    path("batches/<uuid:uid>/rejects.csv", batches.rejects, name="batch-rejects"),
    path("recipes/<slug:name>/", recipes.recipe, name="recipe"),
    path("recipes/<slug:name>/<int:number>.yaml", recipes.recipe_file, name="recipe-file"),
    path("disagreements/", disagreements.disagreements, name="disagreements"),
    path("disagreements/<uuid:uid>/explain/", disagreements.explain, name="disagreement-explain"),
]
