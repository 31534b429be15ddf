"""The rules of the gate: one small class a rule, a family a file; `registry.RULES` lists them all."""
