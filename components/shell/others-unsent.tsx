"use client";

import { useEffect, useState } from "react";
import { unsentByAccount } from "@/lib/features/sheets/queue/numbers";

/** Says that answers of others wait in this browser, by number alone: neither whose they are nor what was answered. */
export function OthersUnsent({ accountId }: { readonly accountId: string | null }) {
  const [counts, setCounts] = useState<readonly number[]>([]);
  useEffect(() => {
    const shown = { still: true };
    void unsentByAccount().then((found) => {
      if (shown.still) setCounts([...found].flatMap(([account, count]) => (account === accountId ? [] : [count])));
    });
    return () => {
      shown.still = false;
    };
  }, [accountId]);
  if (counts.length === 0) return null;
  const whose = accountId === null ? "送っていない回答" : "ほかの人の送っていない回答";
  return (
    <p className="aside-text" role="status">
      この端末には、{whose}が残っています（{counts.length}人、{counts.reduce((sum, count) => sum + count, 0)}件）。
      その人がサインインすると送られます。ほかの人は、見ることも、送ることも、消すこともできません。
    </p>
  );
}
