"""The plan of investment as a written document, in the form of document 001: situation, audit, proposal."""
