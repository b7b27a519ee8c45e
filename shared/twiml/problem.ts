/** Something wrong with a TwiML document, said so that its author can find and mend it. */
export interface TwimlProblem {
  /** Stable name of the rule that was broken, e.g. `twiml.unknownAttribute`. */
  readonly code: string;
  /** What is wrong, what was expected, and where known the nearest valid choice. */
  readonly message: string;
  /** Where, e.g. `/Response/Gather[1]/@numDigits`; the index counts siblings of the same tag from 1. */
  readonly path: string;
  /** Tag of the offending element (for a text problem, of the element that holds the text). */
  readonly element: string;
  readonly attribute?: string;
  readonly severity: 'error' | 'warning';
  /** The error or warning Twilio would log: https://www.twilio.com/docs/api/errors */
  readonly twilioError?: number;
  /** The nearest valid name or value. */
  readonly suggestion?: string;
}
