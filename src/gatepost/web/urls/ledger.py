"""What was done, and its proofs."""

from __future__ import annotations

from django.urls import path

from gatepost.web.views import erasing, ledger

urlpatterns = [
    path("ledger/", ledger.page, name="ledger"),
    path("ledger/own/", ledger.own, name="own_doings"),
    path("ledger/own/<int:number>/", ledger.own_entry, name="own_ledger_entry"),
    path("ledger/own/<int:number>/proof/", ledger.own_proof, name="own_ledger_proof"),
    path("ledger/verify/", ledger.verify, name="verify_ledger"),
    path("ledger/checkpoint/", ledger.checkpoint, name="ledger_checkpoint"),
    path("ledger/export/", ledger.export, name="export_ledger"),
    path("ledger/<int:number>/", ledger.entry, name="ledger_entry"),
    path("ledger/<int:number>/proof/", ledger.proof, name="ledger_proof"),
    path("people/<uuid:person>/erase/", erasing.erase, name="erase_person"),
]
