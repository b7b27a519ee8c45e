/** What is wrong with a message before it is sent; undefined where nothing is. https://www.twilio.com/docs/messaging/twiml/message */
export function messageFault({ to, from, body, media = 0 }: Outgoing): MessageFault | undefined {
  if (!ADDRESS.test(to)) return { code: 14101, message: `"${to.slice(0, 40)}" cannot get messages` };
  if (!ADDRESS.test(from) && !SENDER_NAME.test(from)) {
    return { code: 14102, message: `"${from.slice(0, 40)}" cannot send messages` };
  }
  if (body === '' && media === 0) return { code: 14103, message: 'the message is empty' };
  if (body.length > BODY_CHARACTERS)
    return { code: 14103, message: `a message has ${BODY_CHARACTERS} characters at most` };
  return undefined;
}

export interface MessageFault {
  readonly code: number;
  readonly message: string;
}

interface Outgoing {
  readonly to: string;
  readonly from: string;
  readonly body: string;
  readonly media?: number;
}

/** Numbers, short codes, and addresses of channels such as `whatsapp:+1…`. */
const ADDRESS = /^([a-z]+:)?\+?[0-9][0-9 ().-]{2,20}$|^(messenger|client):.+$/;

const SENDER_NAME = /^(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11}$/;

const BODY_CHARACTERS = 1_600;
