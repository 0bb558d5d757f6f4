-- The fold also makes the ideograph of a radical that looks like one (lib/domain/shared/text-fold.ts, RADICALS): copies from PDF files
-- and from macOS have U+2ED1 for 長. NFKC knows those of U+2F00-U+2FD5; these are Unicode's EquivalentUnifiedIdeograph of U+2E80-U+2EF3.
CREATE OR REPLACE FUNCTION portal_fold(p_text text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN regexp_replace(translate(
    normalize(portal_seen(normalize(portal_one_case(normalize(portal_seen(p_text), NFKD)), NFKC)), NFKC),
    U&'\301c\2016' ||
      U&'\2e81\2e82\2e83\2e84\2e85\2e86\2e87\2e88\2e89\2e8a\2e8b\2e8c\2e8d\2e8e\2e8f\2e90\2e91\2e92\2e93'
      '\2e94\2e95\2e96\2e97\2e98\2e99\2e9b\2e9c\2e9d\2e9e\2ea0\2ea1\2ea2\2ea3\2ea4\2ea5\2ea6\2ea7\2ea8'
      '\2ea9\2eaa\2eab\2eac\2ead\2eae\2eaf\2eb0\2eb1\2eb2\2eb3\2eb4\2eb5\2eb6\2eb7\2eb8\2eb9\2eba\2ebb'
      '\2ebc\2ebd\2ebe\2ebf\2ec0\2ec1\2ec2\2ec3\2ec4\2ec5\2ec6\2ec7\2ec8\2ec9\2eca\2ecb\2ecc\2ecd\2ece'
      '\2ecf\2ed0\2ed1\2ed2\2ed3\2ed4\2ed5\2ed6\2ed7\2ed8\2ed9\2eda\2edb\2edc\2edd\2ede\2edf\2ee0\2ee1'
      '\2ee2\2ee3\2ee4\2ee5\2ee6\2ee7\2ee8\2ee9\2eea\2eeb\2eec\2eed\2eee\2eef\2ef0\2ef1\2ef2',
    U&'~\2225' ||
      U&'\5382\4e5b\4e5a\4e59\4ebb\5182\+020628\5200\5202\535c\353e\5c0f\5c0f\5140\5c23\5c22\+021bc2\5df3\5e7a'
      '\5f51\+02b739\5fc4\5fc3\624c\6535\65e1\65e5\6708\6b7a\6c11\6c35\6c3a\706c\722b\722b\4e2c\725b\72ad'
      '\738b\+024d14\76ee\793a\793b\+025ad7\7cf9\7e9f\7f53\7f52\34c1\5197\+02626b\7f8a\+02634c\+02634b\8002\8080\807f'
      '\8089\+026951\8279\8279\8279\864e\8864\8980\897f\89c1\89d2\+0278b2\8ba0\8d1d\+027fb7\8f66\8fb6\8fb6\8fb6'
      '\9091\9485\9577\9578\957f\95e8\+028e0f\961d\96e8\9752\97e6\9875\98ce\98de\98df\+02967f\98e0\9963\+029810'
      '\9a6c\9aa8\9b3c\9c7c\9e1f\5364\9ea6\9ec4\9efe\6589\9f50\6b6f\9f7f\7adc\9f99\9f9c\4e80'),
    '[\u002d\u058a\u05be\u1400\u1806\u2010-\u2015\u207b\u208b\u2212\u2500\u2501\u2e17\u2e1a\u2e3a\u2e3b\u2e40\u2e5d\u30fc\ufe31\ufe32\ufe58\ufe63\uff0d\U00010d6e\U00010ead]', '-', 'g');

-- Generated columns keep what the function said before; so they are made anew. Their unique indexes go with them.
ALTER TABLE department DROP COLUMN name_fold,
  ADD COLUMN name_fold text NOT NULL GENERATED ALWAYS AS (portal_fold(name)) STORED;
ALTER TABLE critical_system DROP COLUMN name_fold,
  ADD COLUMN name_fold text NOT NULL GENERATED ALWAYS AS (portal_fold(name)) STORED;
ALTER TABLE person DROP COLUMN staff_number_fold, DROP COLUMN search_fold,
  ADD COLUMN staff_number_fold text GENERATED ALWAYS AS (nullif(portal_fold(staff_number), '')) STORED,
  ADD COLUMN search_fold text NOT NULL GENERATED ALWAYS AS (
    portal_search_fold(name) || chr(10) || portal_search_fold(email) || chr(10) || coalesce(portal_search_fold(staff_number), '')) STORED;
ALTER TABLE operator DROP COLUMN search_fold,
  ADD COLUMN search_fold text NOT NULL GENERATED ALWAYS AS (portal_search_fold(name)) STORED;

-- As in `text_folds`: what is equal now stays, is marked, and does not bind the ones that come.
UPDATE department t SET doubled = true FROM (
  SELECT operator_id, id, row_number() OVER (PARTITION BY operator_id, name_fold ORDER BY retired_at IS NOT NULL, id) AS place FROM department
  WHERE NOT doubled) n
  WHERE n.operator_id = t.operator_id AND n.id = t.id AND n.place > 1;
UPDATE critical_system t SET doubled = true FROM (
  SELECT operator_id, id, row_number() OVER (PARTITION BY operator_id, name_fold ORDER BY retired_at IS NOT NULL, id) AS place FROM critical_system
  WHERE NOT doubled) n
  WHERE n.operator_id = t.operator_id AND n.id = t.id AND n.place > 1;
UPDATE person t SET doubled = true FROM (
  SELECT operator_id, id, row_number() OVER (PARTITION BY operator_id, staff_number_fold ORDER BY left_at IS NOT NULL, id) AS place FROM person
  WHERE NOT doubled AND staff_number_fold IS NOT NULL) n
  WHERE n.operator_id = t.operator_id AND n.id = t.id AND n.place > 1;

CREATE UNIQUE INDEX department_name_fold ON department (operator_id, name_fold) WHERE NOT doubled;
CREATE UNIQUE INDEX critical_system_name_fold ON critical_system (operator_id, name_fold) WHERE NOT doubled;
CREATE UNIQUE INDEX person_staff_number_fold ON person (operator_id, staff_number_fold) WHERE NOT doubled;

ALTER TABLE account DROP COLUMN search_fold,
  ADD COLUMN search_fold text NOT NULL GENERATED ALWAYS AS (portal_search_fold(name)) STORED;
GRANT SELECT (search_fold) ON account TO portal_application;
