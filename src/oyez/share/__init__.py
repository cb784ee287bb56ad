"""Share: each role's page, the account matrix, people and accounts, findings, the health of the house."""
