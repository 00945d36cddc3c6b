"""Reading people in from files, and taking lists away."""

from __future__ import annotations

from django.urls import path

from gatepost.web.views import imports, lists

urlpatterns = [
    path("imports/", imports.imports, name="imports"),
    path("imports/<uuid:upload>/columns/", imports.columns, name="import_columns"),
    path("imports/<uuid:upload>/", imports.changes, name="import_changes"),
    path("imports/<uuid:upload>/drop/", imports.drop, name="drop_import"),
    path("imports/mappings/<int:mapping>/delete/", imports.delete_mapping, name="delete_mapping"),
    path("lists/", lists.lists, name="lists"),
    path("lists/<slug:name>.csv", lists.taken, name="take_list"),
]
