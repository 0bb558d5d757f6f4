import type { Metadata } from "next";
import { AccountPage } from "@/components/account/account-page";
import { loadAccount } from "@/lib/features/accounts/pages";

export const metadata: Metadata = { title: "アカウント" };

export default async function AccountRoute() {
  return <AccountPage {...(await loadAccount())} />;
}
