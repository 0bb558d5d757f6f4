import { EXIT_OK, type Run } from "@/lib/cli/command";
import { commandEnvironment } from "@/lib/cli/environment";
import { withOwnerDatabase } from "@/lib/runtime/database";
import { importContentIfPresent } from "@/lib/runtime/hooks";
import { admitApplicationLogin, migrate } from "@/lib/runtime/migrate";

/** `portal migrate`: what a start does first, for a server that is prepared before the portal runs. */
export const run: Run = async (_args, io) =>
  withOwnerDatabase(commandEnvironment(io), async (ownerUrl, applicationUrl) => {
    const changed = await migrate(ownerUrl);
    await admitApplicationLogin(ownerUrl, applicationUrl);
    await importContentIfPresent(ownerUrl);
    io.out(changed ? "データベースを移行し、内容を取り込みました。" : "データベースは新しい形です。内容を確かめました。");
    return EXIT_OK;
  });
