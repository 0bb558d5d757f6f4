import { keyOf } from "../checklist/kept-reply";

/** Where this tab keeps the replies to remarks that the account typed and that did not reach the portal. */
export function keptReplies(accountId: string): readonly string[] {
  try {
    return Object.keys(window.sessionStorage).filter((key) => key.startsWith(keyOf(accountId, "")));
  } catch {
    return []; // the browser has no such storage
  }
}

export function forgetReplies(accountId: string): void {
  for (const key of keptReplies(accountId)) {
    try {
      window.sessionStorage.removeItem(key);
    } catch {
      return; // forbidden since
    }
  }
}
