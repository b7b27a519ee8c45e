import fc from 'fast-check';

/** A template, and how often it reads `company` from outside. */
export interface Made {
  readonly text: string;
  readonly uses: number;
}

const plain = (text: string): Made => ({ text, uses: 0 });
const one = (text: string): Made => ({ text, uses: 1 });

/** Pieces that change nothing for those after them. */
const pieces: readonly Made[] = [
  ...[
    'company ',
    'a {{ other }} ',
    '{{ company_name }}',
    '{{ other.company }}',
    '{{ "company" }}',
    "{{ 'x company' }}",
  ],
  ...[
    '{% raw %}{{ company }}{% endraw %}',
    '{% comment %}{{ company }}{% endcomment %}',
    '{{ list | map: "company" }}',
  ],
  ...[
    '{% for company in list %}{{ company }}{% endfor %}',
    '{{ the_company }}{{ company2 }}',
    '{{ other["company"] }}',
  ],
]
  .map(plain)
  .concat(
    [
      ...[
        '{{ company }}',
        '{{company|upcase}}',
        '{{- company.x -}}',
        '{{ ["company"] }}',
        '{{ other | append: company }}',
      ],
      ...[
        '{{ list[company] }}',
        '{{ list | join: company }}',
        '{% echo company %}',
        '{% if company == "company" %}x{% endif %}',
      ],
      ...['{% unless company contains other %}y{% endunless %}', '{% for i in (1..2) limit: company %}z{% endfor %}'],
      ...[
        '{% case company %}{% when "company" %}c{% endcase %}',
        '{% case other %}{% when "x", company %}c{% endcase %}',
      ],
      ...['{% cycle "a", company %}', '{{ list | where_exp: "company", "company > 1" | size }}{{ company }}'],
      ...['{{ list | where_exp: "it", "it == company" | size }}', '{% liquid echo company %}'],
    ].map(one),
  );

/** Pieces one after another: what is used is known by how they were made. */
export const used: fc.Arbitrary<Made> = fc
  .array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 8 })
  .map((made) => ({
    text: made.map(({ text }) => text).join(' '),
    uses: made.reduce((sum, { uses }) => sum + uses, 0),
  }));

/** Pieces that give the template names of its own. */
const naming = [
  '{% assign company = "own" %}',
  '{% assign company = company | append: "x" %}',
  '{% capture company %}[{{ company }}]{% endcapture %}',
  '{% increment company %}',
  '{% decrement company %}',
  '{% assign other = company %}',
];

/** Rounds of `cycle` are told apart by how they are written, so two that were written alike may not be after a rename. */
const printed = pieces.map(({ text }) => text).filter((text) => !text.includes('cycle'));

/** Templates of any nesting, in which names may be the template's own. */
export const template: fc.Arbitrary<Made> = fc
  .letrec<{ body: string; part: string }>((tie) => ({
    body: fc.array(tie('part'), { maxLength: 4 }).map((parts) => parts.join(' ')),
    part: fc.oneof(
      { depthSize: 'small' },
      { weight: 4, arbitrary: fc.constantFrom(...printed) },
      { weight: 3, arbitrary: fc.constantFrom(...naming) },
      tie('body').map((body) => `{% if flag %}${body}{% endif %}`),
      fc.tuple(tie('body'), tie('body')).map(([a, b]) => `{% if company == 7 %}${a}{% else %}${b}{% endif %}`),
      tie('body').map((body) => `{% unless flag %}${body}{% endunless %}`),
      tie('body').map((body) => `{% for i in list %}${body}{% endfor %}`),
      tie('body').map((body) => `{% for company in list %}${body}{% else %}{{ company }}{% endfor %}`),
      fc
        .tuple(tie('body'), tie('body'))
        .map(([a, b]) => `{% case flag %}{% when true %}${a}{% when true %}${b}{% endcase %}`),
      tie('body').map(
        (body) => `{% for i in list %}${body}{% if i == 1 %}{% continue %}{% endif %}{{ company }}{% endfor %}`,
      ),
      tie('body').map((body) => `{% capture other %}${body}{% endcapture %}`),
    ),
  }))
  .body.map((text) => ({ text, uses: -1 }));
