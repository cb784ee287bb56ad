"""What stands beside the questions in Qualtrics' files of answers."""

ROLES: dict[str, tuple[str, ...]] = {
    "id": ("ResponseId", "ResponseID", "_recordId", "V1"),
    "occurred": ("RecordedDate", "EndDate", "V9"),
    "sent": (),
    "email": ("RecipientEmail",),
    "crm": ("ExternalReference", "ExternalDataReference"),
    "first": ("RecipientFirstName",),
    "last": ("RecipientLastName",),
    "channel": ("DistributionChannel",),
    "language": ("UserLanguage",),
    "kept": ("Status",),
}
KNOWN = {
    r"StartDate|EndDate|V8": "when somebody began; only the end is kept",
    r"Status|V7|Finished|V10|Progress|Duration \(in seconds\)": "how far somebody came and how long it took",
    r"IPAddress|V6|LocationLatitude|LocationLongitude": "where somebody sat: never taken",
    r".*_NPS_GROUP": "computed from the answer",
    r".*_DO(_.*)?|BL_.*|FL_.*_DO.*": "the order in which things were shown",
    r".*_(First Click|Last Click|Page Submit|Click Count)": "times and clicks on a page",
    r"ResponseSet|V2|SC\d+|SC_.*": "bookkeeping and computed points",
    r"Q_.*|.*(_|- )(Topics|Parent Topics|Sentiment.*)": "added by the other tool",
    r".*_(Browser|Version|Operating System|Resolution)": "which browser somebody had",
}
EMPTY = ("-99",)
