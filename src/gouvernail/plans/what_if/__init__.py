"""What-ifs: hypotheses on budgets, posts and dates, the plan they lead to, and what a person does of it."""
