from canevas.commons.audit.operations.checking import check_journal, summary_of
from canevas.commons.audit.operations.guards import install_guards, remove_guards, standing_guards
from canevas.commons.audit.operations.recording import record, record_read
from canevas.commons.audit.operations.restarting import restart_chain
from canevas.commons.audit.operations.roles import grant_statements

__all__ = ["check_journal", "grant_statements", "install_guards", "record", "record_read", "remove_guards",
           "restart_chain", "standing_guards", "summary_of"]
