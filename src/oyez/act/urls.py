"""Where cases, triggers, goals and initiatives are."""

from django.urls import path

from oyez.act import views

app_name = "act"
urlpatterns = [
    path("cases/", views.cases, name="cases"),
    path("cases/open/", views.open_by_hand, name="open"),
    path("cases/<str:number>/", views.case, name="case"),
    path("cases/<str:number>/take/", views.take, name="take"),
    path("cases/<str:number>/answer/", views.answer, name="answer"),
    path("cases/<str:number>/note/", views.note, name="note"),
    path("cases/<str:number>/refer/", views.refer, name="refer"),
    path("cases/<str:number>/refer-upward/", views.refer_upward, name="refer_upward"),
    path("cases/<str:number>/cause/", views.set_cause, name="set_cause"),
    path("cases/<str:number>/close/", views.close, name="close"),
    path("cases/<str:number>/reopen/", views.reopen, name="reopen"),
    path("triggers/", views.triggers, name="triggers"),
    path("triggers/new/", views.new_trigger, name="new_trigger"),
    path("triggers/offered/<slug:key>/", views.add_offered, name="add_offered"),
    path("triggers/<slug:key>/", views.trigger, name="trigger"),
    path("triggers/<slug:key>/switch/", views.switch_trigger, name="switch_trigger"),
    path("triggers/<slug:key>/upward/", views.upward, name="upward"),
    path("triggers/<slug:key>/estimate/", views.estimate, name="estimate"),
    path("goals/", views.goals, name="goals"),
    path("goals/new/", views.new_goal, name="new_goal"),
    path("goals/expect/", views.new_expectation, name="new_expectation"),
    path("goals/<slug:key>/withdraw/", views.withdraw_goal, name="withdraw_goal"),
    path("initiatives/", views.initiatives, name="initiatives"),
    path("initiatives/new/", views.new_initiative, name="new_initiative"),
    path("initiatives/<slug:key>/", views.initiative, name="initiative"),
    path("initiatives/<slug:key>/cost/", views.note_cost, name="note_cost"),
    path("initiatives/<slug:key>/withdraw/", views.withdraw_initiative, name="withdraw_initiative"),
    path("root-causes/", views.causes, name="causes"),
    path("root-causes/<str:key>/switch/", views.switch_cause, name="switch_cause"),
]
