import "server-only";
import path from "node:path";
import { loadGapThresholds } from "@/lib/content/thresholds";
import type { GapThresholds } from "@/lib/domain/gap/facts";

const kept: { thresholds?: GapThresholds } = {};

/** The thresholds of the content, read once. */
export const gapThresholds = (): GapThresholds => (kept.thresholds ??= loadGapThresholds(path.resolve("content")));
