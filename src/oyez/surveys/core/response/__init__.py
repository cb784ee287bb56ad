"""Who answered and who did not: what became of invitations, where people left, early answers and late ones."""
