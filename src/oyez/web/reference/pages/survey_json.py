"""The JSON in which surveys are exported."""

import json

from oyez.surveys.core.portable import export_json, schema
from oyez.surveys.core.reading import definition
from oyez.web.reference import PAGES

EXAMPLE = """
survey: after_a_visit
title: After a visit
kind: transactional
mode: identified
questions:
- {id: nps, type: nps, text: How likely are you to recommend us?}
- {id: why, type: long, text: What happened?, when: nps <= 6}
"""


def page() -> str:
    return f"""
# Surveys as JSON

`oyez survey export KEY` writes a survey in this format, and `oyez survey import FILE` reads it back to the same value.
A text is an object with one entry a language. What is not said has its default: an empty text, an empty list, `false`.
The meaning of each setting is that of the survey's YAML; `when`, `audience`, `calculated` and quotas hold conditions
such as `nps <= 6 and "late" in causes`.

```json
{export_json(definition(EXAMPLE)).strip()}
```

A higher `version` will only come with a change that older programs would misread; further settings may be added within
version 1.

## JSON Schema

```json
{json.dumps(schema(), indent=2, ensure_ascii=False)}
```
"""


PAGES.add("survey-json", page)
