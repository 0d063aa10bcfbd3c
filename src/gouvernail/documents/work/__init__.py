"""Documents that take time: drawn beside the pages, followed on a page, stopped on demand."""
