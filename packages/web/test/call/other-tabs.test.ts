import { afterEach, describe, expect, it, vi } from 'vitest'
import { answerOtherTabs, askOtherTabs, callInOtherTab } from '../../src/call/engine/other-tabs.ts'

const place = { call: 'c1', token: 't1' }

describe('a call in another tab', () => {
  const stops: (() => void)[] = []
  afterEach(() => {
    for (const stop of stops.splice(0)) stop()
  })

  it('is found where it runs, and only there', async () => {
    expect(await callInOtherTab(1)).toBeUndefined()
    const heard = vi.fn()
    const nowhere = answerOtherTabs(() => undefined, heard)
    const here = answerOtherTabs(() => place, vi.fn())
    stops.push(nowhere.stop, here.stop)
    expect(await callInOtherTab(20_000)).toEqual(place)
    // And its end is heard in the tab that gave it away.
    const ended = { type: 'ended', reason: 'user_hangup', conversation: 'x', saved: true } as const
    here.ended('c1', ended as never)
    await vi.waitFor(() => expect(heard).toHaveBeenCalledWith('c1', ended))
  })

  it('is found however late its tab answers, until nobody asks any more', async () => {
    const tab = new BroadcastChannel('rawi.call')
    const asked = new Promise<string>((resolve) => {
      tab.onmessage = (event) => resolve((event as MessageEvent<{ ask: string }>).data.ask)
    })
    stops.push(() => tab.close())
    const found = vi.fn()
    const stop = askOtherTabs(found)
    stops.push(stop)
    const ask = await asked
    // Meanwhile somebody who starts a call has waited as long as one may.
    expect(await callInOtherTab(1)).toBeUndefined()
    tab.postMessage({ answer: 'somebody else', place: { call: 'c2', token: 't2' } })
    tab.postMessage({ answer: ask, place })
    await vi.waitFor(() => expect(found.mock.calls).toEqual([[place]]))
    stop()
    tab.postMessage({ answer: ask, place })
    expect(await callInOtherTab(1)).toBeUndefined()
    expect(found).toHaveBeenCalledTimes(1)
  })
})
