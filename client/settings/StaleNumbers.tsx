import { useEffect, useState } from 'react';
import { doctorApi } from '../api/doctor.ts';
import { goTo } from '../state/route.ts';

/** Says how many numbers still lead to a former address, as of when it appears. */
export function StaleNumbers() {
  const [count, setCount] = useState(0);
  useEffect(() => {
    let current = true;
    // Without credentials or an answer there is nothing to say here; the Doctor says why.
    doctorApi.check('numbers').then(
      ({ findings }) => current && setCount(findings.filter(({ code }) => code === 'number-stale').length),
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, []);
  if (count === 0) return null;
  return (
    <p className="settings-said address-stale" role="status">
      {count === 1 ? '1 number still leads' : `${count} numbers still lead`} to a former address: their callers do not
      reach this server.{' '}
      <button type="button" className="plain-button is-small" onClick={() => goTo({ page: 'doctor' })}>
        Point {count === 1 ? 'it' : 'them'} here in the Doctor
      </button>
    </p>
  );
}
