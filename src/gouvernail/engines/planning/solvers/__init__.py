"""One door to the solvers: each module turns the model into one library's form and answers with an ``Answer``."""
