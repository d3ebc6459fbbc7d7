'use strict';
// Stands in for the native module @vscode/native-watchdog, which ends the extension host when its parent has died: teardown kills the whole process group.
exports.start = () => {};
exports.exit = (code) => process.exit(code ?? 0);
