import type { Context } from 'hono'
import type { HouseEnv } from '../http/house.ts'
import { PAGE_POLICY } from '../http/security-headers.ts'

const PAGE = `<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Rawi: API reference</title>
<link rel="stylesheet" href="/files/swagger-ui.css">
<link rel="icon" href="data:,">
</head>
<body>
<div id="reference"></div>
<script src="/files/swagger-ui-bundle.js"></script>
<script src="/files/docs.js"></script>
</body>
</html>
`

/** The API reference, from files of this server only. Its program sets styles on elements, which scripts may. */
export function sendDocs(c: Context<HouseEnv>): Response {
  c.header('content-security-policy', PAGE_POLICY)
  c.header('referrer-policy', 'same-origin')
  return c.html(PAGE)
}
