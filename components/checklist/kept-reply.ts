export const keyOf = (accountId: string, remarkId: string): string => `portal-reply:${accountId}:${remarkId}`;

/** The reply that the account typed in this tab and that did not reach the portal; null if there is none. */
export function keptReply(accountId: string, remarkId: string): string | null {
  try {
    return window.sessionStorage.getItem(keyOf(accountId, remarkId));
  } catch {
    return null; // the browser has no such storage
  }
}

/** Keeps a reply while it is typed, for this tab and account alone; null once the portal has it. */
export function keepReply(accountId: string, remarkId: string, reply: string | null): void {
  try {
    if (reply === null) window.sessionStorage.removeItem(keyOf(accountId, remarkId));
    else window.sessionStorage.setItem(keyOf(accountId, remarkId), reply);
  } catch {
    // Without storage, or with a full one, the text stays in the form.
  }
}
