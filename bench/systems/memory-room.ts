/** As many entries stay as the flows of a run need. */
const ENTRIES = 400_000;

// Inner modules of the engine, which its types do not know.
const MEMORY_ADAPTER = 'oidc-provider/lib/adapters/memory_adapter.js';
const LRU_MODULE = 'oidc-provider/lib/helpers/lru.js';

/** Gives the engine's in-memory adapter room, in the engine's own kind of storage: by itself it keeps the last thousand entries. */
export async function giveMemoryRoom(): Promise<void> {
  const { setStorage } = (await import(MEMORY_ADAPTER)) as { setStorage: (storage: object) => void };
  const { default: Lru } = (await import(LRU_MODULE)) as { default: new (options: { maxSize: number }) => object };
  setStorage(new Lru({ maxSize: ENTRIES }));
}
