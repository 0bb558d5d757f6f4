import { AsyncLocalStorage } from "node:async_hooks";

/** What is known of a request before anything else looks at it. A client cannot write any of it. */
export interface RequestContext {
  /** In the answer, in the log and in problem details. */
  readonly id: string;
  /** Where it comes from, as it is counted; null where there is no peer to name. */
  readonly source: string | null;
  /** Whether a server action has read its arguments: a failure before that is the sender's. */
  actionBegan: boolean;
}

/** On the global object: the build bundles this module more than once. */
const kept = globalThis as { portalRequests?: AsyncLocalStorage<RequestContext> };
const requests = (): AsyncLocalStorage<RequestContext> => (kept.portalRequests ??= new AsyncLocalStorage());

export const inRequest = <Value>(context: RequestContext, work: () => Value): Value => requests().run(context, work);

/** The request being served; undefined on the command line and in tests of single functions. */
export const currentRequest = (): RequestContext | undefined => requests().getStore();
