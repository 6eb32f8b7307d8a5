import type { Database } from '../../src/store/database.ts'

/** What stands in the schema, told by the catalogs in one form, whatever the version of the server and its tools. */
export async function dumpSchema(database: Database): Promise<string> {
  const sections: string[] = []
  for (const sql of [TABLES, INDEXES, POLICIES, FUNCTIONS]) {
    const { rows } = await database.query<{ text: string }>(sql)
    sections.push(rows.map((row) => row.text.trimEnd()).join('\n'))
  }
  return `${sections.join('\n\n')}\n`
}

const GRANTS = (acl: string): string => `coalesce((
  select string_agg(format(E'\\n-- %s: %s', a.grantee, a.rights), '' order by a.grantee) from (
    select coalesce(r.rolname, 'public') as grantee, string_agg(lower(x.privilege_type), ', ' order by x.privilege_type) as rights
    from aclexplode(${acl}) x left join pg_roles r on r.oid = x.grantee
    where coalesce(r.rolname, 'public') in ('public', 'anon', 'authenticated', 'rawi_writer', 'service_role')
    group by 1) a), '')`

const TABLES = `
select format(E'create table %s (\\n%s\\n);%s%s%s', c.relname,
  (select string_agg(line, E',\\n' order by part, place) from (
    select 1 as part, a.attnum::text::int as place, format('  %s %s%s%s', quote_ident(a.attname), format_type(a.atttypid, a.atttypmod),
      case when a.attidentity = 'a' then ' generated always as identity'
        when a.attgenerated = 's' then format(' generated always as %s stored', pg_get_expr(d.adbin, d.adrelid))
        when d.adbin is not null then ' default ' || pg_get_expr(d.adbin, d.adrelid) else '' end,
      case when a.attnotnull then ' not null' else '' end) as line
    from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    union all
    select 2, row_number() over (order by k.conname)::int, format('  constraint %s %s', k.conname, pg_get_constraintdef(k.oid))
    from pg_constraint k where k.conrelid = c.oid and k.contype in ('p', 'u', 'c', 'f')) l),
  case when c.relrowsecurity then E'\\n-- row-level security' else '' end || case when c.relforcerowsecurity then ', forced' else '' end,
  (select coalesce(string_agg(format(E'\\n-- statistics of %s: %s', a.attname, a.attstattarget), ''), '')
    from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and a.attstattarget > 0),
  ${GRANTS('c.relacl')}) || E'\\n' as text
from pg_class c where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' order by c.relname`

const INDEXES = `
select replace(pg_get_indexdef(i.indexrelid), current_schema() || '.', '') || ';' as text
from pg_index i join pg_class c on c.oid = i.indexrelid
where c.relnamespace = current_schema()::regnamespace and c.relkind = 'i'
  and not exists (select from pg_constraint k where k.conindid = i.indexrelid)
order by c.relname`

const POLICIES = `
select format('create policy %s on %s for %s to %s using (%s)%s;', p.policyname, p.tablename, lower(p.cmd), array_to_string(p.roles, ', '),
  p.qual, coalesce(format(' with check (%s)', p.with_check), '')) as text
from pg_policies p where p.schemaname = current_schema() order by p.tablename, p.policyname`

const FUNCTIONS = `
select pg_get_functiondef(p.oid) || ';' || ${GRANTS('p.proacl')} || E'\\n' as text
from pg_proc p where p.pronamespace = 'rawi'::regnamespace order by p.proname`
