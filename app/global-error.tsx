"use client";

import "@/app/globals.css";
import ErrorPage from "@/app/error";

/** The same page where the root layout itself failed, which then has no `<html>` to stand in. */
export default function GlobalErrorPage(failure: Parameters<typeof ErrorPage>[0]) {
  return (
    <html lang="ja">
      <body>
        <ErrorPage {...failure} />
      </body>
    </html>
  );
}
