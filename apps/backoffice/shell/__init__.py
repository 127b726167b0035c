"""What every section of the back office stands on: who may come in, the menu, lists, live updates."""
