"""All pages: each room's own under its name, and those of the shell."""

from django.urls import include, path

from oyez.web import accounts, views
from oyez.web.api import api

urlpatterns = [
    path("", views.home, name="home"),
    path("accounts/", include(accounts.urlpatterns)),
    path("health", views.health, name="health"),
    path("api/v1/", api.urls),
]
for room in ("surveys", "share", "act", "measure", "contact", "collect", "company"):
    urlpatterns.append(path("", include((f"oyez.{room}.urls", room))))

handler400 = "oyez.web.errors.bad_request"
handler403 = "oyez.web.errors.forbidden"
handler404 = "oyez.web.errors.not_found"
handler500 = "oyez.web.errors.server_error"
