import "server-only";
import path from "node:path";
import { loadGapThresholds } from "@/lib/content/thresholds";
import type { GapThresholds } from "@/lib/domain/gap/facts";
import { ofProcess } from "@/lib/server/process/of-process";

/** The thresholds of the content, read once. */
export const gapThresholds = ofProcess("gap thresholds", (): GapThresholds => loadGapThresholds(path.resolve("content")));
