"""Stories of one long affair."""
