"""Where imports and rejected rows are."""

from django.urls import path

from oyez.collect.views import imports, rejected

app_name = "collect"
urlpatterns = [
    path("imports/", imports.imports, name="imports"),
    path("imports/<int:run_id>/", imports.one, name="import"),
    path("imports/<int:run_id>/progress/", imports.progress, name="progress"),
    path("imports/<int:run_id>/choose/", imports.choose, name="choose"),
    path("imports/<int:run_id>/foresee/", imports.foresee, name="foresee"),
    path("imports/<int:run_id>/start/", imports.start, name="start"),
    path("imports/<int:run_id>/pause/", imports.pause, name="pause"),
    path("imports/<int:run_id>/go-on/", imports.go_on, name="go_on"),
    path("imports/<int:run_id>/replay/", imports.replay, name="replay_rows"),
    path("imports/<int:run_id>/remove/", imports.remove, name="remove"),
    path("imports/<int:run_id>/rejected.csv", rejected.download, name="download"),
    path("rejected/", rejected.rejected, name="rejected"),
    path("rejected/<int:rejected_id>/", rejected.row, name="row"),
    path("rejected/<int:rejected_id>/discard/", rejected.discard, name="discard"),
]
