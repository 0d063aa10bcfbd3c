"""The annex of the authorisations of programme and of their payment credits (AP/CP)."""
