import { z } from "zod";
import { ja } from "zod/locales";

/* Japanese default messages of zod, for schemas without their own. Zod keeps the setting on the global object, so one call
   covers every bundle of the process. Import this module wherever input is parsed. */
z.config(ja());
