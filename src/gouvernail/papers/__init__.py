"""Files that people attach: taken in after a look at what they really are, kept with their fingerprint, handed out."""
