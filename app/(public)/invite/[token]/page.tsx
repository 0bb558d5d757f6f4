import type { Metadata } from "next";
import { InvitationPage } from "@/components/account/invitation-page";
import { loadInvitation } from "@/lib/features/accounts/pages";

export const metadata: Metadata = { title: "招待" };

export default async function InviteRoute({ params }: PageProps<"/invite/[token]">) {
  const { token } = await params;
  return <InvitationPage {...(await loadInvitation(token))} />;
}
