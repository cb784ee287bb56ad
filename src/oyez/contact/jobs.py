"""What the worker does for the contact rules: read the journal on, find out whose something was, fetch the mail."""

from oyez.contact import polling
from oyez.contact.changes.knowing import know
from oyez.contact.changes.recognising import are_there_new, recognise_strangers
from oyez.journal.readers import Reader, register
from oyez.kit import worker

register(Reader("contact", know, batch=500))
worker.STEPS.add("contact-persons", worker.Step("contact-persons", are_there_new, recognise_strangers))
worker.STEPS.add(polling.STEP, worker.Step(polling.STEP, polling.is_due, polling.poll))
