import type { AsyncLocalStorage } from 'node:async_hooks';

/** Holds what belongs to the request under way. The engine's own types do not know this module. */
declare const requestUnderWay: AsyncLocalStorage<object>;
// oxlint-disable-next-line import/no-default-export -- it is how the engine exports it
export default requestUnderWay;
