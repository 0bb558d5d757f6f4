import { AsyncLocalStorage } from "node:async_hooks";
import { ofProcess } from "@/lib/server/process/of-process";

/** What is known of a request before anything else looks at it. A client cannot write any of it. */
export interface RequestContext {
  /** In the answer, in the log and in problem details. */
  readonly id: string;
  /** Where it comes from, as it is counted; null where there is no peer to name. */
  readonly source: string | null;
  /** Whether a server action has read its arguments: a failure before that is the sender's. */
  actionBegan: boolean;
  /** What failed while the sender was still to blame: part of the one line about the answer. Null once that is written. */
  complaints: unknown[] | null;
}

const requests = ofProcess("requests", () => new AsyncLocalStorage<RequestContext>());

export const inRequest = <Value>(context: RequestContext, work: () => Value): Value => requests().run(context, work);

/**
 * Keeps what failed for the line about the answer, where the sender may be to blame; false where it is the portal's failure. Next
 * tells of the same failure several times.
 */
export function keepComplaint(error: unknown): boolean {
  const request = currentRequest();
  if (!request?.complaints || request.actionBegan) return false;
  request.complaints.push(error);
  return true;
}

/** The request being served; undefined on the command line and in tests of single functions. */
export const currentRequest = (): RequestContext | undefined => requests().getStore();
