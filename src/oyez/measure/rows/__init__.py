"""Single answers of identified persons to take along, under pseudonyms."""
