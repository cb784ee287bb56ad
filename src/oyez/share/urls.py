"""Where the pages of the room are."""

from django.urls import path

from oyez.share.views import accounts, findings, health, people, steps

app_name = "share"
urlpatterns = [
    path("account/", accounts.accounts, name="accounts"),
    path("account/<str:key>/", accounts.account, name="account"),
    path("account/<str:key>/step/", steps.plan, name="plan_step"),
    path("account/<str:key>/outcome/", steps.outcome, name="tell_outcome"),
    path("people/", people.people, name="people"),
    path("people/<int:person_id>/", people.person, name="person"),
    path("people/<int:person_id>/reveal/", people.reveal, name="reveal"),
    path("people/<int:person_id>/note/", people.note, name="note"),
    path("people/<int:person_id>/kept/", people.kept, name="kept"),
    path("people/<int:person_id>/join/", people.join, name="join"),
    path("people/<int:person_id>/part/<int:absorbed_id>/", people.part, name="part"),
    path("people/<int:person_id>/export/", people.export, name="export"),
    path("findings/", findings.findings, name="findings"),
    path("lag/", health.health, name="health"),
    path("lag/replay/<int:parked_id>/", health.replay, name="replay"),
]
