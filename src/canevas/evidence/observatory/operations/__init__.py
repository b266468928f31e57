"""Every write of the observatory: keyword-only, ``by=``, permission, change and journal row in one transaction."""
