"""One folder a product: ``connector.py`` says what it offers, ``client.py`` asks it, ``mapping.py`` understands it."""
