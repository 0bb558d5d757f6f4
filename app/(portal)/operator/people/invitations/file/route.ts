import { invitationFile } from "@/lib/features/organisation/invitation-actions";
import { orOutage } from "@/lib/http/or-outage";

/** The links of everybody without a password, as a file. */
export const POST = (request: Request): Promise<Response> => orOutage(invitationFile(request));
