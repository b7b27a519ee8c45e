import { PageState } from './PageState.tsx';

/** The page for somebody who is not logged in: says where the link is. */
export function SignedOut() {
  const retry = (
    <button type="button" className="plain-button" onClick={() => window.location.reload()}>
      Try again
    </button>
  );
  return (
    <PageState title="You are not logged in" actions={retry}>
      Patchcord prints a one-time login link where it was started. Open that link in this browser. If it was used up,
      run <code>npx patchcord login</code> there, or start Patchcord again, for a fresh one.
    </PageState>
  );
}
