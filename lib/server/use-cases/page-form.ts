import "server-only";
import { refresh } from "next/cache";
import { currentRequest } from "@/lib/server/request/context";
import type { FormOutcome } from "@/lib/server/use-cases/form-outcome";

/**
 * Shows the page again with what the form says: the page is rendered in the same request as its action, with and without a script.
 * No address holds it, so it may be long, and nobody else sees it.
 */
export function showAgain(form: FormData): FormOutcome {
  keepForPage(form);
  refresh();
  return { status: "idle" };
}

/** Keeps what the form says for the page, in case its action is refused and the page is rendered again. Lines end as in a text area. */
export function keepForPage(form: FormData): void {
  const request = currentRequest();
  const names = [...new Set(form.keys())].filter((name) => !name.startsWith("$"));
  const textsOf = (name: string) => form.getAll(name).flatMap((value) => (typeof value === "string" ? [value.replaceAll("\r\n", "\n")] : []));
  if (request) request.sentForm = Object.fromEntries(names.map((name) => [name, textsOf(name)]));
}

/** What the form says that the request sent; null if it sent none. */
export const sentForm = (): Readonly<Record<string, readonly string[]>> | null => currentRequest()?.sentForm ?? null;

/** Renders the page again below a refusal, if it is rendered with what the form says. Returns whether it is. */
export function showRefused(): boolean {
  const request = currentRequest();
  if (!request?.sentForm) return false;
  request.formRefused = true;
  refresh();
  return true;
}

/** Whether the action of the form that the page is rendered with was refused. */
export const wasRefused = (): boolean => currentRequest()?.formRefused === true;
