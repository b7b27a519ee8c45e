/** What is said to somebody who waits; empty where there is nothing to say, or no words in the language. */
export interface QueueWords {
  readonly place: string;
  readonly wait: string;
}

/**
 * Place in a queue and average wait as sentences.
 *
 * @param place from 1
 * @param seconds that those who wait have waited on average; below a minute nothing is said of it
 * @param language such as `es-MX`; English if absent
 */
export function queueWords(place: number, seconds: number, language = 'en'): QueueWords {
  const words = WORDS[language.slice(0, 2).toLowerCase()];
  const minutes = Math.round(seconds / 60);
  return {
    place: !words || !(place >= 1) ? '' : place === 1 ? words.next : words.place(place),
    wait: !words || !(seconds >= 60) ? '' : words.wait(minutes),
  };
}

interface Words {
  readonly next: string;
  readonly place: (place: number) => string;
  readonly wait: (minutes: number) => string;
}

/** By ISO 639-1. */
const WORDS: Readonly<Record<string, Words>> = {
  en: {
    next: 'You are next in line.',
    place: (place) => `You are number ${place} in line.`,
    wait: (minutes) => `The average wait is about ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`,
  },
  es: {
    next: 'Usted es la siguiente persona en la fila.',
    place: (place) => `Usted es el número ${place} en la fila.`,
    wait: (minutes) =>
      `El tiempo de espera promedio es de unos ${minutes === 1 ? '60 segundos' : `${minutes} minutos`}.`,
  },
  fr: {
    next: 'Vous êtes la prochaine personne dans la file.',
    place: (place) => `Vous êtes numéro ${place} dans la file.`,
    wait: (minutes) => `L’attente moyenne est d’environ ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`,
  },
  de: {
    next: 'Sie sind als Nächstes an der Reihe.',
    place: (place) => `Sie sind auf Platz ${place} in der Warteschlange.`,
    wait: (minutes) => `Die Wartezeit beträgt im Schnitt etwa ${minutes === 1 ? 'eine Minute' : `${minutes} Minuten`}.`,
  },
  it: {
    next: 'Lei è la prossima persona in coda.',
    place: (place) => `Lei è il numero ${place} in coda.`,
    wait: (minutes) => `L’attesa media è di circa ${minutes === 1 ? 'un minuto' : `${minutes} minuti`}.`,
  },
  pt: {
    next: 'Você é a próxima pessoa na fila.',
    place: (place) => `Você é o número ${place} na fila.`,
    wait: (minutes) => `A espera média é de cerca de ${minutes === 1 ? 'um minuto' : `${minutes} minutos`}.`,
  },
  nl: {
    next: 'U bent als volgende aan de beurt.',
    place: (place) => `U bent nummer ${place} in de wachtrij.`,
    wait: (minutes) => `De gemiddelde wachttijd is ongeveer ${minutes === 1 ? 'één minuut' : `${minutes} minuten`}.`,
  },
};
