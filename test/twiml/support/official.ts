import twilio from 'twilio';
import type { TwimlElement } from '../../../shared/twiml/element.ts';

/** The XML that Twilio's own library writes for the same tree, built with its named methods. */
export function officialXml(root: TwimlElement, kind: 'voice' | 'messaging' = 'voice'): string {
  const response = kind === 'voice' ? new twilio.twiml.VoiceResponse() : new twilio.twiml.MessagingResponse();
  fill(response as unknown as Builder, root);
  return response.toString();
}

/** What every builder class of the library has, besides one method per child. */
interface Builder {
  addText(text: string): void;
  addChild(tag: string, attributes: object): Builder;
  [method: string]: ((...given: never[]) => unknown) | undefined;
}

function fill(builder: Builder, element: TwimlElement): void {
  for (const child of element.children) {
    if (typeof child === 'string') {
      builder.addText(child);
      continue;
    }
    const name =
      child.tag.charAt(0).toLowerCase() + child.tag.slice(1).replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
    const method = builder[name] as ((this: Builder, attributes: object) => Builder) | undefined;
    // Children that only Twilio's pages know have no method.
    const made =
      method === undefined
        ? builder.addChild(child.tag, { ...child.attributes })
        : method.call(builder, { ...child.attributes });
    fill(made, child);
  }
}
