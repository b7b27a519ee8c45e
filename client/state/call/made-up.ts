/** Content type of an answer that somebody made up: JSON, unless it is a text that neither is JSON nor begins like it. */
export function typeOfAnswer(body: string): string {
  return body.trim() === '' || BEGINS.test(body) || jsonProblem(body) === undefined ? 'application/json' : 'text/plain';
}

/** Why an answer that begins like JSON cannot be read as JSON; undefined where it can, or is another text. */
export function brokenJson(body: string): string | undefined {
  return BEGINS.test(body) ? jsonProblem(body) : undefined;
}

/** Answers that begin so are read as JSON by the flow, whatever they call themselves. */
const BEGINS = /^\s*[[{]/;

function jsonProblem(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
