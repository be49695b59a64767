export { DeliveryForm, type DeliveryFormProps } from './delivery-form';
export { isPostcode } from './postcode';
