import "server-only";
import { searchWords } from "@/lib/domain/shared/text-fold";
import { Prisma } from "@/lib/server/database/client";
import { containsWords } from "@/lib/server/database/search";

/**
 * In SQL: the ids, as text, of the objects whose names contain every word, as far as the scope of the transaction sees them; of sheets,
 * deputyships and submissions the name of what they are of, as an entry shows it. Null without a word.
 */
export function idsNamed(words: string): Prisma.Sql | null {
  if (searchWords(words).length === 0) return null;
  const named = (name: string): Prisma.Sql => containsWords(Prisma.sql`portal_search_fold(${Prisma.raw(name)})`, words);
  const person = containsWords(Prisma.raw("p.search_fold"), words);
  return Prisma.sql`
    SELECT n.id::text FROM (
      SELECT p.id FROM person p WHERE ${person}
      UNION ALL SELECT a.id FROM account a WHERE ${containsWords(Prisma.raw("a.search_fold"), words)}
      UNION ALL SELECT o.id FROM operator o WHERE ${containsWords(Prisma.raw("o.search_fold"), words)}
      UNION ALL SELECT c.id FROM cycle c WHERE ${named("c.title")}
      UNION ALL SELECT d.id FROM department d WHERE ${named("d.name")}
      UNION ALL SELECT y.id FROM critical_system y WHERE ${named("y.name")}
      UNION ALL SELECT v.id FROM survey v WHERE ${named("v.title")}
      UNION ALL SELECT m.id FROM submission m JOIN survey v ON v.id = m.survey_id WHERE ${named("v.title")}
      UNION ALL SELECT b.id FROM deputy b JOIN person p ON p.operator_id = b.operator_id AND p.id = b.person_id WHERE ${person}
      UNION ALL SELECT s.id FROM sheet s
        LEFT JOIN person p ON p.operator_id = s.operator_id AND p.id = s.person_id
        LEFT JOIN department d ON d.operator_id = s.operator_id AND d.id = s.department_id
        LEFT JOIN critical_system y ON y.operator_id = s.operator_id AND y.id = s.system_id
        WHERE CASE WHEN s.person_id IS NOT NULL THEN ${person} ELSE ${named("coalesce(y.name, d.name)")} END) n`;
}
