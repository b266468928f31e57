"""From a partner's table, as it is, to observations of the common model: the machine proposes, a person confirms."""
