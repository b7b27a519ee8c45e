import { createServer } from 'node:http';

/** (a) The least a server can do: reads the body and answers always the same. */
const XML =
  '<?xml version="1.0" encoding="UTF-8"?><Response><Gather action="/menu" numDigits="1"><Say>Welcome. Press 1.</Say></Gather></Response>';

createServer((req, res) => {
  req.resume();
  req.on('end', () => {
    res.writeHead(200, { 'Content-Type': 'text/xml', 'Content-Length': XML.length }).end(XML);
  });
}).listen(Number(process.env.PORT), '127.0.0.1', () => console.log('ready'));
