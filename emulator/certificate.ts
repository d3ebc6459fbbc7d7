import { type KeyObject, sign } from 'node:crypto';

/** A certificate of one's own RSA key, in PEM: the form in which Google publishes the keys of its accounts. https://datatracker.ietf.org/doc/html/rfc5280#section-4.1 */
export function selfSigned(name: string, publicKey: KeyObject, privateKey: KeyObject, from: Date, days: number): string {
  const subject = sequence(set(sequence(objectIdentifier.commonName, der(0x0c, Buffer.from(name)))));
  const until = new Date(from.getTime() + days * 86_400_000);
  const toBeSigned = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1])),
    sha256WithRsa,
    subject,
    sequence(utcTime(from), utcTime(until)),
    subject,
    publicKey.export({ format: 'der', type: 'spki' }),
  );
  const signature = sign('sha256', toBeSigned, privateKey);
  const certificate = sequence(toBeSigned, sha256WithRsa, der(0x03, Buffer.from([0]), signature));
  const lines = certificate.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

/** A value in the distinguished encoding rules: tag, length, content. */
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const size = content.length;
  const length = size < 0x80 ? [size] : size < 0x100 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return der(0x30, ...parts);
}

function set(part: Buffer): Buffer {
  return der(0x31, part);
}

function utcTime(time: Date): Buffer {
  return der(0x17, Buffer.from(`${time.toISOString().replace(/\D/g, '').slice(2, 14)}Z`));
}

/** Encoded object identifiers: 2.5.4.3, 1.2.840.113549.1.1.11. */
const objectIdentifier = {
  commonName: Buffer.from('0603550403', 'hex'),
  sha256WithRsaEncryption: Buffer.from('06092a864886f70d01010b', 'hex'),
};

const sha256WithRsa = sequence(objectIdentifier.sha256WithRsaEncryption, der(0x05));
