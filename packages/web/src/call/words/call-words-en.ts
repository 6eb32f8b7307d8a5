import type { CallWords } from './call-words-ar.ts'

/** Arabic counts in forms that English does not have. */
type EnglishWords = Omit<
  CallWords,
  | 'messages_zero'
  | 'messages_two'
  | 'messages_few'
  | 'messages_many'
  | 'stars_two'
  | 'stars_few'
  | 'characters_two'
  | 'characters_few'
  | 'characters_many'
>

export const callWordsEn: EnglishWords = {
  state: {
    connecting: 'Connecting',
    listening: 'Listening',
    thinking: 'Thinking',
    speaking: 'Speaking',
    ended: 'Call ended',
  },
  recording: 'Recording',
  operator: 'A colleague is with you now',
  transferred: 'A colleague was asked to help',
  duration: 'Length of the call',
  allow: 'Allow the microphone when the browser asks, or ignore it: the call then begins in writing.',

  transcript: 'Transcript',
  nothingYet: 'What is said will appear here.',
  you: 'You',
  agent: 'Receptionist',
  person: 'Staff',
  interrupted: 'interrupted',
  sending: 'sending…',
  failed: 'not sent',
  write: 'Write a message',
  send: 'Send',
  tooLong: 'The message is {{by}} too long. Shorten it, then send it.',
  pastedTooLong: 'What you pasted is {{by}} too long and was not put in the box. Paste a shorter part of it.',
  characters_one: '{{count}} character',
  characters_other: '{{count}} characters',

  mute: 'Mute the microphone',
  unmute: 'Unmute',
  muted: 'The microphone is muted',
  speak: 'Speak',
  stopSpeaking: 'Stop listening',
  speakAbout: 'Your browser turns your speech into text and may send the sound to the company that makes it.',
  voiceOff: 'Turn the voice off',
  voiceOn: 'Turn the voice on',
  settings: 'Devices and captions',
  captions: 'Captions on the picture',
  close: 'Close',
  end: 'End the call',
  hear: 'Press to hear the sound',

  lost: 'The connection is lost. We are trying again; your call is kept…',
  elsewhere: 'The call goes on in another tab.',
  bringHere: 'Bring it back here',
  dismiss: 'Got it',

  trouble: {
    avatar: 'The video of the agent cannot be shown here. The call goes on with a drawn face.',
    busy: 'All lines are busy just now. Try again in a minute.',
    closed:
      'This server takes no calls from this page. Open the page at its own address, or ask whoever runs the site.',
    elsewhere: 'The call goes on in another tab.',
    hearing: 'Your speech cannot be understood just now. Write in the box instead.',
    idle: 'Too much time passed before the call began. Start again.',
    model: 'There was no answer. Please say it again.',
    nobody: 'Whoever this page asks for is not here, or cannot answer now. Please tell whoever runs the page.',
    over: 'This call has ended, and what was said is kept. You can start a new one.',
    recording: 'The sound is no longer recorded. The call goes on and its text is kept.',
    reload: 'The server has changed. Reload the page, then start again.',
    slower: 'Messages came too fast. Wait a moment.',
    tooLong: 'The message is too long. Shorten it, then send it.',
    unknown: 'Something went wrong. The call goes on; if it happens again, reload the page.',
    unreachable: 'The server cannot be reached. Check your network, then start again.',
    voice: 'The voice cannot be played. Go on by reading and writing.',
  },

  recognitionFailed: 'The browser cannot understand speech just now. Write in the box instead.',

  after: 'Thank you for calling',
  afterAbout: 'This is what was kept of the call.',
  afterUnsaved: 'What was said is safe, and on its way to our records.',
  afterLost: 'The summary of the call did not reach us.',
  notBegun: 'The call did not begin',
  afterNothing: 'Nothing was kept of it.',
  keptDuration: 'Duration',
  keptMessages: 'Messages',
  messages_one: '{{count}} message',
  messages_other: '{{count}} messages',
  keptName: 'Name',
  keptPhone: 'Phone',
  keptEmail: 'E-mail',
  notSaid: 'not given',
  unsent: 'You wrote this, and we had no word that it arrived. Copy it if you want to send it in a new call.',
  looking: 'Looking for what was kept…',
  correct: 'Correct name and phone',
  addContact: 'Add name and phone',
  phoneHint: 'A number from another country needs its country code.',
  save: 'Save',
  saving: 'Saving…',
  cancel: 'Cancel',
  saved: 'The correction is kept. Thank you.',
  wrong: {
    name: 'Write a name with letters, or leave the box empty.',
    phone: 'This number cannot be dialled. Write all of it with its country code, such as +963 991 234 567.',
    email: 'This is not an e-mail address. One looks like name@example.com',
  },
  notKept: {
    failed: 'It could not be saved. Check your connection, then try again.',
    notYet: 'The call is still being saved. Try again in a minute.',
    often: 'Too many changes in a short time. Wait a minute, then try again.',
    tooLate: 'The time for changes to this call is over. Tell our staff what to correct.',
  },
  rate: 'How was the call?',
  stars_one: '{{count}} star',
  stars_other: '{{count}} stars',
  comment: 'Add a word, if you like',
  sendRating: 'Send the rating',
  rated: 'Thank you, your rating is kept.',
  download: 'Download the transcript',
  again: 'New call',
  fileName: 'call',
  silence: 'The call ended because nobody spoke.',
  handedOver: 'The call was handed to a colleague.',
  stopped: 'The server ended the call; what was said is kept.',
}
