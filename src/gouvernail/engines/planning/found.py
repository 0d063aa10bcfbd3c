"""What a search leaves behind."""

from __future__ import annotations

from dataclasses import dataclass, field

from gouvernail.engines.planning.incumbent import Incumbent
from gouvernail.engines.planning.solvers.answer import IMPOSSIBLE, OPTIMAL, Answer


@dataclass
class Found:
    """The best checked plan, the trusted bound, who claims what; ``agreed`` when a second engine confirmed."""

    incumbent: Incumbent
    claims: list[tuple[str, str]] = field(default_factory=list)
    agreed: bool = False
    cancelled: bool = False

    def claim(self, answer: Answer) -> None:
        """Keep what an engine claims when it is final."""
        if answer.status in (OPTIMAL, IMPOSSIBLE):
            self.claims.append((answer.engine, answer.status))

    def who(self, status: str) -> list[str]:
        """The engines that claim a status, each once."""
        return list(dict.fromkeys(engine for engine, said in self.claims if said == status))

    def confirm(self, engine: str) -> None:
        """A second engine found nothing better than the best plan: it is its bound."""
        self.claims.append((engine, OPTIMAL))
        self.agreed = True
        self.incumbent.limit(self.incumbent.score, engine)

    def contradict(self, answer: Answer) -> None:
        """A second engine found better than what the first called optimal: its claim is dropped."""
        self.claims = [claim for claim in self.claims if claim[1] != OPTIMAL]
        if answer.plan is not None:
            self.incumbent.offer(answer.plan, answer.engine)
