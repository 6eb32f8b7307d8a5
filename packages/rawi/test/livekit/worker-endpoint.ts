import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import {
  AvailabilityRequest,
  Job,
  JobAssignment,
  JobTermination,
  JobType,
  RegisterWorkerResponse,
  Room,
  ServerInfo,
  ServerMessage,
  WorkerMessage,
} from '@livekit/protocol'
import { type WebSocket, WebSocketServer } from 'ws'

/** What LiveKit's server is to a worker: it registers it, gives it jobs and takes them away. There are no rooms behind it. */
export interface WorkerEndpoint {
  readonly url: string
  /** Resolves when a worker has registered. */
  readonly registered: Promise<void>
  /** Gives the worker a job in a room of this name; `metadata` goes with the job. */
  dispatch(room: string, metadata: string): void
  terminate(room: string): void
  close(): Promise<void>
}

export async function startWorkerEndpoint(): Promise<WorkerEndpoint> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  await once(server, 'listening')
  const { promise: registered, resolve: register } = Promise.withResolvers<void>()
  const jobs = new Map<string, Job>()
  let worker: WebSocket | undefined
  const send = (message: ServerMessage['message']) => worker?.send(new ServerMessage({ message }).toBinary())

  server.on('connection', (socket) => {
    worker = socket
    socket.on('message', (data: Uint8Array) => {
      const { message } = WorkerMessage.fromBinary(new Uint8Array(data))
      if (message.case === 'register') {
        const serverInfo = new ServerInfo({ version: 'stand-in' })
        send({ case: 'register', value: new RegisterWorkerResponse({ workerId: 'AW_test', serverInfo }) })
        register()
      }
      if (message.case === 'availability' && message.value.available) {
        const job = jobs.get(message.value.jobId)
        send({ case: 'assignment', value: new JobAssignment({ ...(job && { job }), token: 'no-room-behind-it' }) })
      }
    })
  })

  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    registered,
    dispatch(room, metadata) {
      const id = `AJ_${room}`
      const job = new Job({ id, type: JobType.JT_ROOM, room: new Room({ name: room, sid: `RM_${room}` }), metadata })
      jobs.set(id, job)
      send({ case: 'availability', value: new AvailabilityRequest({ job }) })
    },
    terminate(room) {
      send({ case: 'termination', value: new JobTermination({ jobId: `AJ_${room}` }) })
    },
    async close() {
      for (const client of server.clients) client.terminate()
      await new Promise<void>((done) => server.close(() => done()))
    },
  }
}
