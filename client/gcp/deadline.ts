import { GcpError, isGcpError } from './errors.ts';
import type { Call } from './http.ts';

const DEADLINE = 30_000;

/**
 * Does work that ends when its call does: at the deadline it fails with kind `timeout`, when the caller aborts with `cancelled`. The work's
 * own signal is aborted then, and also when it is over, so that nothing of it goes on.
 */
export async function within<T>({ signal, deadline = DEADLINE }: Call, work: (call: Required<Call>) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const ended = Promise.withResolvers<never>();
  const end = (reason: GcpError) => {
    controller.abort(reason);
    ended.reject(reason);
  };
  // The signal of a call around this one tells why it ended.
  const cancel = () => end(isGcpError(signal?.reason) ? signal.reason : new GcpError('cancelled', 'Cancelled.'));
  const timer = setTimeout(
    () => end(new GcpError('timeout', `No answer within ${deadline / 1000} seconds. Check the network, and try again.`)),
    deadline,
  );
  try {
    if (signal?.aborted) cancel();
    signal?.addEventListener('abort', cancel, { once: true });
    return await Promise.race([ended.promise, controller.signal.aborted ? ended.promise : work({ signal: controller.signal, deadline })]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', cancel);
    controller.abort();
  }
}
