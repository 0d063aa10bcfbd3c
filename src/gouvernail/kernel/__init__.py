"""Values every room shares: dates, periods, amounts, numbers, identifiers, text. Knows no other room, nor Django."""
