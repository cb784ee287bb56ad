"""Where surveys are."""

from django.urls import path

from oyez.surveys.views import (
    asking,
    building,
    commenting,
    leaving,
    listing,
    previewing,
    public,
    publishing,
    setting,
    testing,
    translating,
    writing,
)

app_name = "surveys"
urlpatterns = [
    path("surveys/", listing.surveys, name="surveys"),
    path("surveys/new/", listing.new_survey, name="new"),
    path("surveys/<slug:survey>/", building.builder, name="builder"),
    path("surveys/<slug:survey>/add/", building.add_question, name="add_question"),
    path("surveys/<slug:survey>/arrange/", building.arrange, name="arrange"),
    path("surveys/<slug:survey>/undo/", building.undo, name="undo"),
    path("surveys/<slug:survey>/redo/", building.redo, name="redo"),
    path("surveys/<slug:survey>/questions/<slug:question>/", asking.question, name="question"),
    path("surveys/<slug:survey>/settings/", setting.settings, name="settings"),
    path("surveys/<slug:survey>/yaml/", writing.yaml, name="yaml"),
    path("surveys/<slug:survey>/preview/", previewing.preview, name="preview"),
    path("surveys/<slug:survey>/preview/page/", previewing.preview_page, name="preview_page"),
    path("surveys/<slug:survey>/test/", previewing.send_test, name="send_test"),
    path("surveys/<slug:survey>/translations/", translating.translations, name="translations"),
    path("surveys/<slug:survey>/translations/<str:language>/", translating.file, name="translation_file"),
    path("surveys/<slug:survey>/versions/", publishing.versions, name="versions"),
    path("surveys/<slug:survey>/publish/", publishing.publish, name="publish"),
    path("surveys/<slug:survey>/state/", publishing.set_state, name="set_state"),
    path("surveys/<slug:survey>/comments/", commenting.comments, name="comments"),
    path("surveys/<slug:survey>/comments/link/", commenting.invite, name="invite_to_comment"),
    path("surveys/<slug:survey>/comments/<int:comment>/settle/", commenting.settle, name="settle_comment"),
    path("s/draft/<str:token>/", commenting.draft, name="draft"),
    path("s/i/<str:token>/", public.invited, name="invited"),
    path("s/i/<str:token>/about/", leaving.about, name="about"),
    path("s/i/<str:token>/wrong/", leaving.wrong, name="wrong"),
    path("s/i/<str:token>/stop/", leaving.stop, name="stop"),
    path("s/i/<str:token>/one-click/", leaving.one_click, name="one_click"),
    path("s/r/<str:name>/end/", public.end, name="end"),
    path("s/r/<str:name>/<int:page>/", public.page, name="page"),
    path("s/test/<str:token>/", testing.tested, name="tested"),
    path("s/<slug:key>/", public.open_to_all, name="open"),
]  # fmt: skip
