"""A wave through real mail: the mail server, what people's mail programs send back, their browsers, and the house."""
