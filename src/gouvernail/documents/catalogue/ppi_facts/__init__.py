"""What the documents of a plan of investment say, gathered once: lines, planning, money, controls, audit."""
