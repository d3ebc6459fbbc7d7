/** How a file's text is written in bytes. `mark`: whether a byte order mark leads it. */
export interface Encoding {
  readonly name: 'utf-8' | 'utf-16le' | 'utf-16be';
  readonly mark: boolean;
}

/** A text without its byte order mark, and how to write it back. */
export interface Decoded {
  readonly text: string;
  readonly encoding: Encoding;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const utf16 = new TextDecoder('utf-16le', { fatal: true, ignoreBOM: true });

/** Decodes UTF-8, and UTF-16 that says so by its byte order mark. Undefined for anything else, and for text with a NUL. */
export function decode(bytes: Uint8Array): Decoded | undefined {
  const encoding = encodingOf(bytes);
  if (encoding.name === 'utf-8' && bytes.includes(0)) return undefined;
  try {
    const text =
      encoding.name === 'utf-8'
        ? utf8.decode(encoding.mark ? bytes.subarray(3) : bytes)
        : utf16.decode(encoding.name === 'utf-16be' ? swapped(bytes.subarray(2)) : bytes.subarray(2));
    return text.includes('\0') ? undefined : { text, encoding };
  } catch {
    return undefined;
  }
}

/** The bytes of a text, with a byte order mark where the encoding has one. */
export function encode(text: string, { name, mark }: Encoding): Uint8Array {
  const marked = mark ? `\uFEFF${text}` : text;
  if (name === 'utf-8') return Buffer.from(marked, 'utf8');
  const little = Buffer.from(marked, 'utf16le');
  return name === 'utf-16le' ? little : swapped(little);
}

function encodingOf(bytes: Uint8Array): Encoding {
  const [first, second] = [bytes[0], bytes[1]];
  if (first === 0xef && second === 0xbb && bytes[2] === 0xbf) return { name: 'utf-8', mark: true };
  if (first === 0xff && second === 0xfe) return { name: 'utf-16le', mark: true };
  if (first === 0xfe && second === 0xff) return { name: 'utf-16be', mark: true };
  return { name: 'utf-8', mark: false };
}

/** Throws where a byte has no partner. */
function swapped(bytes: Uint8Array): Uint8Array {
  return Buffer.from(bytes).swap16();
}
