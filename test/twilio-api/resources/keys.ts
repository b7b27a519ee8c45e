import { randomBytes } from 'node:crypto';
import { found, type Handler, page } from '../handler.ts';
import { newSid, type Row, restTime, type State } from '../state.ts';

/** https://www.twilio.com/docs/iam/api-keys/key-resource-v2010 */

export const ListKey: Handler = (request, state) => page(request, 'keys', [...state.keys.values()].map(shown));

export const FetchKey: Handler = (request, state) => ({ status: 200, body: shown(keyAt(request, state)) });

/** The only answer that holds the secret. */
export const CreateNewKey: Handler = ({ form }, state) => {
  const row: Row = {
    sid: newSid('SK'),
    friendly_name: form.FriendlyName ?? null,
    date_created: restTime(),
    date_updated: restTime(),
    secret: randomBytes(16).toString('hex'),
  };
  state.keys.set(row.sid, row);
  return { status: 201, body: row };
};

export const DeleteKey: Handler = (request, state) => {
  state.keys.delete(keyAt(request, state).sid);
  return { status: 204 };
};

function keyAt(request: Parameters<Handler>[0], state: State): Row {
  return found(state.keys.get(request.path.Sid ?? ''), request);
}

function shown({ secret: _secret, ...row }: Row): object {
  return row;
}
