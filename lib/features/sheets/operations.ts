import * as answers from "@/lib/features/sheets/answers/commands";
import * as history from "@/lib/features/sheets/history/queries";
import * as remarks from "@/lib/features/sheets/item-remarks/commands";
import * as list from "@/lib/features/sheets/list/queries";
import * as ownCopy from "@/lib/features/sheets/own-copy/queries";
import * as takingBack from "@/lib/features/sheets/taking-back/commands";
import * as transitions from "@/lib/features/sheets/transitions/commands";
import * as withdrawing from "@/lib/features/sheets/withdrawing/commands";
import { operationsOf } from "@/lib/server/use-cases/registry";

/** The operations of sheets. */
export const sheetOperations = operationsOf(list, ownCopy, answers, history, remarks, transitions, takingBack, withdrawing);
