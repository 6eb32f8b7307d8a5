import type { Words } from './words-ar.ts'

export const wordsEn: Words = {
  title: 'Call the virtual receptionist',
  brand: 'Rawi',
  language: 'Language',
  face: 'The virtual receptionist',
  faceOf: '{{name}}, the virtual receptionist',

  welcome: 'Welcome',
  about: 'Talk or write to our virtual receptionist, in Arabic or English. You may interrupt at any time.',
  aboutOne: 'Talk or write to our virtual receptionist. You may interrupt at any time.',
  check: 'Microphone',
  checkAbout: 'Try it before you start, if you like. You can always type.',
  checkStart: 'Test the microphone',
  checkStop: 'Stop the test',
  checkSpeak: 'Say something: the meter should move.',
  checkHeard: 'We hear you well.',
  level: 'Loudness',
  microphone: 'Microphone',
  microphoneNumber: 'Microphone {{number}}',
  loudspeaker: 'Loudspeaker',
  loudspeakerNumber: 'Loudspeaker {{number}}',
  consent:
    'What is said in the call is kept in writing, with your name and number if you give them, so that our staff can follow up. The sound itself is not recorded. By starting the call you agree.',
  consentRecorded:
    'What is said in the call is kept in writing and as a recording of the sound, with your name and number if you give them, so that our staff can follow up. By starting the call you agree.',
  start: 'Start the call',
  starting: 'One moment…',
  otherTab: 'You have a call running in another tab.',
  takeOver: 'Go on here',
  startNew: 'Start a new call',

  noMicrophone: {
    denied: 'The microphone is not allowed, so the call is in writing.',
    missing:
      'There is no microphone, so the call is in writing. Connect one, then choose it in “Devices and captions”.',
    taken:
      'Another program uses the microphone. Close it, then choose the microphone in “Devices and captions”, or go on in writing.',
    insecure: 'Browsers allow the microphone on secure pages only (https). Go on in writing.',
  },
  allowIn: {
    chromium: 'To allow it: press the icon beside the address, then “Microphone”, then “Allow”.',
    firefox: 'To allow it: press the crossed-out microphone beside the address and clear the block.',
    safari: 'To allow it: in the Safari menu choose “Settings for this website”, then “Microphone”, then “Allow”.',
    ios: 'To allow it: press “aA” beside the address, then “Website settings”, then “Microphone”.',
    other: 'To allow it: open the permissions of this page in your browser and grant the microphone.',
  },
  tryAgain: 'Try again',
}
