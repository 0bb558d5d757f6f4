import type { Metadata, Viewport } from "next";
import { connection } from "next/server";
import type { ReactNode } from "react";
import "@/app/globals.css";

export const metadata: Metadata = {
  title: { default: "情報セキュリティ自己点検ポータル", template: "%s｜情報セキュリティ自己点検ポータル" },
  robots: { index: false, follow: false },
  // Safari would turn numbers into links before the page's script starts, which then starts over.
  formatDetection: { telephone: false, date: false, address: false, email: false },
};

export const viewport: Viewport = { width: "device-width", initialScale: 1 };

/** Every page is rendered per request, because each has its own nonce in the content security policy. */
export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  await connection();
  return (
    <html lang="ja">
      <body>{children}</body>
    </html>
  );
}
