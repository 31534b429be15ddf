"""Policy packs: what a standard asks of the rules, as data; the reader knows the built-in ones and a house's own."""

from claimcheck.policies.packs import BUILT_IN, PolicyEntry, PolicyPack, read_policy

__all__ = ["BUILT_IN", "PolicyEntry", "PolicyPack", "read_policy"]
