"""The pure part of the journal: how its rows are chained, how a chain is walked, how a row is told."""
from canevas.commons.audit.rules.chain import Head, Row
from canevas.commons.audit.rules.told import Told
from canevas.commons.audit.rules.walk import Fault, FaultKind, Walk

__all__ = ["Fault", "FaultKind", "Head", "Row", "Told", "Walk"]
