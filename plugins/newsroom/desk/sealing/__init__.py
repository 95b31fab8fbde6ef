"""Stories that nobody can read before their hour, though the repository is public."""
