import type { Json, Translation } from '../flow/types.ts';
import { fingerprint } from '../languages/fingerprint.ts';
import type { FlowTemplate } from './template.ts';

const menu = [{ say: 'For sales, press 1. For our opening hours, press 2.' }];
const phrases = { sales: ['sales', 'buy'], hours: ['hours', 'opening hours'] };
const moment = [{ say: 'One moment, please. We are connecting you.' }];
const hours = [{ say: 'We are open from Monday to Friday, nine to five.' }];
const nobody = [{ say: 'Nobody is free at the moment. Please leave us a message after the beep.' }];
const goodbye = [{ say: 'Thank you for calling. Goodbye.' }];

const translated = (original: Json, value: Json): Translation => ({ value, of: fingerprint(original) });

/** One menu in English and Spanish: callers choose their language once and hear it to the end. */
export const bilingualMenu: FlowTemplate = {
  id: 'bilingual-menu',
  title: 'Bilingual menu',
  about: 'Callers choose English or Spanish, and hear the same menu, hours and voicemail in it.',
  document: {
    version: 1,
    name: 'Bilingual menu',
    settings: {
      language: 'en-US',
      voice: 'Polly.Joanna-Neural',
      fallback: 'We are sorry, something went wrong. Please call again.',
    },
    languages: {
      'es-MX': {
        voice: 'Polly.Mia-Neural',
        fallback: 'Lo sentimos, algo salió mal. Por favor, llame de nuevo.',
      },
    },
    variables: {},
    blocks: {
      start: { type: 'start', name: 'Call comes in', props: { on: 'incoming-call' }, exits: { next: 'language' } },
      language: {
        type: 'chooseLanguage',
        name: 'English or Spanish?',
        props: {
          prompts: [
            { say: 'For English, press 1.', language: 'en-US', voice: 'Polly.Joanna-Neural' },
            { say: 'Para español, oprima el dos.', language: 'es-MX', voice: 'Polly.Mia-Neural' },
          ],
          choices: [
            { language: 'en-US', key: '1', phrases: ['English'] },
            { language: 'es-MX', key: '2', phrases: ['español'] },
          ],
          attempts: 2,
        },
        exits: { next: 'menu', noChoice: 'menu' },
      },
      menu: {
        type: 'menu',
        name: 'Main menu',
        props: {
          prompts: menu,
          choices: [
            { id: 'sales', key: '1', label: 'Sales', phrases: phrases.sales },
            { id: 'hours', key: '2', label: 'Hours', phrases: phrases.hours },
          ],
          attempts: 2,
        },
        exits: { sales: 'moment', hours: 'hours', noInput: 'goodbye', noMatch: 'goodbye' },
      },
      moment: { type: 'say', name: 'One moment', props: { prompts: moment }, exits: { next: 'sales' } },
      sales: {
        type: 'dial',
        name: 'Sales',
        props: { targets: [{ kind: 'number', to: '+15550100111' }], timeout: 20 },
        exits: { completed: 'goodbye', noAnswer: 'nobody', busy: 'nobody', failed: 'nobody' },
      },
      hours: { type: 'say', name: 'Opening hours', props: { prompts: hours }, exits: { next: 'menu' } },
      nobody: { type: 'say', name: 'Nobody is free', props: { prompts: nobody }, exits: { next: 'message' } },
      message: {
        type: 'record',
        name: 'Message',
        props: { maxLength: 120, finishOnKey: '#' },
        exits: { recorded: 'goodbye', silence: 'goodbye' },
      },
      goodbye: { type: 'say', name: 'Goodbye', props: { prompts: goodbye }, exits: {} },
    },
    translations: {
      'es-MX': {
        'menu.prompts': translated(menu, [{ say: 'Para ventas, oprima el uno. Para nuestro horario, oprima el dos.' }]),
        'menu.choices': translated(phrases, { sales: ['ventas', 'comprar'], hours: ['horario'] }),
        'moment.prompts': translated(moment, [{ say: 'Un momento, por favor. Le estamos comunicando.' }]),
        'hours.prompts': translated(hours, [{ say: 'Abrimos de lunes a viernes, de nueve a cinco.' }]),
        'nobody.prompts': translated(nobody, [
          { say: 'En este momento nadie está disponible. Por favor, deje un mensaje después del tono.' },
        ]),
        'goodbye.prompts': translated(goodbye, [{ say: 'Gracias por llamar. Hasta luego.' }]),
      },
    },
    layout: {
      start: [0, 220],
      language: [220, 180],
      menu: [560, 160],
      moment: [900, 20],
      sales: [1240, 0],
      hours: [900, 300],
      nobody: [1580, 60],
      message: [1920, 60],
      goodbye: [2260, 240],
    },
    tests: [
      {
        name: 'Key 2 goes on in Spanish',
        steps: [
          { says: 'Para español, oprima el dos.' },
          { press: '2' },
          { says: 'Para ventas, oprima el uno.' },
          { say: 'Horario, por favor.' },
          { says: 'de nueve a cinco' },
          { at: 'menu' },
          { hangUp: true },
        ],
      },
      {
        name: 'Sales answers',
        language: 'all',
        steps: [
          { silence: true },
          { silence: true },
          { hears: 'menu.prompts' },
          { press: '1' },
          { hears: 'moment.prompts' },
          { dialled: 'answer' },
          { dials: '+15550100111' },
          { hears: 'goodbye.prompts' },
          { endsAt: 'goodbye' },
        ],
      },
      {
        name: 'Whom nobody answers leaves a message',
        language: 'all',
        steps: [
          { silence: true },
          { silence: true },
          { press: '1' },
          { dialled: 'busy' },
          { hears: 'nobody.prompts' },
          { say: 'Please call me back.' },
          { press: '#' },
          { hears: 'goodbye.prompts' },
        ],
      },
      {
        name: 'The hours lead back to the menu',
        language: 'all',
        steps: [
          { silence: true },
          { silence: true },
          { press: '2' },
          { hears: 'hours.prompts' },
          { hears: 'menu.prompts' },
          { silence: true },
          { silence: true },
          { hears: 'goodbye.prompts' },
        ],
      },
    ],
  },
};
