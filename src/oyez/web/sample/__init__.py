"""Aurora, the sample company: kitchens and furniture, all of it invented from a seed."""
