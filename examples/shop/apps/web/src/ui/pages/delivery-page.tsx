import { DeliveryForm } from '@/ui/delivery/delivery-form';
import { isPostcode } from '@/ui/delivery/postcode';

export interface DeliveryPageProps {
  readonly postcode: string;
  readonly onChosen: (postcode: string) => void;
}

export function DeliveryPage({ postcode, onChosen }: DeliveryPageProps) {
  return (
    <section>
      <h1>{isPostcode(postcode) ? `We deliver to ${postcode}` : 'Where do we deliver?'}</h1>
      <DeliveryForm onChosen={onChosen} />
    </section>
  );
}
