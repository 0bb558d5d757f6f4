import { z } from "zod";
import { ja } from "zod/locales";

/*
 * What zod says of input where a schema has no words of its own, in Japanese. Zod keeps it on the global object, so one
 * call holds for every bundle of the process. Whoever parses what people or programs send imports this module.
 */
z.config(ja());
