"""Names of what may be done with the policy."""
POLICY_VIEW = "POLICY_VIEW"
POLICY_EDIT = "POLICY_EDIT"
POLICY_LOAD = "POLICY_LOAD"
