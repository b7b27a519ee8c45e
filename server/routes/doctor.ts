import type { Doctor } from '../doctor/doctor.ts';
import type { ApiHandlers } from './handler.ts';

/** What the doctor finds. */
export function doctorHandlers(doctor: Doctor): Pick<ApiHandlers, 'runDoctor'> {
  return {
    runDoctor: async ({ body }) => ({ status: 200, body: await doctor.check(body.only) }),
  };
}
