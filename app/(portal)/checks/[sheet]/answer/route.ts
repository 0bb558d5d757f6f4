import { saveAnswerForm } from "@/lib/features/checklist/answer-form-actions";

/** The form of a card where scripts are off. */
export const POST = (request: Request, { params }: { params: Promise<{ sheet: string }> }): Promise<Response> =>
  params.then(({ sheet }) => saveAnswerForm(request, sheet));
