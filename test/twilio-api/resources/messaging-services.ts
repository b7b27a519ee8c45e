import { found, type Handler, page } from '../handler.ts';

/** https://www.twilio.com/docs/messaging/api/service-resource, and the numbers that send for a service. */

export const ListService: Handler = (request, state) =>
  page(
    request,
    'services',
    [...state.messaging_services.values()].map(({ numbers: _, ...row }) => row),
  );

export const ListPhoneNumber: Handler = (request, state) => {
  const service = found(state.messaging_services.get(request.path.ServiceSid ?? ''), request);
  const rows = service.numbers.flatMap((sid) => {
    const number = state.incoming_phone_numbers.get(sid);
    if (!number) return [];
    return {
      sid,
      account_sid: request.account,
      service_sid: service.sid,
      phone_number: number.phone_number,
      country_code: 'US',
      capabilities: ['Voice', 'SMS'],
      date_created: service.date_created,
      date_updated: service.date_updated,
      url: `https://${request.host}${request.uri}/${sid}`,
    };
  });
  return page(request, 'phone_numbers', rows);
};
