import { BOUNDS, type Database } from 'rawi/maintenance'
import { writeAs } from '../access/as-caller.ts'

/** Running calls that no process holds, of the house's tenant and of those that have keys; the latest of them. */
export async function readLeft(
  database: Database,
  tenantId: string,
): Promise<{ readonly id: string; readonly tenant_id: string }[]> {
  const [result] = await writeAs(database, {
    text: `select c.id, c.tenant_id from conversations c
      where c.tenant_id in (select $1::uuid union select tenant_id from api_keys) and c.status = 'active'
        and c.recorder_id is null and c.updated_at > now() - make_interval(mins => $2)
      order by c.started_at desc limit 1000`,
    values: [tenantId, BOUNDS.RESUME_MINUTES],
  })
  return result?.rows ?? []
}
