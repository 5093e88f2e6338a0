import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Polls until there is something: the extension host and the workbench tell each other things in their own time.
 * @param what it waits for, said where it does not come
 * @param get answers undefined, null or false as long as it is not there
 */
export async function until<T>(
  what: string,
  get: () => T | PromiseLike<T>,
  limitMs = 30_000,
): Promise<Exclude<Awaited<T>, undefined | null | false>> {
  const end = Date.now() + limitMs;
  while (Date.now() < end) {
    const value = await get();
    if (value !== undefined && value !== null && value !== false) {
      return value as Exclude<Awaited<T>, undefined | null | false>;
    }
    await sleep(50);
  }
  throw new Error(`not within ${limitMs} ms: ${what}`);
}
