"""Settings by concern (base, oscar, celery, logging) and by place (local, test, production)."""
