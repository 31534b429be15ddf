"""The sentence of a paper that comes nearest to a claim, by the claim's telling words in any of their forms.

Where a judge has ruled, its own sentence is better; this is for the papers that nobody read, and for judges that tell none.
"""

from claimcheck.evidence.no_findings import telling_sentences
from claimcheck.evidence.reading import Concept, read_claim
from claimcheck.language.words import stems
from claimcheck.model import Claim, Paper


def nearest_sentence(claim: Claim, paper: Paper) -> str:
    """A sentence of the abstract as it is written; "" where none has a word of the claim. Of two alike the later one."""
    said = telling_sentences(paper)
    concepts = read_claim(claim).concepts
    scored = [(weight_in(concepts, one), place) for place, one in enumerate(said)]
    best, place = max(scored, default=(0.0, 0))
    return said[place] if best > 0 else ""


def weight_in(concepts: tuple[Concept, ...], sentence: str) -> float:
    """The weight of the concepts that a sentence speaks of."""
    found = frozenset(stems(sentence))
    return sum(one.weight for one in concepts if any(found.issuperset(form) for form in one.forms))
