"""Where the pages of the company are."""

from django.urls import path

from oyez.company import views

app_name = "company"
urlpatterns = [
    path("link/<str:secret>/", views.sign_in_link, name="link"),
    path("invitation/<str:secret>/", views.invitation, name="invitation"),
    path("role/", views.switch_role, name="switch_role"),
    path("members/", views.members, name="members"),
    path("members/<int:member_id>/", views.member, name="member"),
    path("members/<int:member_id>/grant/", views.grant, name="grant"),
    path("members/<int:member_id>/revoke/<int:grant_id>/", views.revoke, name="revoke"),
    path("members/<int:member_id>/active/", views.set_active, name="set_active"),
    path("keys/", views.keys, name="keys"),
    path("keys/<int:key_id>/revoke/", views.revoke_key, name="revoke_key"),
    path("units/", views.units, name="units"),
    path("units/new/", views.new_unit, name="new_unit"),
    path("units/<str:key>/", views.unit, name="unit"),
    path("touchpoints/new/", views.new_touchpoint, name="new_touchpoint"),
    path("touchpoints/<str:key>/", views.touchpoint, name="touchpoint"),
    path("audit/", views.audit, name="audit"),
]
