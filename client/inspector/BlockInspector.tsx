import { useCallback, useEffect, useMemo, useRef } from 'react';
import { useStore } from 'zustand';
import type { EnvironmentsView } from '../../shared/api/environments.ts';
import type { CalledFlowsView } from '../../shared/api/flows.ts';
import type { AnyBlock } from '../../shared/block.ts';
import { blockTypes } from '../../shared/blocks/index.ts';
import { blocksBefore, type Completion, completionsFor } from '../../shared/check/completions.ts';
import type { Field } from '../../shared/fields/field.ts';
import type { Pair } from '../../shared/fields/pairs.ts';
import { bindingPath } from '../../shared/flow/environments.ts';
import type { FlowBlock, FlowDocument, Json } from '../../shared/flow/types.ts';
import { languagesOf } from '../../shared/languages/languages-of.ts';
import { blockNamesOf, blockType } from '../state/block-types.ts';
import { useCalled } from '../state/called.ts';
import { documentStore } from '../state/document.ts';
import { onlyMessagesReach } from '../state/entries.ts';
import { useEnvironments } from '../state/environments.ts';
import { useLanguage } from '../state/hooks.ts';
import { uiStore } from '../state/index.ts';
import { BlockField } from './BlockField.tsx';
import { BlockHead } from './BlockHead.tsx';
import { ExitsSection } from './ExitsSection.tsx';
import { isTranslated, LanguageForm } from './languages/LanguageForm.tsx';
import { MoreFields } from './MoreFields.tsx';
import { type LocatedProblem, useBlockProblems } from './use-block-problems.ts';
import { InspectorContext, type WidgetContext } from './widget.ts';

/** The form of one block, drawn from its fields. */
export function BlockInspector({ id }: { id: string }) {
  const block = useStore(documentStore, (state) => state.document.blocks[id]);
  const type = block && blockType(block.type);
  const root = useRef<HTMLDivElement>(null);
  const context = useContextOf(id);
  useFieldFocus(root, id);
  if (!block) return null;
  return (
    <InspectorContext value={context}>
      <div className="inspector-body" ref={root} data-form={id}>
        <BlockHead id={id} block={block} type={type} />
        {type ? (
          <BlockForm id={id} block={block} type={type} />
        ) : (
          <p className="field-note is-error">
            This version of Patchcord knows no block “{block.type}”. Delete it, or open the flow with a newer version.
          </p>
        )}
      </div>
    </InspectorContext>
  );
}

function BlockForm({ id, block, type }: { id: string; block: FlowBlock; type: AnyBlock }) {
  const problems = useBlockProblems(id).map(ofOwnLanguage);
  const fields = Object.entries(type.fields as Readonly<Record<string, Field>>);
  const language = useLanguage();
  const texts = useStore(
    documentStore,
    ({ document }) => fields.some(([, { callsOnly }]) => callsOnly) && onlyMessagesReach(document, id),
  );
  const shown = fields.filter(
    ([, field]) =>
      (field.when?.(block.props) ?? true) && !(texts && field.callsOnly) && (language === null || !isTranslated(field)),
  );
  const row = ([name, field]: (typeof fields)[number]) => (
    <BlockField
      key={name}
      block={id}
      name={name}
      field={field}
      value={block.props[name]}
      problems={problems.filter((one) => one.field === name)}
    />
  );
  const more = shown.filter(([, field]) => field.group === 'more');
  const stray = problems.filter((one) => one.exit === undefined && !fields.some(([name]) => name === one.field));
  return (
    <>
      {stray.map((problem) => (
        <p key={problem.message} className={`field-note is-${problem.severity}`}>
          {problem.message}
        </p>
      ))}
      {language !== null && <LanguageForm id={id} block={block} type={type} language={language} />}
      {mainFields(shown).map(row)}
      {more.length > 0 && (
        <MoreFields
          type={block.type}
          fields={more}
          set={more.filter(([name]) => block.props[name] !== undefined).length}
          wrong={new Set(problems.map((one) => one.field))}
          row={row}
        />
      )}
      <section aria-labelledby="exits-title" className="inspector-section">
        <h3 id="exits-title" className="inspector-title">
          Exits
        </h3>
        <ExitsSection block={id} problems={problems} />
      </section>
    </>
  );
}

/** What is wrong with a translation is no problem of any part of the original. */
function ofOwnLanguage(problem: LocatedProblem): LocatedProblem {
  return problem.language === undefined ? problem : { ...problem, path: '', severity: 'warning' };
}

/** What must be filled in comes first, otherwise as the block lists it. */
function mainFields(fields: readonly [string, Field][]): readonly [string, Field][] {
  const main = fields.filter(([, field]) => field.group !== 'more');
  return [...main.filter(([, field]) => field.required), ...main.filter(([, field]) => !field.required)];
}

/** What environments hold, as templates name it. Secrets are offered everywhere; where one cannot stand the checker says so. */
function offered(view: EnvironmentsView | null): readonly Completion[] {
  return (view?.bindings ?? []).map(({ name, kind, about }) => ({
    path: bindingPath(name, kind),
    label: about || (kind === 'secret' ? 'Secret of the environment' : 'Value of the environment'),
    group: 'environment',
  }));
}

/** What flows that ran before have given back. */
function resultsBefore(document: FlowDocument, id: string, called: CalledFlowsView): readonly Completion[] {
  return blocksBefore(document, id).flatMap((before): Completion[] => {
    const block = document.blocks[before];
    const flow = block && blockTypes.get(block.type)?.calls?.(block.props as never);
    const found = called.versions.find((one) => one.flow === flow && one.version === called.calls[flow ?? '']);
    const variables = Object.entries(found?.document.variables ?? {}).filter(([, { scope }]) => scope === 'result');
    return variables.map(([name, { about }]) => ({
      path: `blocks.${before}.${name}`,
      label: about || `Result of ${blockNamesOf(document.blocks).get(before) ?? before}`,
      group: 'block',
    }));
  });
}

function useContextOf(id: string): WidgetContext {
  const settings = useStore(documentStore, (state) => state.document.settings);
  const variables = useStore(documentStore, (state) => state.document.variables);
  const others = useStore(documentStore, (state) => state.document.languages);
  const { view } = useEnvironments();
  const { called } = useCalled();
  const language = useLanguage();
  const given = useStore(documentStore, (state) => state.document.blocks[id]?.props.parameters);
  const completions = useCallback(
    () => [
      ...completionsFor(documentStore.getState().document, blockTypes, id),
      ...resultsBefore(documentStore.getState().document, id, called),
      ...offered(view),
    ],
    [id, view, called],
  );
  return useMemo(
    () => ({
      block: id,
      timezone: settings.timezone,
      completions,
      variables: Object.keys(variables),
      languages: languagesOf({ settings, ...(others && { languages: others }) }),
      parameters: namesIn(given),
      language: language ?? settings.language,
      voice: language === null ? settings.voice : others?.[language]?.voice,
      rest: documentStore.getState().rest,
    }),
    [id, completions, variables, settings, others, language, given],
  );
}

/** Names in a list of names and values, where it is one. */
function namesIn(pairs: Json | undefined): readonly string[] {
  if (!Array.isArray(pairs)) return [];
  return (pairs as readonly Partial<Pair>[]).flatMap(({ name }) => (name ? [name] : []));
}

/** Puts the cursor into the field that a problem or a search pointed at. */
function useFieldFocus(root: { readonly current: HTMLElement | null }, id: string): void {
  const focus = useStore(uiStore, (state) => state.focus);
  useEffect(() => {
    if (focus?.block !== id || focus.field === undefined) return;
    const [, exit] = focus.field.match(/^exit:(.*)$/) ?? [];
    const target = exit === undefined ? `field-${focus.field}` : `exit-${exit}`;
    const field = root.current?.querySelector(`[data-field="${CSS.escape(target)}"]`);
    field?.scrollIntoView({ block: 'center' });
    const control =
      field?.querySelector<HTMLElement>('[aria-invalid=true]') ??
      field?.querySelector<HTMLElement>('input, textarea, select, [contenteditable], button:not(.grip)');
    control?.focus();
  }, [focus, id, root]);
}
