/** What a caller may do: look, add and change conversations, act in running calls, run the house. */
export const SCOPES = ['read', 'write', 'operate', 'admin'] as const
export type Scope = (typeof SCOPES)[number]

/** Who sends a request. */
export interface Caller {
  readonly tenantId: string
  readonly scopes: ReadonlySet<Scope>
  readonly kind: 'key' | 'session' | 'token'
  /** Of the key or session, or the token's subject. */
  readonly id: string
  /** What people call it; never a caller's own name. */
  readonly name: string
}

/** `admin` may do everything. */
export function holdsScope(caller: Caller, scope: Scope): boolean {
  return caller.scopes.has(scope) || caller.scopes.has('admin')
}
