"""Where numbers are explored."""

from django.urls import path

from oyez.measure import views
from oyez.measure.drivers import views as drivers
from oyez.measure.watching import views as watching

app_name = "measure"
urlpatterns = [
    path("explore/", views.explore, name="explore"),
    path("explore/formulas/", views.formulas, name="formulas"),
    path("drivers/", drivers.page, name="drivers"),
    path("changes/", watching.page, name="changes"),
    path("changes/chart/", watching.one, name="change"),
]
