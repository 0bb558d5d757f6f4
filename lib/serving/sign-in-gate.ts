import type { IncomingMessage, ServerResponse } from "node:http";
import { BoundedLine } from "@/lib/serving/bounded-line";
import type { RequestContext } from "@/lib/serving/context";
import { turnedAway } from "@/lib/serving/turned-away";

const SIGN_IN = /^\/+api\/+auth\/+callback(?:\/|$)/;

/** Sign-ins are let in one after another: two, so that one asks the database while the other's password is checked. */
const LINE = { running: 2, waiting: 14 };

/** Whether a request brings a password that is going to be checked. */
export const bringsPassword = ({ method, url = "" }: Pick<IncomingMessage, "method" | "url">): boolean => method === "POST" && SIGN_IN.test(url);

export type SignInGate = (request: IncomingMessage, response: ServerResponse, context: RequestContext, answer: () => void) => Promise<void>;

/**
 * Holds sign-ins back before anything is computed or read for them: those who are signed in share the process with a flood of
 * them, so the flood waits here, where waiting costs nothing. Who finds no place is told so at once.
 */
export function makeSignInGate(): SignInGate {
  const line = new BoundedLine(LINE);
  return async (request, response, context, answer) => {
    const leave = await line.enter(context.source ?? "");
    if (leave === null) {
      const { status, headers, body } = turnedAway("Busy", request.headers.accept);
      response.writeHead(status, headers).end(body);
      request.resume();
      return;
    }
    response.once("close", leave);
    if (response.destroyed) leave();
    else answer();
  };
}
