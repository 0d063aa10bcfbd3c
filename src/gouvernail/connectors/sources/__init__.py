"""Connected sources: what reads the tools people run, whatever the product; ``catalogue`` holds the products."""
