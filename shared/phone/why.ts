/** Why a leg ended whose party hung up. */
export const PARTY_HUNG_UP = 'The party hung up.';

/** Why the leg of a Dial ended when its caller hung up. */
export const CALLER_HUNG_UP = 'The caller hung up.';

/** Why the leg of a Dial ended that rang beside the one that was answered. */
export const SOMEBODY_ELSE_ANSWERED = 'Somebody else answered.';
