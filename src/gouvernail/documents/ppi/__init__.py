"""The documents of a plan of investment: seen on screen, sent as files, offered on its pages."""
