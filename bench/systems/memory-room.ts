import type { AdapterFactory } from 'oidc-provider';

/** More entries than the flows of a run need between two uses of one. */
const ENTRIES = 20_000;

// Inner modules of the engine, which its types do not know.
const MEMORY_ADAPTER = 'oidc-provider/lib/adapters/memory_adapter.js';
const LRU_MODULE = 'oidc-provider/lib/helpers/lru.js';

/** The engine's in-memory adapter with room, in the engine's own kind of storage: by itself it keeps the last thousand entries. */
export async function roomyMemoryAdapter(): Promise<AdapterFactory> {
  const { default: MemoryAdapter } = (await import(MEMORY_ADAPTER)) as {
    default: new (...made: [model: string, storage: object]) => ReturnType<AdapterFactory>;
  };
  const { default: Lru } = (await import(LRU_MODULE)) as { default: new (options: { maxSize: number }) => object };
  const storage = new Lru({ maxSize: ENTRIES });
  return (model) => new MemoryAdapter(model, storage);
}
