import { invitationFile } from "@/lib/features/organisation/bulk-invitations/actions";
import { orOutage } from "@/lib/server/http/or-outage";

/** A file with the links of everybody without a password. */
export const POST = (request: Request): Promise<Response> => orOutage(invitationFile(request));
