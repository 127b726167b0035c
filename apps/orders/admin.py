"""Orders are worked on in the back office; auditors read their ledger here."""
