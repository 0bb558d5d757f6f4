import { AsyncLocalStorage } from "node:async_hooks";
import { ofProcess } from "@/lib/server/process/of-process";

/** What is known of a request before any other code sees it. A client cannot set any of it. */
export interface RequestContext {
  /** Appears in the response, the log and problem details. */
  readonly id: string;
  /** The key by which the source is counted; null if there is no peer. */
  readonly source: string | null;
  /** The address of the source, for the audit trail. */
  readonly address: string | null;
  /** What the client says of itself, bounded and printable; null if it says nothing. */
  readonly userAgent: string | null;
  /** Whether a server action has read its arguments; an earlier failure is the sender's fault. */
  actionBegan: boolean;
  /** Errors while the sender may be at fault, for the log line of the response. Null once it is written. */
  complaints: unknown[] | null;
  /** The form that the request sent, for the page that is rendered in answer to it (`lib/server/use-cases/page-form.ts`). */
  sentForm?: Readonly<Record<string, readonly string[]>>;
  /** Whether the action of that form was refused. */
  formRefused?: boolean;
}

const requests = ofProcess("requests", () => new AsyncLocalStorage<RequestContext>());

export const inRequest = <Value>(context: RequestContext, work: () => Value): Value => requests().run(context, work);

/** Keeps an error for the log line of the response while the sender may be at fault; false if the portal failed. Next reports the same error several times. */
export function keepComplaint(error: unknown): boolean {
  const request = currentRequest();
  if (!request?.complaints || request.actionBegan) return false;
  request.complaints.push(error);
  return true;
}

/** The current request; undefined on the command line and in unit tests. */
export const currentRequest = (): RequestContext | undefined => requests().getStore();
