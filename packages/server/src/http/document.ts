import type { OpenAPIHono } from '@hono/zod-openapi'
import type { HouseEnv } from './house.ts'

/** The OpenAPI 3.1 document of all routes. */
export function documentOf(app: OpenAPIHono<HouseEnv>, version: string): object {
  app.openAPIRegistry.registerComponent('securitySchemes', 'key', {
    type: 'http',
    scheme: 'bearer',
    description: 'An API key (`rawi_…`) or a token of the configured issuer.',
  })
  app.openAPIRegistry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: 'rawi_session',
    description: 'The session of a person who signed in at the landing page.',
  })
  return app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Rawi',
      version,
      description:
        'Every conversation that callers have with an interactive avatar: kept, live, searched and exported.',
      license: { name: 'Apache-2.0' },
    },
  })
}
