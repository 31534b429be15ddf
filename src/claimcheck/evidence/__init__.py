"""From a claim to its evidence: plan, rank, judge, attach. Pure stages."""
