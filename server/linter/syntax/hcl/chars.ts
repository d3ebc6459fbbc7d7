/** UTF-16 units that mean something in HCL. */
export const TAB = 0x09;
export const LF = 0x0a;
export const CR = 0x0d;
export const SPACE = 0x20;
export const BANG = 0x21;
export const QUOTE = 0x22;
export const HASH = 0x23;
export const DOLLAR = 0x24;
export const PERCENT = 0x25;
export const AMPERSAND = 0x26;
export const OPEN_PAREN = 0x28;
export const CLOSE_PAREN = 0x29;
export const STAR = 0x2a;
export const PLUS = 0x2b;
export const COMMA = 0x2c;
export const MINUS = 0x2d;
export const DOT = 0x2e;
export const SLASH = 0x2f;
export const COLON = 0x3a;
export const LESS = 0x3c;
export const EQUAL = 0x3d;
export const GREATER = 0x3e;
export const QUESTION = 0x3f;
export const OPEN_BRACKET = 0x5b;
export const BACKSLASH = 0x5c;
export const CLOSE_BRACKET = 0x5d;
export const OPEN_BRACE = 0x7b;
export const PIPE = 0x7c;
export const CLOSE_BRACE = 0x7d;
export const TILDE = 0x7e;

const start = 1;
const part = 2;
const ascii = new Uint8Array(128);
for (let code = 0; code < 128; code++) {
  const char = String.fromCharCode(code);
  ascii[code] = /[A-Za-z_]/.test(char) ? start | part : /[0-9-]/.test(char) ? part : 0;
}

/** Whether an ASCII unit may stand in an identifier behind its first. */
export function isAsciiIdentifierPart(code: number): boolean {
  return code >= 0 && code < 128 && ((ascii[code] as number) & part) !== 0;
}

/** Whether an identifier starts at `pos`. */
export function startsIdentifier(text: string, pos: number): boolean {
  const code = text.charCodeAt(pos);
  if (code < 128) return ((ascii[code] as number) & start) !== 0;
  return pos < text.length && /^\p{ID_Start}/u.test(String.fromCodePoint(text.codePointAt(pos) as number));
}

/** Where the identifier that starts at `pos` ends. */
export function identifierEnd(text: string, pos: number): number {
  let end = pos;
  while (end < text.length) {
    const code = text.charCodeAt(end);
    if (code < 128) {
      if (((ascii[code] as number) & part) === 0) break;
      end++;
    } else {
      const char = String.fromCodePoint(text.codePointAt(end) as number);
      if (!/^\p{ID_Continue}/u.test(char)) break;
      end += char.length;
    }
  }
  return end;
}

export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** Whether a unit is white space by Unicode's property, as strip markers and heredoc indentation use it. */
export function isSpace(code: number): boolean {
  if (code < 128) return code === SPACE || (code >= TAB && code <= CR);
  return code !== 0xfeff && /\s|\x85/.test(String.fromCharCode(code));
}
