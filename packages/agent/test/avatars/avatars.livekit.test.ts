import { afterEach, describe, expect, it } from 'vitest'
import { AVATAR_NAMES, type AvatarName, avatarRefusal, type CallDesk } from '../../src/index.ts'
import { openDesk, recorderWithoutDatabase } from '../call/calls-of-test.ts'

const { recorder } = recorderWithoutDatabase()
const desks: CallDesk[] = []
afterEach(() => Promise.all(desks.splice(0).map((desk) => desk.close())))

async function call(avatar?: AvatarName) {
  const happened: { kind: string; detail: unknown }[] = []
  const listen = ({ event }: { event: { kind: string; detail: unknown } }) => {
    happened.push({ kind: event.kind, detail: event.detail })
  }
  recorder().on('event', listen)
  const opened = await openDesk({ recorder: recorder(), models: {}, ...(avatar && { avatar }) })
  desks.push(opened.desk)
  const page = await opened.call({ language: 'en' })
  await page.until(() => page.answers().length === 1, 'the greeting')
  recorder().off('event', listen)
  const provider = recorder().running().at(-1)?.record.avatar_provider
  return { page, provider, happened }
}

describe('who shows the agent in a call at a page', () => {
  it.each([
    [undefined, 'builtin', 'drawn'],
    ['builtin', 'builtin', 'drawn'],
    ['audio', 'audio', 'none'],
  ] as const)('%s: %s is kept, and the page shows a face that is %s', async (avatar, provider, face) => {
    const call1 = await call(avatar)
    expect(call1.provider).toBe(provider)
    expect(call1.happened).toEqual([])
    expect(call1.page.errors()).toEqual([])
    expect(call1.page.first('welcome')).toMatchObject({ face })
  })

  it.each(['tavus', 'lemonslice', 'anam', 'bey'] as const)(
    '%s has no room to come into: the built-in face is kept, the page told, an event recorded, the call answered',
    async (avatar) => {
      const { page, provider, happened } = await call(avatar)
      expect(provider).toBe('builtin')
      expect(happened).toEqual([{ kind: 'avatar_refused', detail: { provider: avatar, code: 'RAWI_AVATAR_REFUSED' } }])
      expect(page.errors()).toEqual(['RAWI_AVATAR_REFUSED'])
      expect(page.first('welcome')).toMatchObject({ face: 'drawn' })
      expect(await page.ask('what are your opening hours?')).toContain('Saturday to Thursday')
    },
  )

  it('is known before the first caller, of every name', async () => {
    const refused = await Promise.all(AVATAR_NAMES.map(async (name) => (await avatarRefusal(name))?.code))
    expect(refused).toEqual([undefined, undefined, ...Array(4).fill('RAWI_AVATAR_REFUSED')])
    expect((await avatarRefusal('tavus'))?.message).toContain('LiveKit room')
  })
})
