"""Writes of the catalogue; `products.save_products` is the door that imports, seeds and screens use."""
