import { saveAnswerForm } from "@/lib/features/sheets/answers/actions";
import { orOutage } from "@/lib/server/http/or-outage";

/** Handles the form of a card when scripts are off. */
export const POST = (request: Request, { params }: { params: Promise<{ sheet: string }> }): Promise<Response> =>
  orOutage(params.then(({ sheet }) => saveAnswerForm(request, sheet)));
