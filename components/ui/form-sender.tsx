"use client";

import { createContext, type ReactNode, useContext } from "react";

const SenderContext = createContext<string | null>(null);

/** The account that the forms of a page are made for. */
export const FormSender = ({ account, children }: { readonly account: string; readonly children: ReactNode }) => (
  <SenderContext value={account}>{children}</SenderContext>
);

/** Null on a page without a signed-in visitor. */
export const useSender = (): string | null => useContext(SenderContext);

/** Sends the account along, so that the server does nothing in the name of somebody who signed in since. */
export function SenderField() {
  const account = useSender();
  return account === null ? null : <input type="hidden" name="$sender" value={account} />;
}
