"""What the law asks for."""
