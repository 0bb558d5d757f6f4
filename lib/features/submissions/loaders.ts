import "server-only";
import { requireVisitor } from "@/lib/auth/current";
import { valueOrPage } from "@/lib/auth/refused-page";
import { look } from "@/lib/audit/change";
import { decide } from "@/lib/domain/access/permission";
import { granted } from "@/lib/domain/shared/result";
import { scoresFromSubmission } from "@/lib/domain/survey/submission";
import { permittedCycle } from "@/lib/features/cycles/cycle-record";
import { cycleHref, periodText } from "@/lib/features/cycles/cycle-texts";
import type { EditionIndex } from "@/lib/features/guidelines/data";
import { itemLabel } from "@/lib/features/guidelines/item-title";
import { dateText, startOfDay } from "@/lib/features/japanese-date";
import { editionOf } from "@/lib/features/scores/cycle-scores";
import { numbersView } from "@/lib/features/scores/numbers";
import { previewSubmission, type SubmissionPreview } from "@/lib/features/submissions/submit";
import type { SubmitPreviewView, SubmitView } from "@/lib/features/submissions/view";
import { revisionText, ROLE_WORDS } from "@/lib/features/words";

function previewView(preview: SubmissionPreview, index: EditionIndex, mayDecide: boolean): SubmitPreviewView {
  const { edition, items } = index;
  const { survey, content, canonical, hash, obstacles } = preview;
  const scores = scoresFromSubmission(edition, content);
  if (!scores.ok) throw new Error(`inconsistent counts of ${content.cycle}`);
  const ordered = content.items.toSorted((a, b) => (items.get(a.item)?.order ?? 0) - (items.get(b.item)?.order ?? 0));
  return {
    ...{ surveyId: survey.id, surveyTitle: survey.title, hash, canonical },
    facts: [
      { term: "提出先の調査", description: `${survey.title}（締切 ${dateText(startOfDay(survey.closesOn))}）` },
      { term: "版", description: content.previousHash === null ? "初めての提出（第1版）" : `訂正（第${content.version}版）。前の版は消えずに残ります。` },
      { term: "ガイドライン", description: `${edition.title} ${edition.editionLabel}（${revisionText(content.edition.revision)}）` },
      { term: "期間", description: periodText(content.period.from, content.period.to) },
      { term: "採点の版", description: content.engine },
      { term: "含まないもの", description: "部署・人・重要システムの名前、回答ごとの記録、印のない備考" },
    ],
    obstacles: obstacles.map(({ detail }) => detail),
    maySubmit: mayDecide && obstacles.length === 0,
    numbers: numbersView("required", scores.value, null),
    sheets: content.sheets.map(({ role, handedOut, counted }) => ({ role: ROLE_WORDS[role], handedOut, counted })),
    items: ordered.map(({ item, asked, implemented, partial, notImplemented, notApplicable }) => ({
      ...{ id: item, label: itemLabel(index, item), asked, implemented, partial, notImplemented, notApplicable },
      unanswered: asked - implemented - partial - notImplemented - notApplicable,
    })),
    remarks: content.remarks.map(({ item, text }, position) => ({ key: `${item}/${position}`, item: itemLabel(index, item), text })),
  };
}

/** What submitting the cycle would send, to the byte. */
export async function loadSubmit(cycleId: string, surveyId: string | undefined): Promise<SubmitView> {
  const visitor = await requireVisitor();
  const now = new Date();
  const { cycle, index } = valueOrPage(
    await look(visitor, { action: "cycle.preview", target: `cycle/${cycleId}` }, now, async (transaction) => {
      const found = await permittedCycle(transaction, visitor, cycleId, "cycle.preview");
      if (!found.ok) return found;
      return granted({ cycle: found.value, index: await editionOf(transaction, found.value) });
    }),
  );
  const preview = await previewSubmission(visitor, cycleId, surveyId, now);
  const mayDecide = decide(visitor.actor, "cycle.submit", { operatorId: cycle.operatorId }).ok;
  return {
    ...{ cycleId, cycleTitle: cycle.title, backHref: cycleHref(cycleId) },
    preview: preview.ok ? previewView(preview.value, index, mayDecide) : null,
    problem: preview.ok ? null : preview.refusal.detail,
  };
}
