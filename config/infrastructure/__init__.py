"""What the database must hold for the platform itself: the message queues and the shared cache."""
