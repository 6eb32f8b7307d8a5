import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import './call.css'
import { awaitedCall } from './awaited-call.ts'
import { CallPage } from './call-page.tsx'
import { createWords } from './words/create-words.ts'
import { firstLanguage, followWords, WordsContext } from './words/use-words.ts'

const root = document.querySelector('#call')
if (root) {
  const awaited = awaitedCall(document)
  const words = createWords(firstLanguage(location.search, awaited.languages))
  followWords(words)
  createRoot(root).render(
    <StrictMode>
      <WordsContext value={words}>
        <CallPage awaited={awaited} />
      </WordsContext>
    </StrictMode>,
  )
}
