"""Where numbers are explored."""

from django.urls import path

from oyez.measure import views
from oyez.measure.analyses import views as analyses
from oyez.measure.crosstabs import views as crosstabs
from oyez.measure.definitions import views as definitions
from oyez.measure.drivers import views as drivers
from oyez.measure.questions import views as questions
from oyez.measure.rows import views as rows
from oyez.measure.segmenting import views as segmenting
from oyez.measure.watching import views as watching
from oyez.measure.yardsticks import views as yardsticks

app_name = "measure"
DEFINITION = "definitions/<slug:definition_kind>/<slug:definition_key>"
urlpatterns = [
    path("explore/", views.explore, name="explore"),
    path("explore/rows/", rows.take, name="take_rows"),
    path("explore/formulas/", views.formulas, name="formulas"),
    path("benchmarks/", yardsticks.page, name="benchmarks"),
    path("benchmarks/enter/", yardsticks.enter, name="enter_benchmark"),
    path("benchmarks/index/", yardsticks.weigh, name="set_index"),
    path("benchmarks/<int:benchmark>/remove/", yardsticks.remove, name="remove_benchmark"),
    path("analyses/", analyses.page, name="analyses"),
    path("analyses/save/", analyses.save, name="save_analysis"),
    path("analyses/<slug:analysis_key>/", analyses.open_one, name="open_analysis"),
    path("analyses/<slug:analysis_key>/share/", analyses.share, name="share_analysis"),
    path("analyses/<slug:analysis_key>/note/", analyses.note, name="note_analysis"),
    path("analyses/<slug:analysis_key>/remove/", analyses.remove, name="remove_analysis"),
    path("crosstab/", crosstabs.page, name="crosstab"),
    path("questions/", questions.page, name="questions"),
    path("drivers/", drivers.page, name="drivers"),
    path("segments/", segmenting.page, name="segments"),
    path("segments/<slug:segment_key>/", segmenting.one, name="segment"),
    path("definitions/", definitions.page, name="definitions"),
    path("definitions/new/<slug:definition_kind>/", definitions.new, name="new_definition"),
    path(f"{DEFINITION}/", definitions.one, name="definition"),
    path(f"{DEFINITION}/restore/", definitions.restore, name="restore_definition"),
    path(f"{DEFINITION}/withdraw/", definitions.withdraw, name="withdraw_definition"),
    path("changes/", watching.page, name="changes"),
    path("changes/chart/", watching.one, name="change"),
    path("changes/chart/restart/", watching.restart, name="restart_chart"),
]
