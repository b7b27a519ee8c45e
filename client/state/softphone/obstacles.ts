import type { PhoneProblem } from './problems.ts';

/** What a browser must have, as the page finds it. */
export interface BrowserParts {
  readonly isSecureContext: boolean;
  readonly mediaDevices: unknown;
  readonly RTCPeerConnection: unknown;
  readonly WebSocket: unknown;
}

/** What keeps any call from this page, whatever Twilio says; undefined where nothing does. */
export function browserObstacle(parts: BrowserParts = partsOfThisBrowser()): PhoneProblem | undefined {
  if (!parts.isSecureContext) {
    return {
      code: 'insecure',
      title: 'This page was opened over http, so the browser keeps the microphone from it',
      next: 'Open it over https, or on the computer that runs the server under http://localhost.',
    };
  }
  if (!parts.RTCPeerConnection || !parts.mediaDevices) {
    return {
      code: 'no-webrtc',
      title: 'This browser cannot make calls: WebRTC is missing or switched off',
      next: 'Use a current Chrome, Edge, Firefox or Safari, and check extensions and policies that switch WebRTC off.',
    };
  }
  if (!parts.WebSocket) {
    return {
      code: 'no-websocket',
      title: 'This browser cannot keep a line to Twilio: WebSockets are switched off',
      next: 'Allow WebSockets, or use another browser.',
    };
  }
  return undefined;
}

function partsOfThisBrowser(): BrowserParts {
  const { isSecureContext, RTCPeerConnection, WebSocket } = globalThis as Partial<typeof globalThis>;
  return {
    isSecureContext: isSecureContext ?? false,
    mediaDevices: globalThis.navigator?.mediaDevices,
    RTCPeerConnection,
    WebSocket,
  };
}
