"""One module per format. A reader knows its columns and makes drafts; it touches no database."""
