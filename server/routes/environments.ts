import type { EnvironmentDesk } from '../environments/desk.ts';
import type { ApiHandlers, ApiReply } from './handler.ts';

/** Environments and what they hold. Every change answers all there is now. */
export function environmentHandlers(desk: EnvironmentDesk): Pick<ApiHandlers, EnvironmentRoutes> {
  const after = async (change: Promise<void>, status = 200): Promise<ApiReply> => {
    await change;
    return { status, body: await desk.view() };
  };
  return {
    listEnvironments: async () => ({ status: 200, body: await desk.view() }),
    addEnvironment: ({ body }) => after(desk.add(body.name), 201),
    removeEnvironment: ({ params }) => after(desk.remove(params.environment)),
    setBinding: ({ params, body }) => after(desk.setBinding(params.name, body)),
    removeBinding: ({ params }) => after(desk.removeBinding(params.name)),
    setBindingValue: ({ params, body }) => after(desk.setValue(params.name, params.environment, body.value)),
    unsetBindingValue: ({ params }) => after(desk.unsetValue(params.name, params.environment)),
  };
}

type EnvironmentRoutes =
  | 'listEnvironments'
  | 'addEnvironment'
  | 'removeEnvironment'
  | 'setBinding'
  | 'removeBinding'
  | 'setBindingValue'
  | 'unsetBindingValue';
