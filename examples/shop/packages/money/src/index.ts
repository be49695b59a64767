export { allocate } from './allocate.js';
export { type Currency, currencies, isCurrency } from './currency.js';
export { formatMoney } from './format.js';
export { add, isZero, type Money, money, multiply, subtract, sum, zero } from './money.js';
