import { invitationFile } from "@/lib/features/organisation/bulk-invitations/actions";
import { orOutage } from "@/lib/server/http/or-outage";

/** The links of everybody without a password, as a file. */
export const POST = (request: Request): Promise<Response> => orOutage(invitationFile(request));
