"""Product files carried out: catalogue, prices and opening stock together, previewed by the code that applies."""
