import type { EraseSelector, Erasure } from 'rawi'
import { asReader, type Database, FIND_ID, idValues, keptLabel } from 'rawi/maintenance'
import { readAs } from '../access/as-caller.ts'
import type { Caller } from '../access/caller.ts'
import type { House } from '../http/house.ts'

/** What is left of something erased: how much it was, and never whose. */
export interface Receipt {
  readonly receipt: string
  readonly conversations: number
  readonly messages: number
  readonly users: number
}

/** What is erased, as the audit log names it afterwards; of a number it keeps nothing. */
export interface Target {
  readonly kind: 'conversation' | 'user' | 'phone'
  /** Undefined for a number. */
  readonly id: string | undefined
}

/** Erases through the recorder, which reaches journals and transcripts too, and writes that into the audit log. */
export async function eraseNow(
  { recorderOf, audit }: House,
  caller: Caller,
  requestId: string,
  { selector, target }: { readonly selector: EraseSelector; readonly target: Target },
): Promise<Receipt> {
  const recorder = await recorderOf(caller.tenantId)
  const receipt = receiptOf(await recorder.erase(selector))
  await audit.record({
    ...{ caller, action: `${target.kind}.erased`, requestId, detail: { ...receipt } },
    target: target.id === undefined ? { kind: 'erasure', id: receipt.receipt } : { kind: target.kind, id: target.id },
  })
  return receipt
}

function receiptOf({ receipt, conversations, messages, users }: Erasure): Receipt {
  return { receipt, conversations: conversations.length, messages, users }
}

/** The receipt that an earlier erasure of the same thing left, so that asking again is answered alike. */
export async function earlierReceipt(
  database: Database,
  tenantId: string,
  { kind, id }: Target,
): Promise<Receipt | undefined> {
  const [result] = await readAs(
    database,
    { tenantId },
    {
      text: `select a.detail from audit_log a where a.tenant_id = $1 and a.target_id = $2 and a.target_kind = $3 and a.action = $4
        order by a.occurred_at desc limit 1`,
      values: [tenantId, id?.toLowerCase() ?? null, kind, `${kind}.erased`],
    },
  )
  return (result?.rows[0] as { detail: Receipt } | undefined)?.detail
}

/** The id of a conversation that the database knows, or that this process runs. */
export async function conversationId(house: House, tenantId: string, idOrLabel: string): Promise<string | undefined> {
  const [, result] = await house.database.batch([
    asReader(tenantId),
    { text: `select ${FIND_ID} as id`, values: idValues(keptLabel(idOrLabel), tenantId) },
  ])
  const { id } = (result?.rows[0] ?? { id: null }) as { id: string | null }
  if (id !== null) return id
  const recorder = await house.recorderOf(tenantId)
  return (await recorder.getConversation(idOrLabel))?.id
}

/** The number of a caller, by which all that is theirs is found. */
export async function phoneOfUser(database: Database, tenantId: string, id: string): Promise<string | undefined> {
  const [result] = await readAs(database, { tenantId }, { text: 'select phone from users where id = $1', values: [id] })
  return (result?.rows[0] as { phone: string } | undefined)?.phone
}
