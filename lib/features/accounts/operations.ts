import * as own from "@/lib/features/accounts/me/queries";
import * as passwords from "@/lib/features/accounts/passwords/commands";
import * as tokens from "@/lib/features/accounts/tokens/commands";
import * as tokenList from "@/lib/features/accounts/tokens/queries";
import { operationsOf } from "@/lib/server/use-cases/registry";

/** The operations of one's own account. */
export const accountOperations = operationsOf(own, passwords, tokenList, tokens);
