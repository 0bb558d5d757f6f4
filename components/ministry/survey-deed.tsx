import { closeSurveyAction, openSurveyAction } from "@/lib/features/surveys/actions";
import type { NextView } from "@/lib/features/surveys/view";
import { ActionForm } from "../ui/action-form";
import { Button, LinkButton } from "../ui/button";
import { NextAction } from "../ui/next-action";

const DEEDS = {
  open: { action: openSurveyAction, label: "受付を始める" },
  close: { action: closeSurveyAction, label: "調査を締め切る" },
} as const;

export function SurveyDeed({
  kind,
  surveyId,
  rank = "primary",
}: {
  readonly kind: keyof typeof DEEDS;
  readonly surveyId: string;
  readonly rank?: "primary" | "secondary";
}) {
  const { action, label } = DEEDS[kind];
  return (
    <ActionForm action={action.bind(null, surveyId)} label={label}>
      <Button type="submit" rank={rank}>
        {label}
      </Button>
    </ActionForm>
  );
}

/** 次にすること, with the button that does it. */
export function SurveyNext({ next, here = null }: { readonly next: NextView; readonly here?: string | null }) {
  const { title, text, deed, link } = next;
  const away = link && link.href !== here ? <LinkButton rank="primary" href={link.href}>{link.label}</LinkButton> : null;
  return (
    <NextAction title={title} action={deed ? <SurveyDeed kind={deed.kind} surveyId={deed.surveyId} /> : away}>
      <p>{text}</p>
    </NextAction>
  );
}
