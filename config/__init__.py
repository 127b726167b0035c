"""How the product is put together and run: settings, addresses, processes. No app imports from here."""
