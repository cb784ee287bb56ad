"""A person's own words in a mail, cut from what they quote and how they sign."""
