import { expect, test } from 'vitest';
import { queueWords } from '../../shared/text/queue-words.ts';

test.each([
  [1, 20, undefined, 'You are next in line.', ''],
  [3, 240, 'en-GB', 'You are number 3 in line.', 'The average wait is about 4 minutes.'],
  [2, 60, 'en-US', 'You are number 2 in line.', 'The average wait is about 1 minute.'],
  [2, 119, 'de-DE', 'Sie sind auf Platz 2 in der Warteschlange.', 'Die Wartezeit beträgt im Schnitt etwa 2 Minuten.'],
  [2, 120, 'es-MX', 'Usted es el número 2 en la fila.', 'El tiempo de espera promedio es de unos 2 minutos.'],
  [2, 120, 'pl-PL', '', ''],
  [0, Number.NaN, 'en-US', '', ''],
])('place %s and %s s in %s', (place, seconds, language, first, second) => {
  expect(queueWords(place, seconds, language)).toEqual({ place: first, wait: second });
});
