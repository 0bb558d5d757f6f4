import type { ItemRatio } from "@/lib/domain/scoring/measure";
import { rateFigure } from "@/lib/features/results/figures/parts";
import type { Figure } from "@/lib/features/results/figures/view";

export const ratioFigure = (ratio: ItemRatio): Figure => (ratio.status === "scored" ? rateFigure(ratio.ratio, "noDuty") : { kind: ratio.status });
