import { RawiError, type Recorder } from 'rawi'
import { type OpenHouse, openHouse } from 'rawi/maintenance'
import { readServerFile } from '../http/server-file.ts'
import type { Desk } from './desk.ts'
import { type HouseClient, houseClient, isAlive } from './house-client.ts'

/** The running server of this state folder, or undefined. */
export async function runningHouse(desk: Desk): Promise<HouseClient | undefined> {
  const { home } = await desk.environment()
  const file = readServerFile(home)
  return file && (await isAlive(file)) ? houseClient(file) : undefined
}

/** The server of this state folder. @throws RawiError RAWI_SERVER_NOT_RUNNING */
export async function requireHouse(desk: Desk): Promise<HouseClient> {
  const house = await runningHouse(desk)
  if (house) return house
  throw new RawiError('RAWI_SERVER_NOT_RUNNING', 'No server runs on this state folder.')
}

/**
 * Asks the server where one holds the embedded database, else does the work here. A database server has room for
 * everybody: with DATABASE_URL the work is done here.
 */
export async function withHouse<T>(
  desk: Desk,
  { asked, here }: { asked: (house: HouseClient) => Promise<T>; here: (recorder: Recorder) => Promise<T> },
): Promise<T> {
  const house = await embeddedHouse(desk)
  return house ? asked(house) : desk.withRecorder(here)
}

/** As `withHouse`, for what needs the database itself. */
export async function withDatabase<T>(
  desk: Desk,
  { asked, here }: { asked: (house: HouseClient) => Promise<T>; here: (house: OpenHouse) => Promise<T> },
): Promise<T> {
  const house = await embeddedHouse(desk)
  if (house) return asked(house)
  const opened = await openHouse((await desk.environment()).recorder)
  try {
    await opened.recorder.ready
    return await here(opened)
  } finally {
    await opened.close()
  }
}

/** The server that holds the embedded database; undefined where there is none, or a database server for everybody. */
export async function embeddedHouse(desk: Desk): Promise<HouseClient | undefined> {
  return (await desk.environment()).databaseUrl === undefined ? runningHouse(desk) : undefined
}
