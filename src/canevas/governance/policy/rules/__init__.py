"""Pure domain of the policy: no Django in here."""
