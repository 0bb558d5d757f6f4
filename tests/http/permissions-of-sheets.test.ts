import { changesSheets, testPermissions } from "@/tests/http/permission-checks";

testPermissions(changesSheets);
