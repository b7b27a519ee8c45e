import { type Handler, page } from '../handler.ts';

/** https://www.twilio.com/docs/usage/api/applications */
export const ListApplication: Handler = (request, state) =>
  page(request, 'applications', [...state.applications.values()]);
