/**
 * One spelling for every spelling of a URI, so that URIs can be keys: clients and Node disagree on what to percent-encode in a path.
 * It is the spelling of VS Code: everything but RFC 3986's unreserved characters is encoded, and a drive letter is lower case.
 */
export function canonical(uri: string): string {
  const [, origin = '', path = '', rest = ''] = /^([a-z][a-z0-9+.-]*:(?:\/\/[^/?#]*)?)([^?#]*)(.*)$/is.exec(uri) ?? [];
  if (origin === '') return uri;
  const encoded = path.split('/').map(encodeSegment).join('/');
  return origin + encoded.replace(/^\/[A-Z](?=%3A)/, (drive) => drive.toLowerCase()) + rest;
}

/** Whether the resource lies somewhere below the directory. Both are canonical. */
export function isBelow(directory: string, uri: string): boolean {
  return uri.startsWith(directory.endsWith('/') ? directory : `${directory}/`);
}

/** The URI up to and without the last slash. */
export function parent(uri: string): string {
  return uri.slice(0, Math.max(0, uri.lastIndexOf('/')));
}

function encodeSegment(segment: string): string {
  try {
    return encodeURIComponent(decodeURIComponent(segment)).replace(
      /[!'()*]/g,
      (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
    );
  } catch {
    return segment;
  }
}
