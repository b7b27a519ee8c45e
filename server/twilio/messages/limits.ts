/**
 * Caps on the messages that calls can make a flow send, against SMS pumping: somebody who calls again and again, or gives numbers
 * of their own, so that messages are paid for. https://www.twilio.com/docs/messaging/features/sms-pumping-protection-programmable-messaging
 */
export const MESSAGE_LIMITS = {
  /** Messages of one call or conversation. */
  perCall: 10,
  /** Messages of one flow to one recipient within an hour. */
  perRecipientHour: 5,
  /** Messages of one flow within 24 hours. */
  perFlowDay: 1_000,
} as const;
