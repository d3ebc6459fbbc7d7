import { createHash, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';

/** A key pair: RSA of 2048 bits, or ECDSA P-256. */
export interface SigningKey {
  /** 40 hexadecimal digits that follow from the public key. */
  readonly id: string;
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
  /** From when on it is valid. */
  readonly since: Date;
}

/** The private keys of everyone who signs: `google`, `iap`, and each service account by its unique id. */
export interface KeyRing {
  /** The key that Google manages for the owner; made at the first question, the same ever after. */
  managed(owner: string): Promise<SigningKey>;
  /** Makes another key for a service account, whose private half leaves the ring. */
  create(owner: string): Promise<SigningKey>;
  /** Forgets a key of a service account: nothing that it signs counts any more. */
  remove(owner: string, id: string): void;
  /** All keys by which the owner's signatures count. */
  all(owner: string): Promise<readonly SigningKey[]>;
}

/** An empty ring. */
export function openKeyRing(now: () => Date): KeyRing {
  const managed = new Map<string, Promise<SigningKey>>();
  const created = new Map<string, SigningKey[]>();

  function managedKey(owner: string): Promise<SigningKey> {
    let key = managed.get(owner);
    if (!key) {
      key = makeKey(owner === 'iap' ? 'ec' : 'rsa', now());
      managed.set(owner, key);
    }
    return key;
  }

  return {
    managed: managedKey,
    async create(owner) {
      const key = await makeKey('rsa', now());
      created.set(owner, [...(created.get(owner) ?? []), key]);
      return key;
    },
    remove(owner, id) {
      created.set(
        owner,
        (created.get(owner) ?? []).filter((key) => key.id !== id),
      );
    },
    all: async (owner) => [await managedKey(owner), ...(created.get(owner) ?? [])],
  };
}

async function makeKey(type: 'rsa' | 'ec', since: Date): Promise<SigningKey> {
  const generate = promisify(generateKeyPair);
  const { publicKey, privateKey } =
    type === 'rsa' ? await generate('rsa', { modulusLength: 2048 }) : await generate('ec', { namedCurve: 'P-256' });
  const id = createHash('sha1')
    .update(publicKey.export({ format: 'der', type: 'spki' }))
    .digest('hex');
  return { id, publicKey, privateKey, since };
}
