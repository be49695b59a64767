export type { ProductDto, ProductPageDto } from './catalog.js';
export { type OrderDto, type OrderRequestDto, orderStates, type OrderStateDto } from './checkout.js';
export { isProblem, type ProblemDto } from './problem.js';
export { type BackOfficeOperation, backOffice } from './back-office.js';
