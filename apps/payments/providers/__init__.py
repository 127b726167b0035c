"""Those who move money for us. A provider is one module here and one line in settings."""
