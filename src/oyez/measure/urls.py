"""Where numbers are explored."""

from django.urls import path

from oyez.measure import views

app_name = "measure"
urlpatterns = [
    path("explore/", views.explore, name="explore"),
    path("explore/formulas/", views.formulas, name="formulas"),
]
