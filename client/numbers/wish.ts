/** A number that somebody wants to go on with: found in the list, and open where its flow is chosen. */
export interface Wish {
  readonly sid: string;
  readonly phoneNumber: string;
}
