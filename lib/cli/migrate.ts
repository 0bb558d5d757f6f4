import { EXIT_OK, type Run } from "@/lib/cli/command";
import { commandEnvironment } from "@/lib/cli/environment";
import { withOpenDatabase } from "@/lib/launch/database";
import { prepareAsOwner } from "@/lib/launch/prepare-database";

/** `portal migrate`: the first part of a start, to prepare a server before the portal runs. */
export const run: Run = async (_args, io) => {
  const environment = await commandEnvironment(io, true);
  return withOpenDatabase(environment, async (ownerUrl, applicationUrl) => {
    const changed = await prepareAsOwner({ ownerUrl, applicationUrl }, environment.demo, io.error);
    io.out(changed ? "データベースを移行し、内容を取り込みました。" : "データベースは新しい形です。内容を確かめました。");
    return EXIT_OK;
  });
};
