/** What one call may make the phone do, and Twilio's own limits that it keeps. https://www.twilio.com/docs/voice/twiml */
export const PHONE_LIMITS = {
  /** Bytes of a document; more is error 11750. */
  documentBytes: 65_536,
  /** Seconds a webhook may take. */
  requestSeconds: 15,
  /** HTTP redirects followed for one request; more is error 11215. */
  httpRedirects: 10,
  /** Documents one call may ask for. Twilio bounds a circle of redirects by the call's length only; a rehearsal must end. */
  documentsPerCall: 1_000,
  /** Characters of all its documents; what is beyond Twilio's size is refused at once and counts no more than that. */
  charactersPerCall: 4_000_000,
  /** Verbs run in one call, for the same reason. */
  verbsPerCall: 20_000,
  /** Events of one call: what verbs do in loops without taking time is bounded by nothing else. */
  eventsPerCall: 100_000,
  /** Characters of an answer that its event keeps. */
  bodyKept: 65_536,
  /** Times a verb may loop: https://www.twilio.com/docs/voice/twiml/say#loop */
  loops: 1_000,
  /** Seconds a call lasts at the most. */
  callSeconds: 14_400,
} as const;
