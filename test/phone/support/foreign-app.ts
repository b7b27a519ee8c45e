import express, { type Response } from 'express';
import twilio from 'twilio';

/**
 * A phone application that knows nothing of this project: Express and the official library, signatures checked. A menu; a
 * message is recorded; then somebody is dialled.
 */
const { VoiceResponse } = twilio.twiml;
const TOKEN = process.env.APP_AUTH_TOKEN ?? '';

const app = express();
app.use(express.urlencoded({ extended: false }));
app.use(twilio.webhook(TOKEN, { protocol: 'http' }));

app.post('/voice', (_, res) => {
  const twiml = new VoiceResponse();
  const gather = twiml.gather({ action: '/menu', numDigits: 1, timeout: 5 });
  gather.say('Welcome to the bakery. To leave an order, press 1.');
  twiml.say('We did not hear anything.');
  twiml.redirect('/voice');
  answer(res, twiml);
});

app.post('/menu', (req, res) => {
  const twiml = new VoiceResponse();
  if (req.body.Digits === '1') {
    twiml.say('Say your order after the tone.');
    twiml.record({ action: '/recorded', maxLength: 30, finishOnKey: '#' });
  } else {
    twiml.say(`There is nothing behind ${req.body.Digits}.`);
    twiml.redirect('/voice');
  }
  answer(res, twiml);
});

app.post('/recorded', (req, res) => {
  const twiml = new VoiceResponse();
  twiml.say(`Your order took ${req.body.RecordingDuration} seconds. We put you through.`);
  twiml.dial({ action: '/dialled', timeout: 20 }).number('+15550104444');
  answer(res, twiml);
});

app.post('/dialled', (req, res) => {
  const twiml = new VoiceResponse();
  twiml.say(req.body.DialCallStatus === 'completed' ? 'Thank you, goodbye.' : 'Nobody is there. We call you back.');
  twiml.hangup();
  answer(res, twiml);
});

app.post('/status', (_, res) => {
  res.sendStatus(204);
});

function answer(res: Response, twiml: InstanceType<typeof VoiceResponse>): void {
  res.type('text/xml').send(twiml.toString());
}

const server = app.listen(0, '127.0.0.1', () => {
  const address = server.address();
  console.log(typeof address === 'object' && address ? address.port : '');
});
