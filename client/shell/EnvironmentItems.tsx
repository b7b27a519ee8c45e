import { Check } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { environmentsStore, useEnvironments } from '../state/environments.ts';

/** The choice of `EnvironmentSwitch` within a menu, where the bar has no room for it; nothing where there is only `live`. */
export function EnvironmentItems() {
  const { view, tried } = useEnvironments();
  if (!view || view.environments.length < 2) return null;
  return (
    <>
      <DropdownMenu.Separator className="menu-line" />
      <DropdownMenu.Label className="menu-label">With the values of</DropdownMenu.Label>
      <DropdownMenu.RadioGroup value={tried} onValueChange={(name) => environmentsStore.getState().tryIn(name)}>
        {view.environments.map((name) => (
          <DropdownMenu.RadioItem key={name} className="menu-item" value={name}>
            <span className="menu-mark">
              <DropdownMenu.ItemIndicator>
                <Check size={15} aria-hidden="true" />
              </DropdownMenu.ItemIndicator>
            </span>
            {name}
          </DropdownMenu.RadioItem>
        ))}
      </DropdownMenu.RadioGroup>
    </>
  );
}
