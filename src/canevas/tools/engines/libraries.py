"""The heavy libraries, imported when first used: a command or a page that counts nothing must not wait a second for
them. Import them from here: ``from canevas.tools.engines.libraries import ibis, pa``."""
from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import Any


class _Later:
    """Stands for a module until something of it is asked."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._module: ModuleType | None = None

    def __getattr__(self, name: str) -> Any:
        if self._module is None:
            self._module = import_module(self._name)
        return getattr(self._module, name)


# neither has types of its own
ibis: Any = _Later("ibis")
pa: Any = _Later("pyarrow")
pc: Any = _Later("pyarrow.compute")
pq: Any = _Later("pyarrow.parquet")
np: Any = _Later("numpy")
optimize: Any = _Later("scipy.optimize")
sparse: Any = _Later("scipy.sparse")
csgraph: Any = _Later("scipy.sparse.csgraph")
alt: Any = _Later("altair")
vl_convert: Any = _Later("vl_convert")
dialects: Any = _Later("clevercsv.detect")
pytesseract: Any = _Later("pytesseract")  # it brings pandas in wherever that is installed

Backend = Any
"""A backend of Ibis."""
Expression = Any
"""A table expression of Ibis: what will be asked, of whichever engine."""
Matrix = Any
"""A sparse matrix of SciPy."""
ArrowTable = Any
ArrowSchema = Any
