"""Every write of this room: keyword-only, ``by=``, permission, change and journal row in one transaction."""
from canevas.evidence.observatory.operations.batches import (
    add_figures,
    correct_figures,
    keep_source_file,
    withdraw_figures,
    withdraw_source,
)
from canevas.evidence.observatory.operations.disagreements import explain_disagreement
from canevas.evidence.observatory.operations.errors import FiguresRefused, RepeatsEarlierFile, SomethingNew
from canevas.evidence.observatory.operations.importing import Imported, correct_cells, import_figures
from canevas.evidence.observatory.operations.keeping import damaged, orphans, sweep_figures, tally_figures
from canevas.evidence.observatory.operations.points import (
    add_flow_point,
    close_flow_point,
    correct_watch_period,
    edit_flow_point,
    remove_watch_period,
    reopen_flow_point,
)
from canevas.evidence.observatory.operations.releases import (
    ReleaseRefused,
    approve_release,
    prepare_release,
    protect_release,
    publish_release,
    withdraw_release,
)
from canevas.evidence.observatory.operations.sharing import agree_sharing, end_sharing
from canevas.evidence.observatory.operations.sources import edit_source, keep_recipe, register_source
from canevas.evidence.observatory.operations.telling import tell_partners
from canevas.evidence.observatory.operations.understanding import sweep_understood
from canevas.evidence.observatory.operations.workbench import (
    answer_workbench,
    confirm_workbench,
    leave_workbench,
    mend_cells,
    open_workbench,
)

__all__ = ["FiguresRefused", "Imported", "ReleaseRefused", "RepeatsEarlierFile", "SomethingNew", "add_figures",
           "add_flow_point", "agree_sharing", "answer_workbench", "approve_release", "close_flow_point",
           "confirm_workbench", "correct_cells", "correct_figures", "correct_watch_period", "damaged",
           "edit_flow_point", "edit_source", "end_sharing", "explain_disagreement", "import_figures",
           "keep_recipe", "keep_source_file", "leave_workbench", "mend_cells", "open_workbench", "orphans",
           "prepare_release", "protect_release", "publish_release", "register_source", "remove_watch_period",
           "reopen_flow_point", "sweep_figures", "sweep_understood", "tally_figures", "tell_partners",
           "withdraw_figures", "withdraw_release", "withdraw_source"]
