"""Local public finance as plain computations: dated rates, FCTVA, aids, AP/CP, depreciation, controls of a PPI."""
