"""Tables of one question by others, from answers that were narrowed already: shares, letters, association."""
