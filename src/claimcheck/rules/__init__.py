"""The rules of the gate: one small class a rule, a family a file; `registry.RULES` lists them all."""

from claimcheck.lazy import names_from

TYPE_CHECKING = False  # as type checkers read it, without loading `typing`

if TYPE_CHECKING:
    from claimcheck.rules.pages import rule_data, rule_list, rule_page
    from claimcheck.rules.registry import BUILT_IN, RULES, RuleBook, code_of
    from claimcheck.rules.selection import chosen_codes
else:
    __getattr__ = names_from(
        __name__,
        {
            "claimcheck.rules.pages": "rule_data rule_list rule_page",
            "claimcheck.rules.registry": "BUILT_IN RULES RuleBook code_of",
            "claimcheck.rules.selection": "chosen_codes",
        },
    )

__all__ = ["BUILT_IN", "RULES", "RuleBook", "chosen_codes", "code_of", "rule_data", "rule_list", "rule_page"]
