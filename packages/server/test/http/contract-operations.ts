import type { Answer, TestServer } from './run-server.ts'

type Schema = {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly format?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly minimum?: number
  readonly minLength?: number
  readonly minItems?: number
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
}

export interface Operation {
  readonly name: string
  readonly method: string
  /** With `{parameters}`. */
  readonly path: string
  readonly scope: string | undefined
  /** Nobody needs a key for it. */
  readonly open: boolean
  readonly bodyMaxBytes: number
  readonly parameters: readonly { readonly name: string; readonly in: string }[]
  /** Of its JSON body, where it takes one. */
  readonly body: Schema | undefined
  readonly statuses: readonly string[]
}

export interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> }
}

interface OpenApiOperation {
  readonly 'x-scope'?: string
  readonly security?: readonly unknown[]
  readonly 'x-body-max-bytes'?: number
  readonly parameters?: readonly { readonly name: string; readonly in: string }[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> }
  readonly responses: Readonly<Record<string, unknown>>
}

/** Every route of the document that callers need something for. */
export function operationsOf(document: OpenApi): Operation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      name: `${method.toUpperCase()} ${path}`,
      method: method.toUpperCase(),
      path,
      scope: operation['x-scope'],
      open: operation.security?.length === 0,
      bodyMaxBytes: operation['x-body-max-bytes'] ?? 0,
      parameters: operation.parameters ?? [],
      body: operation.requestBody?.content['application/json']?.schema,
      statuses: Object.keys(operation.responses),
    })),
  )
}

/** The smallest value that a schema describes. */
export function sampleOf(schema: Schema, document: OpenApi): unknown {
  if (schema.$ref !== undefined)
    return sampleOf(document.components.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}, document)
  if (schema.const !== undefined) return schema.const
  if (schema.enum !== undefined) return schema.enum[0]
  const choice = schema.anyOf?.[0] ?? schema.oneOf?.[0]
  if (choice !== undefined) return sampleOf(choice, document)
  if (schema.allOf !== undefined) return Object.assign({}, ...schema.allOf.map((one) => sampleOf(one, document)))
  switch ([schema.type].flat()[0]) {
    case 'object':
      return Object.fromEntries(
        (schema.required ?? []).map((key) => [key, sampleOf(schema.properties?.[key] ?? {}, document)]),
      )
    case 'array':
      return Array.from({ length: schema.minItems ?? 0 }, () => sampleOf(schema.items ?? {}, document))
    case 'integer':
    case 'number':
      return schema.minimum ?? 1
    case 'boolean':
      return true
    default:
      return textOf(schema)
  }
}

function textOf({ format, minLength = 1 }: Schema): string {
  if (format === 'date-time') return '2026-11-22T10:00:00Z'
  if (format === 'uuid') return '0192c3de-0000-7000-8000-000000000000'
  if (format === 'uri') return 'https://example.com/'
  return 'x'.repeat(minLength)
}

/** Asks and reads the answer, but not what a stream goes on saying. */
export async function askOnce(
  rawi: TestServer,
  {
    method,
    url,
    key,
    body,
    type = 'application/json',
  }: { method: string; url: string; key?: string; body?: string; type?: string },
): Promise<Pick<Answer, 'status' | 'text' | 'headers'>> {
  const leave = new AbortController()
  const response = await fetch(rawi.url + url, {
    method,
    signal: leave.signal,
    headers: {
      ...(key !== undefined && { authorization: `Bearer ${key}` }),
      ...(body !== undefined && { 'content-type': type }),
    },
    ...(body !== undefined && { body }),
  })
  const streams = response.headers.get('content-type')?.startsWith('text/event-stream') === true
  const text = streams ? '' : await response.text()
  if (streams) leave.abort()
  return { status: response.status, text, headers: response.headers }
}
