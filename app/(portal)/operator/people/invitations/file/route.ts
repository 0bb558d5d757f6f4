import { invitationFile } from "@/lib/features/organisation/invitation-actions";

/** The links of everybody without a password, as a file. */
export const POST = (request: Request): Promise<Response> => invitationFile(request);
