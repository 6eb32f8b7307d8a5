import type { Transfer, TransferOptions } from 'rawi/maintenance'
import type { Desk } from './desk.ts'

/** Opens what goes in and out of the database of this run, runs and closes. */
export async function withTransfer<T>(
  desk: Desk,
  more: { readonly zone?: string },
  run: (transfer: Transfer) => Promise<T>,
): Promise<T> {
  const { openTransfer } = await import('rawi/maintenance')
  const transfer = await openTransfer(await transferOptions(desk, more))
  try {
    return await run(transfer)
  } finally {
    await transfer.close()
  }
}

/** The settings of this run as a transfer takes them. */
export async function transferOptions(
  { environment }: Desk,
  more: { readonly zone?: string },
): Promise<TransferOptions> {
  const { home, databaseUrl, recorder } = await environment()
  return {
    stateDir: home,
    ...(databaseUrl !== undefined && { databaseUrl }),
    ...(recorder.schema !== undefined && { schema: recorder.schema }),
    ...(recorder.tenantId !== undefined && { tenantId: recorder.tenantId }),
    ...(recorder.defaultRegion !== undefined && { defaultRegion: recorder.defaultRegion }),
    ...more,
  }
}
