/** A service that leads a public address to a machine that has none. */
export interface Tunnel {
  readonly name: string;
  /**
   * Whether the address stays after the tunnel is started again: `changes`, `stays`, or `depends` on how it is started.
   * `one-way` is a service that takes requests for you but does not send your answer back, so no call can be answered.
   */
  readonly address: 'changes' | 'stays' | 'depends' | 'one-way';
  /** What to know about it. */
  readonly about: string;
  /** What to do, as a sentence. */
  readonly advice: string;
  /** A command or configuration that does it. */
  readonly command?: string;
}

/**
 * The tunnel an address belongs to, told by its host.
 *
 * @param host lower case, without port
 */
export function tunnelOf(host: string): Tunnel | undefined {
  return TUNNELS.find(({ hosts }) => hosts.some((end) => host === end || host.endsWith(`.${end}`)));
}

const OWN_NAME = 'For a line that people rely on, use a server with a name of its own or a tunnel with a fixed name.';
const AGAIN = 'After each start, enter the new address in Settings; the Doctor then lists the numbers to point anew.';

/** Sources: each provider's own pages, named beside it. */
const TUNNELS: readonly (Tunnel & { readonly hosts: readonly string[] })[] = [
  {
    // https://ngrok.com/docs/pricing-limits/free-plan-limits
    name: 'ngrok, free',
    hosts: ['ngrok-free.app', 'ngrok-free.dev'],
    address: 'depends',
    about:
      'Without its name on the command line ngrok may hand out another address at each start. Browsers see a warning page first; Twilio does not. The free plan has a monthly limit of requests.',
    advice: 'Start ngrok with the one fixed domain that your free account has:',
    command: 'ngrok http 3000 --url https://your-name.ngrok-free.app',
  },
  {
    name: 'ngrok',
    hosts: ['ngrok.app', 'ngrok.dev', 'ngrok.io', 'ngrok.pizza', 'ngrok.pro'],
    address: 'depends',
    about: 'A reserved domain stays; an address made up at the start changes with the next one.',
    advice: 'Reserve the domain in ngrok’s dashboard and name it at the start:',
    command: 'ngrok http 3000 --url https://your-name.ngrok.app',
  },
  {
    // https://developers.cloudflare.com/cloudflare-one/connections/connect-networks/do-more-with-tunnels/trycloudflare/
    name: 'Cloudflare quick tunnel',
    hosts: ['trycloudflare.com'],
    address: 'changes',
    about:
      'The name is made up at each start of cloudflared. Cloudflare means it for trials, without any promise of uptime.',
    advice: `Use a named tunnel with a domain of your own. ${AGAIN}`,
    command: 'cloudflared tunnel create patchcord\ncloudflared tunnel route dns patchcord calls.your-domain.com',
  },
  {
    name: 'localtunnel',
    hosts: ['loca.lt', 'localtunnel.me'],
    address: 'changes',
    about:
      'The name is not reserved: it changes, or somebody else may get it. The service often drops tunnels, and browsers see a page that asks for a password first.',
    advice: `${OWN_NAME} ${AGAIN}`,
  },
  {
    // https://tailscale.com/kb/1223/funnel
    name: 'Tailscale',
    hosts: ['ts.net'],
    address: 'stays',
    about:
      'The name stays. Only “funnel” opens it to the internet, on the ports 443, 8443 and 10000; “serve” opens it to your own machines only, and the check from this machine would pass all the same.',
    advice: 'Make sure that it is a funnel:',
    command: 'tailscale funnel --bg 3000',
  },
  {
    // https://learn.microsoft.com/azure/developer/dev-tunnels/security
    name: 'VS Code dev tunnel',
    hosts: ['devtunnels.ms'],
    address: 'depends',
    about:
      'Ports are private at first: whoever is not logged in, and that is Twilio, is sent to a login page. A tunnel that was not made to last gets a new name at each start.',
    advice: 'Make the port public (in the Ports panel: Port Visibility → Public), or host a tunnel that lasts:',
    command:
      'devtunnel create patchcord --allow-anonymous\ndevtunnel port create patchcord -p 3000\ndevtunnel host patchcord',
  },
  {
    // https://docs.github.com/codespaces/developing-in-a-codespace/forwarding-ports-in-your-codespace
    name: 'GitHub Codespaces',
    hosts: ['app.github.dev', 'githubpreview.dev'],
    address: 'depends',
    about:
      'Ports are private at first and become private again when the codespace restarts, which also ends the calls.',
    advice: 'Make the port public:',
    command: 'gh codespace ports visibility 3000:public',
  },
  {
    name: 'serveo',
    hosts: ['serveo.net', 'serveousercontent.com'],
    address: 'changes',
    about: 'The name changes unless it was reserved with an SSH key, and the free service is often away.',
    advice: `${OWN_NAME} ${AGAIN}`,
  },
  {
    // https://localhost.run/docs/forever-free/
    name: 'localhost.run',
    hosts: ['localhost.run', 'lhr.life', 'lhr.rocks', 'lhrtunnel.link'],
    address: 'changes',
    about: 'Free names change every few hours, even while the tunnel runs.',
    advice: `${OWN_NAME} ${AGAIN}`,
  },
  {
    name: 'Pinggy',
    hosts: ['pinggy.link', 'pinggy.io', 'pinggy-free.link', 'pinggy.online'],
    address: 'changes',
    about: 'Free tunnels end after 60 minutes and come back under another name.',
    advice: `${OWN_NAME} ${AGAIN}`,
  },
  {
    name: 'zrok',
    hosts: ['share.zrok.io', 'shares.zrok.io'],
    address: 'depends',
    about:
      'A share that was not reserved gets a new name at each start, and the hosted service shows a page in between.',
    advice: 'Reserve the share:',
    command: 'zrok reserve public http://localhost:3000 --unique-name yourname\nzrok share reserved yourname',
  },
  {
    name: 'bore',
    hosts: ['bore.pub'],
    address: 'changes',
    about: 'It has no encryption, and the port changes at each start.',
    advice: `${OWN_NAME} ${AGAIN}`,
  },
  {
    name: 'a collector of webhooks',
    hosts: [
      'webhook.site',
      'smee.io',
      'hookdeck.com',
      'hkdk.events',
      'beeceptor.com',
      'pipedream.net',
      'requestbin.com',
    ],
    address: 'one-way',
    about: 'It answers Twilio itself and hands the request on later, so what a flow answers never reaches the caller.',
    advice: 'Use a tunnel that carries answers back, or a server with a public address.',
  },
];
