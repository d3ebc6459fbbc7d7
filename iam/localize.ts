/** How texts for people are made: `vscode.l10n`, or any that puts its arguments into `{0}`, `{1}` …. */
export interface Localize {
  t(message: string, ...args: (string | number)[]): string;
}

/** The texts as they are written: English. */
export const english: Localize = {
  t: (message, ...args) => message.replace(/\{(\d+)\}/g, (_, index) => String(args[Number(index)])),
};
