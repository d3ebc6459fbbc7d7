// Stands for the Terraform and OpenTofu extensions: their languages, for folders with certain names, and answers everywhere.
const vscode = require('vscode');

/** Registers a hover, a definition and a diagnostic for each of the two languages. */
exports.activate = ({ subscriptions }) => {
  const selector = ['terraform', 'opentofu'];
  const diagnostics = vscode.languages.createDiagnosticCollection('neighbours');
  const check = ({ uri, languageId }) => {
    if (!selector.includes(languageId)) return;
    const theirs = new vscode.Diagnostic(new vscode.Range(0, 0, 0, 8), 'theirs');
    theirs.source = 'Terraform';
    diagnostics.set(uri, [theirs]);
  };
  vscode.workspace.textDocuments.forEach(check);
  subscriptions.push(
    diagnostics,
    vscode.workspace.onDidOpenTextDocument(check),
    vscode.languages.registerHoverProvider(selector, { provideHover: () => new vscode.Hover('theirs') }),
    vscode.languages.registerDefinitionProvider(selector, {
      provideDefinition: ({ uri }) => new vscode.Location(uri, new vscode.Position(0, 0)),
    }),
  );
};
