"""The contact rules as they are until a company writes its own."""
