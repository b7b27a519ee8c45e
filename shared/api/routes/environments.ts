import { z } from 'zod';
import {
  bindingNameSchema,
  environmentsSchema,
  newEnvironmentSchema,
  setBindingSchema,
  setBindingValueSchema,
} from '../environments.ts';
import { environmentNameSchema } from '../flows.ts';
import { type ApiRoute, answer, get, refusal, route } from '../route.ts';

const binding = z.strictObject({ name: bindingNameSchema });
const value = z.strictObject({ name: bindingNameSchema, environment: environmentNameSchema });
const all = answer('Everything as it is now', environmentsSchema);

/** Environments, bindings and their values. Every change answers all there is now. */
export const environmentRoutes = {
  listEnvironments: get('/environments', 'Environments, what they hold and who uses it; secrets are never told', {
    200: all,
  }),
  addEnvironment: {
    ...route('post', '/environments', 'New environment, without values'),
    body: newEnvironmentSchema,
    responses: { 201: all, 400: refusal('Bad name'), 409: refusal('There is one, or there are too many') },
  },
  removeEnvironment: {
    ...route('delete', '/environments/:environment', 'Remove an environment with its values'),
    params: z.strictObject({ environment: environmentNameSchema }),
    responses: { 200: all, 404: refusal('No such environment'), 409: refusal('It is live, or something runs in it') },
  },
  setBinding: {
    ...route('put', '/bindings/:name', 'Add a binding, or say anew what it is for'),
    params: binding,
    body: setBindingSchema,
    responses: { 200: all, 400: refusal('Bad name or kind'), 409: refusal('The kind stays, or there are too many') },
  },
  removeBinding: {
    ...route('delete', '/bindings/:name', 'Remove a binding with its values'),
    params: binding,
    responses: { 200: all, 404: refusal('No such binding'), 409: refusal('A version that runs names it') },
  },
  setBindingValue: {
    ...route(
      'put',
      '/bindings/:name/values/:environment',
      'Set the value of a binding; calls get it with their next turn',
    ),
    params: value,
    body: setBindingValueSchema,
    responses: {
      200: all,
      400: refusal('The value does not suit the kind'),
      404: refusal('No such binding or environment'),
    },
  },
  unsetBindingValue: {
    ...route('delete', '/bindings/:name/values/:environment', 'Take the value of a binding away'),
    params: value,
    responses: {
      200: all,
      404: refusal('No such value'),
      409: refusal('A version that runs in the environment names it'),
    },
  },
} as const satisfies Record<string, ApiRoute>;
