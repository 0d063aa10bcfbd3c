"""What each document says: pure functions from what is known on a day to a story; the kit draws it."""
