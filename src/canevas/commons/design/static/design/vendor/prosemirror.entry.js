// What prosemirror.min.js is made from: see VENDORED.md.
export { Schema, Fragment, Slice } from "prosemirror-model";
export { EditorState, Plugin, TextSelection } from "prosemirror-state";
export { EditorView } from "prosemirror-view";
export { keymap } from "prosemirror-keymap";
export { baseKeymap, chainCommands } from "prosemirror-commands";
export { history, undo, redo } from "prosemirror-history";
export { inputRules, undoInputRule, InputRule } from "prosemirror-inputrules";
export { tableNodes, tableEditing, addRowAfter, deleteRow, addColumnAfter, deleteColumn, deleteTable, goToNextCell, isInTable, fixTables } from "prosemirror-tables";
export { gapCursor } from "prosemirror-gapcursor";
