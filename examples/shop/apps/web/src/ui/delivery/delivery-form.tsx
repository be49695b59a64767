import { useState } from 'react';
import { Button } from '@/ui/components/button';
import { isPostcode } from './postcode';

export interface DeliveryFormProps {
  readonly onChosen: (postcode: string) => void;
}

export function DeliveryForm({ onChosen }: DeliveryFormProps) {
  const [text, setText] = useState('');
  return (
    <div>
      <input value={text} onChange={(event) => setText(event.target.value)} placeholder="Postcode" />
      <Button label="Deliver here" onPress={() => isPostcode(text) && onChosen(text.trim())} />
    </div>
  );
}
