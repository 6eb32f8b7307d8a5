import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SCOPES, type Scope } from '../../src/access/caller.ts'
import { askOnce, type OpenApi, type Operation, operationsOf, sampleOf } from './contract-operations.ts'
import { BODY_SAMPLES, PARAMETER_SAMPLES } from './contract-samples.ts'
import { OTHER_TENANT, runServer, type TestServer } from './run-server.ts'

const MISSING = '0192c3de-ffff-7fff-bfff-ffffffffffff'
const HOSTILE = [
  '%00',
  '%ED%A0%80',
  '..%2f..%2fetc',
  "'%20or%201=1--",
  '%F0%9F%92%A5',
  '%25',
  'a'.repeat(3_000),
  '-1',
  '1e999',
  '[]',
]

describe('every route of the OpenAPI document', () => {
  let rawi: TestServer
  let document: OpenApi
  let operations: Operation[]
  let admin: string
  let foreign: string
  let reader: string
  let operator: string

  beforeAll(async () => {
    rawi = await runServer({ RAWI_REQUESTS_PER_MINUTE: '0' })
    document = (await rawi.ask('GET', '/openapi.json')).body
    operations = operationsOf(document)
    admin = await rawi.key(['admin'])
    foreign = await rawi.key(['admin'], OTHER_TENANT)
    reader = await rawi.key(['read'])
    operator = await rawi.key(['operate'])
  })
  afterAll(() => rawi.close())

  const bodyOf = ({ name, body }: Operation): string | undefined =>
    body === undefined ? undefined : JSON.stringify(BODY_SAMPLES[name] ?? sampleOf(body, document))

  /** The path with something in the place of each parameter. */
  const filled = (operation: Operation, value: (name: string) => string) =>
    operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => value(name))

  const ask = (operation: Operation, url: string, more: { key?: string; body?: string; type?: string } = {}) => {
    const body = bodyOf(operation)
    return askOnce(rawi, { method: operation.method, url, ...(body !== undefined && { body }), ...more })
  }

  it('is there, in OpenAPI 3.1', () => {
    expect(document).toMatchObject({ openapi: '3.1.0' })
    expect(operations.length).toBeGreaterThan(4)
  })

  it('has a sample for each path parameter', () => {
    const named = operations.flatMap(({ path }) => [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? ''))
    expect([...new Set(named)].filter((name) => PARAMETER_SAMPLES[name] === undefined)).toEqual([])
  })

  it('answers strangers as if it were not there, whatever they send', async () => {
    const nowhere = await rawi.ask('GET', '/v1/nowhere')
    expect(nowhere).toMatchObject({ status: 404, body: { code: 'RAWI_NOT_FOUND' } })
    for (const operation of operations.filter(({ open }) => !open)) {
      for (const more of [{}, { body: '{"no":1' }, { type: 'text/plain' }]) {
        if (operation.body === undefined && 'body' in more) continue
        const { status, text } = await ask(
          operation,
          filled(operation, () => MISSING),
          more,
        )
        expect({ name: operation.name, status, text }).toEqual({
          name: operation.name,
          status: 404,
          text: nowhere.text,
        })
      }
    }
  })

  it('refuses credentials that are none', async () => {
    for (const operation of operations.filter(({ open }) => !open).slice(0, 5)) {
      const { status, headers } = await ask(
        operation,
        filled(operation, () => MISSING),
        { key: `rawi_${'a'.repeat(43)}` },
      )
      expect({ name: operation.name, status }).toEqual({ name: operation.name, status: 401 })
      expect(headers.get('www-authenticate')).toMatch(/^Bearer /)
    }
  })

  it('answers another tenant about what is ours as about what is missing', async () => {
    for (const operation of operations.filter(({ path }) => path.includes('{'))) {
      const names = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '')
      const samples = await Promise.all(names.map((name) => PARAMETER_SAMPLES[name]?.(rawi)))
      const ours = await ask(
        operation,
        filled(operation, (name) => samples[names.indexOf(name)] ?? ''),
        { key: foreign },
      )
      const missing = await ask(
        operation,
        filled(operation, () => MISSING),
        { key: foreign },
      )
      expect({ name: operation.name, status: ours.status, text: ours.text }).toEqual({
        name: operation.name,
        status: 404,
        text: missing.text,
      })
    }
  })

  it('answers 403 to whoever lacks its scope, before anything else is looked at', async () => {
    for (const operation of operations.filter(({ scope }) => scope !== undefined)) {
      expect(SCOPES).toContain(operation.scope as Scope)
      const key = operation.scope === 'read' ? operator : reader
      const { status } = await ask(
        operation,
        filled(operation, () => MISSING),
        { key },
      )
      expect({ name: operation.name, status }).toEqual({ name: operation.name, status: 403 })
    }
  })

  it('refuses query parameters and fields that it does not know, and names them', async () => {
    for (const operation of operations) {
      const path = filled(operation, () => MISSING)
      const query = await ask(operation, `${path}?no_such_field=1`, { key: admin })
      expect({ name: operation.name, status: query.status }).toEqual({ name: operation.name, status: 400 })
      expect(JSON.parse(query.text).errors).toContainEqual({
        in: 'query',
        path: 'no_such_field',
        message: 'is not known here',
      })
      if (operation.body === undefined) continue
      const sample = JSON.parse(bodyOf(operation) ?? '{}')
      const field = await ask(operation, path, { key: admin, body: JSON.stringify({ ...sample, no_such_field: 1 }) })
      expect({ name: operation.name, status: field.status }).toEqual({ name: operation.name, status: 400 })
      expect(JSON.parse(field.text).errors).toContainEqual({
        in: 'body',
        path: 'no_such_field',
        message: 'is not known here',
      })
    }
  })

  it('refuses bodies that are too large, broken, or of another kind', async () => {
    for (const operation of operations.filter(({ body }) => body !== undefined)) {
      const path = filled(operation, () => MISSING)
      const large = JSON.stringify({ large: 'x'.repeat(operation.bodyMaxBytes) })
      const statuses = []
      for (const more of [{ body: large }, { body: '{"a":' }, { body: '' }, { type: 'text/plain' }]) {
        statuses.push((await ask(operation, path, { key: admin, ...more })).status)
      }
      statuses.push((await askOnce(rawi, { method: operation.method, url: path, key: admin })).status)
      expect({ name: operation.name, statuses }).toEqual({ name: operation.name, statuses: [413, 400, 400, 415, 400] })
    }
  })

  it('answers another method with those that it takes', async () => {
    for (const operation of operations) {
      const { status, headers } = await askOnce(rawi, {
        method: 'PUT',
        url: filled(operation, () => MISSING),
        key: admin,
      })
      expect({ name: operation.name, status }).toEqual({ name: operation.name, status: 405 })
      expect(headers.get('allow')?.split(', ')).toContain(operation.method)
    }
  })

  it('never fails, whatever stands in its path and query, and answers only what it declares', async () => {
    for (const operation of operations) {
      const query = operation.parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name)
      const urls = HOSTILE.flatMap((value) => [
        ...(operation.path.includes('{') ? [filled(operation, () => value)] : []),
        ...query.map((name) => `${filled(operation, () => MISSING)}?${name}=${value}`),
      ])
      for (const url of urls) {
        const { status, headers } = await ask(operation, url, { key: admin })
        expect({ url, type: headers.get('x-content-type-options') }).toEqual({ url, type: 'nosniff' })
        expect(headers.get('content-security-policy')).toContain("default-src 'none'")
        expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
        expect({ url, status: operation.statuses.includes(String(status)) ? 'declared' : status }).toEqual({
          url,
          status: 'declared',
        })
        expect({ url, failed: status >= 500 }).toEqual({ url, failed: false })
      }
    }
  })
})
