import type { Metadata } from "next";
import { InvitationsPage } from "@/components/organisation/invitations-page";
import { loadInvitations } from "@/lib/features/organisation/bulk-invitations/pages";

export const metadata: Metadata = { title: "招待リンクをまとめて作る" };

export default async function Invitations() {
  return <InvitationsPage {...(await loadInvitations())} />;
}
