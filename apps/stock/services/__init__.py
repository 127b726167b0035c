"""The writers of stock: each module holds one family of verbs, all of them lock levels first."""
