"""Where contact rules are."""

from django.urls import path

from oyez.contact.views import accounts, calendar, hooks, people, rules, texts

app_name = "contact"
urlpatterns = [
    path("hooks/mail/<str:secret>/", hooks.mail, name="mail_hook"),
    path("hooks/sms/<str:secret>/", texts.text, name="sms_hook"),
    path("contact/rules/", rules.rules, name="rules"),
    path("contact/rules/restore/", rules.restore, name="restore_rules"),
    path("contact/calendar/", calendar.calendar, name="calendar"),
    path("contact/people/<int:person_id>/", people.why, name="why"),
    path("contact/accounts/<str:key>/", accounts.account, name="account"),
    path("contact/accounts/<str:key>/delay/", accounts.delay, name="delay"),
    path("contact/accounts/<str:key>/go-on/", accounts.end_delay, name="end_delay"),
    path("contact/accounts/<str:key>/prepare/", accounts.prepare, name="prepare"),
]
