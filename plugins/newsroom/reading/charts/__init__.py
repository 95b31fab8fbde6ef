"""Charts: a CSV becomes a drawing that fits every width, with the table behind it."""
