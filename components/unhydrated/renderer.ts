import type { ReactElement } from "react";
import { ofProcess } from "@/lib/server/process/of-process";

/** Set by `lib/server/serving/serve.mjs`, because Next lets no page import React's renderer. Next's own server has none. */
export const renderer = ofProcess<{ readonly write: ((element: ReactElement) => string) | null }>("markup renderer", () => ({ write: null }));
