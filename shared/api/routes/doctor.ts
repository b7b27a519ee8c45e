import { checkupSchema, newCheckupSchema } from '../doctor.ts';
import { type ApiRoute, answer, route } from '../route.ts';

/** Whether calls find their way here. */
export const doctorRoutes = {
  runDoctor: {
    ...route('post', '/doctor', 'Look at everything between a call and a flow that answers it'),
    body: newCheckupSchema,
    responses: { 200: answer('What was found', checkupSchema) },
  },
} as const satisfies Record<string, ApiRoute>;
