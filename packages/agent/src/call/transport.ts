/**
 * One connection to a caller's page, whatever carries it. Messages keep their order; text is JSON, binary is sound.
 * Implementations bound what they receive (a WebSocket: `maxPayload` of 1 MiB is plenty) and never throw from `send`.
 */
export interface CallTransport {
  /** Takes it at once; after the connection is gone it is dropped. */
  send(message: string | Uint8Array): void
  /** Bytes taken that the network has not. */
  readonly waitingBytes: number
  /** Whoever listens last hears; messages before the first listener are kept for it. */
  listen(listener: TransportListener): void
  /** Ends the connection once what was sent is on its way. */
  close(): void
}

export interface TransportListener {
  message(message: string | Uint8Array): void
  /** Once, however it was lost. */
  closed(): void
}
