import { lazy, type ReactNode, Suspense, useEffect } from 'react';
import { DesignerImports } from './flows/DesignerImports.tsx';
import { FlowsPage } from './flows/FlowsPage.tsx';
import { Designer } from './shell/Designer.tsx';
import { PageBar } from './shell/PageBar.tsx';
import { useTheme } from './shell/use-theme.ts';
import { useRoute } from './state/hooks.ts';
import { type DeskPage, followHistory, goTo, type Route } from './state/route.ts';
import { PageState } from './ui/controls/PageState.tsx';
import './shell/shell.css';

const Inspector = lazy(async () => ({ default: (await import('./inspector/Inspector.tsx')).Inspector }));
const TwimlPanel = lazy(async () => ({ default: (await import('./preview/TwimlPanel.tsx')).TwimlPanel }));
const ProblemsPanel = lazy(async () => ({ default: (await import('./problems/ProblemsPanel.tsx')).ProblemsPanel }));
const VersionsPanel = lazy(async () => ({ default: (await import('./versions/VersionsPanel.tsx')).VersionsPanel }));
const CallsPanel = lazy(async () => ({ default: (await import('./calls/CallsPanel.tsx')).CallsPanel }));
const PhonePanel = lazy(async () => ({ default: (await import('./phone/PhonePanel.tsx')).PhonePanel }));
const TranscriptPanel = lazy(async () => ({ default: (await import('./phone/TranscriptPanel.tsx')).TranscriptPanel }));
const TextsPanel = lazy(async () => ({ default: (await import('./inspector/texts/TextsPanel.tsx')).TextsPanel }));
const TestsPanel = lazy(async () => ({ default: (await import('./tests/TestsPanel.tsx')).TestsPanel }));
const PublishDialog = lazy(async () => ({ default: (await import('./publish/PublishDialog.tsx')).PublishDialog }));
const TableDialog = lazy(async () => ({ default: (await import('./tables/TableDialog.tsx')).TableDialog }));
const ImportedPanel = lazy(async () => ({ default: (await import('./imported/ImportedPanel.tsx')).ImportedPanel }));
const NumbersPage = lazy(async () => ({ default: (await import('./numbers/NumbersPage.tsx')).NumbersPage }));
const OutgoingPage = lazy(async () => ({ default: (await import('./outgoing/OutgoingPage.tsx')).OutgoingPage }));
const RecordingsPage = lazy(async () => ({
  default: (await import('./recordings/RecordingsPage.tsx')).RecordingsPage,
}));
const EnvironmentsPage = lazy(async () => ({
  default: (await import('./environments/EnvironmentsPage.tsx')).EnvironmentsPage,
}));
const DoctorPage = lazy(async () => ({ default: (await import('./doctor/DoctorPage.tsx')).DoctorPage }));
const SettingsPage = lazy(async () => ({ default: (await import('./settings/SettingsPage.tsx')).SettingsPage }));
const SoftphonePage = lazy(async () => ({ default: (await import('./softphone/SoftphonePage.tsx')).SoftphonePage }));
const VoicemailPage = lazy(async () => ({ default: (await import('./voicemail/VoicemailPage.tsx')).VoicemailPage }));
const Canvas = lazy(async () => ({ default: (await import('./canvas/Canvas.tsx')).Canvas }));
const Palette = lazy(async () => ({ default: (await import('./palette/Palette.tsx')).Palette }));

/** Arranges the rooms; none of them knows another. */
const rooms = {
  palette: <Palette />,
  canvas: <Canvas />,
  inspector: <Inspector />,
  twiml: <TwimlPanel />,
  problems: <ProblemsPanel />,
  phone: <PhonePanel />,
  transcript: <TranscriptPanel />,
  texts: <TextsPanel />,
  tests: <TestsPanel />,
  versions: <VersionsPanel />,
  calls: <CallsPanel />,
  import: <ImportedPanel />,
  publish: <PublishDialog />,
  table: <TableDialog />,
  imports: <DesignerImports />,
};

const desk: Readonly<Record<DeskPage, ReactNode>> = {
  flows: <FlowsPage />,
  numbers: <NumbersPage />,
  outgoing: <OutgoingPage />,
  recordings: <RecordingsPage />,
  voicemail: <VoicemailPage />,
  softphone: <SoftphonePage />,
  environments: <EnvironmentsPage />,
  doctor: <DoctorPage />,
  settings: <SettingsPage />,
};

/** The designer: a page per address. */
export function App() {
  const route = useRoute();
  useTheme();
  useEffect(followHistory, []);
  return <Suspense fallback={<PageState busy title="Loading" />}>{pageOf(route)}</Suspense>;
}

function pageOf(route: Route) {
  if (route.page === 'unknown') return <Lost path={route.path} />;
  if (route.page === 'designer' || route.page === 'calls')
    return <Designer flow={route.flow} tab={route.page === 'calls' ? 'calls' : undefined} rooms={rooms} />;
  return (
    <div className="page">
      <PageBar page={route.page} />
      <main className="page-body">{desk[route.page]}</main>
    </div>
  );
}

function Lost({ path }: { path: string }) {
  const back = (
    <button type="button" className="plain-button" onClick={() => goTo({ page: 'flows' })}>
      All flows
    </button>
  );
  return (
    <PageState title="There is no such page" actions={back}>
      Nothing is at <code>{path}</code>.
    </PageState>
  );
}
