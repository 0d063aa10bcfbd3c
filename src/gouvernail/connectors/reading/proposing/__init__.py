"""What a document proposes: lines for the registers, each with its place, its text and how sure it is."""

from gouvernail.connectors.reading.proposing.parts import Mention, Part, Proposal, Said
from gouvernail.connectors.reading.proposing.propose import Reading, read_proposals

__all__ = ["Mention", "Part", "Proposal", "Reading", "Said", "read_proposals"]
