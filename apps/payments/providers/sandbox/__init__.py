"""A payment provider that needs no contract: our side here, the bank's side under `bank/`."""
