import express, { type Response } from 'express';
import twilio from 'twilio';
import { AUTH_TOKEN, PUBLIC_HOST } from './setup.ts';

/** (b) The same phone menu written by hand with Express and the official library: signatures checked, nothing stored. */
const { VoiceResponse } = twilio.twiml;
const app = express();
app.disable('x-powered-by');
app.disable('etag');
app.use(express.urlencoded({ extended: false }));
app.use(twilio.webhook({ protocol: 'https', host: PUBLIC_HOST }, AUTH_TOKEN));

app.post('/voice', (req, res) => {
  const twiml = new VoiceResponse();
  const gather = twiml.gather({ action: '/menu', numDigits: 1, timeout: 5, actionOnEmptyResult: true });
  gather.say({ language: 'en-US' }, `Welcome, ${req.body.From}. For sales, press 1. For support, press 2.`);
  answer(res, twiml);
});

app.post('/menu', (req, res) => {
  const twiml = new VoiceResponse();
  if (req.body.Digits === '1') {
    twiml.dial({ action: '/dialed', timeout: 20 }).number('+15550004444');
  } else {
    twiml.say({ language: 'en-US' }, 'Sorry, that is not one of the choices.');
    twiml.redirect('/voice');
  }
  answer(res, twiml);
});

app.post('/dialed', (req, res) => {
  const twiml = new VoiceResponse();
  if (req.body.DialCallStatus === 'completed') {
    twiml.say({ language: 'en-US' }, 'Thank you for calling. Goodbye.');
    twiml.hangup();
  } else {
    twiml.record({ maxLength: 60 });
  }
  answer(res, twiml);
});

function answer(res: Response, twiml: InstanceType<typeof VoiceResponse>): void {
  res.type('text/xml').send(twiml.toString());
}

app.listen(Number(process.env.PORT), '127.0.0.1', () => console.log('ready'));
