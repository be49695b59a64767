import type { OrderDto } from '@shop/contracts-types';
import type { Order } from '../domain/order.js';

export function toOrderDto(order: Order): OrderDto {
  return { id: order.id, state: order.state, total: order.total };
}
