const schemes = ['file', 'untitled', 'vscode-vfs'];
/** Of the two Terraform extensions, either may be installed, or none. */
const languages = ['terraform', 'terraform-vars', 'terraform-test', 'opentofu', 'opentofu-vars', 'yaml', 'json', 'jsonc', 'jsonl'];
const pattern = '**/*.{tf,tfvars,tofu,ndjson,jsonl}';

/** The documents that the language server is told of; what is in them decides whether it lints them. */
export const documents = schemes.flatMap((scheme) => [...languages.map((language) => ({ scheme, language })), { scheme, pattern }]);
