"""The whole product on one machine with one command: prepare, fill with demo data, run until Ctrl-C."""
