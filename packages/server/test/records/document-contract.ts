import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { TestServer } from '../http/run-server.ts'

type Json = Record<string, unknown>
interface Media {
  readonly schema?: Json
  readonly example?: unknown
}
interface Operation {
  readonly tags?: readonly string[]
  readonly description?: string
  readonly requestBody?: { readonly content: Record<string, Media> }
  readonly responses: Record<string, { readonly content?: Record<string, Media> }>
}

/** What the document shows is what the schemas take. */
export function documentContract(open: () => TestServer): void {
  describe('the document of these routes', () => {
    let document: { paths: Record<string, Record<string, Operation>>; components: { schemas: Record<string, Json> } }
    beforeAll(async () => {
      document = (await open().ask('GET', '/openapi.json')).body
    })

    it('has examples that are what their schemas say', () => {
      let checked = 0
      for (const [path, methods] of Object.entries(document.paths)) {
        for (const [method, { requestBody, responses }] of Object.entries(methods)) {
          for (const content of [requestBody?.content, ...Object.values(responses).map((one) => one.content)]) {
            for (const { schema, example } of Object.values(content ?? {})) {
              if (schema === undefined || example === undefined) continue
              checked++
              const parsed = z.fromJSONSchema(resolved(schema, document.components.schemas) as never).safeParse(example)
              expect({ method, path, problem: parsed.error?.issues }).toEqual({ method, path, problem: undefined })
            }
          }
        }
      }
      expect(checked).toBeGreaterThan(10)
    })
  })
}

/** A schema with what it refers to in its place. */
function resolved(schema: unknown, known: Record<string, Json>): unknown {
  if (Array.isArray(schema)) return schema.map((one) => resolved(one, known))
  if (typeof schema !== 'object' || schema === null) return schema
  if ('$ref' in schema) return resolved(known[String(schema.$ref).split('/').at(-1) ?? ''], known)
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([key]) => key !== 'example')
      .map(([key, value]) => [key, resolved(value, known)]),
  )
}
